// The lines for a page of one's own: with the two documents beside it, or with everything inside.

const escape = (text) => String(text).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** JSON that may stand in a script of a page: nothing in it can end the script. */
const inside = (value) => JSON.stringify(value).replace(/</g, '\\u003c').replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029');

/** A name of a file, made of a title. */
export const file_name = (title) => String(title ?? '').normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 60) || 'jejak';

/** The folder as an address begins with it: nothing, or with a `/` at its end. */
export function folder(text) {
  const bare = text.trim().replace(/\/+$/, '');
  if (bare === '') return text.trim() === '' ? '' : '/';
  return bare === '.' ? '' : `${bare}/`;
}

/**
 * The lines of HTML. `views`: `journey`, `funnel`, …; `at`: where jejak lies, seen from the page.
 * @param documents {{journey, evidence}} or, with `name`, where they lie
 */
export function snippet({ views, at, name, lang, journey, evidence }) {
  const script = `<script type="module" src="${escape(folder(at))}jejak.js"></script>`;
  const set = (attributes) => Object.entries(attributes).filter(([, value]) => value).map(([key, value]) => ` ${key}="${escape(value)}"`).join('');
  if (name) {
    const documents = { src: `${name}.journey.json`, evidence: evidence && `${name}.evidence.json`, height: 'auto', lang };
    return [script, ...views.map((view) => `<jejak-${view}${set(documents)}></jejak-${view}>`)].join('\n');
  }
  const group = 'jejak-1';
  const [first, ...rest] = views.map((view) => `<jejak-${view}${set({ group, height: 'auto', lang })}></jejak-${view}>`);
  return [
    first, ...rest,
    `<script type="application/json" id="${group}-data">${inside({ journey, ...(evidence && { evidence }) })}</script>`,
    '<script type="module">',
    `  import '${escape(/^(\.{0,2}\/|https?:)/.test(folder(at)) ? folder(at) : `./${folder(at)}`)}jejak.js';`,
    `  document.querySelector('[group="${group}"]').load(JSON.parse(document.getElementById('${group}-data').textContent));`,
    '</script>',
  ].join('\n');
}

/** A whole page around the lines. */
export const page = ({ title, lang, lines }) => `<!doctype html>
<html lang="${escape(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
</head>
<body>
${lines}
</body>
</html>
`;
