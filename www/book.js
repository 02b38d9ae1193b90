// A workbook, a page, an XES log or an archive → text that the measuring module reads. Loaded with the first such file.

const WASM = new URL('./pkg/sheets_bg.wasm', import.meta.url);
const GLUE = './pkg/sheets.js';
let ready; // promise of the module: kept once it is there, and asked for anew where it did not come
let missed = 0; // times that its script did not come

/** Its script; a browser may keep to it that an address did not come, though the net is back: then it is asked for by another. */
async function script() {
  try {
    return await (missed > 0 ? import(`${GLUE}?again=${missed}`) : import('./pkg/sheets.js'));
  } catch (error) {
    missed += 1;
    throw error;
  }
}

function module_of() {
  ready ??= script().then(async (glue) => {
    await glue.default({ module_or_path: WASM });
    return glue;
  }).catch((error) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

/** The text of a file whose first bytes are `first`, in chunks; `measure` is told what the file was. */
export async function* text_of(first, rest, measure, table, lang) {
  const { Book } = await module_of();
  const book = new Book(table, lang);
  let said = false;
  const text = () => {
    const bytes = book.take();
    if (bytes.length > 0 && !said) {
      said = true;
      measure.expect(book.is_csv());
      // Whoever reads no more than the beginning knows what it is, too.
      measure.say_made(book.made());
    }
    return bytes;
  };
  try {
    book.push(first);
    yield text();
    for await (const chunk of rest) {
      book.push(chunk);
      yield text();
    }
    book.end();
    while (book.more()) yield text();
    yield text();
    measure.say_made(book.made());
  } finally {
    book.free();
  }
}
