// `cargo xtask dist` calls this: the page's scripts as few small files, beside the modules. Give it the folder www,
// the folder to fill, and the version.

import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { argv } from 'node:process';

const { build } = createRequire(new URL('../tests/browser/package.json', import.meta.url))('esbuild');
const [www, dist, version] = argv.slice(2);

/** File in dist → its entry in www, and the addresses in it that are called otherwise in dist. */
const SCRIPTS = {
  'jejak.js': ['jejak.js', { './pkg/show_bg.wasm': './jejak_bg.wasm', './pkg/whole_bg.wasm': './jejak-whole_bg.wasm', './pkg/whole.js': './jejak-whole.js', './measuring.js': './jejak-measure.js' }],
  'jejak-whole.js': ['pkg/whole.js', {}],
  'jejak-measure.js': ['measuring.js', { './worker.js': './jejak-worker.js', './reading.js': './jejak-reading.js' }],
  'jejak-worker.js': ['worker.js', { './pkg/measure_bg.wasm': './jejak-measure_bg.wasm', './book.js': './jejak-book.js' }],
  'jejak-reading.js': ['reading.js', { './pkg/measure_bg.wasm': './jejak-measure_bg.wasm', './book.js': './jejak-book.js' }],
  'jejak-book.js': ['book.js', { './pkg/sheets_bg.wasm': './jejak-sheets_bg.wasm' }],
  'page.js': ['page.js', {}],
};
/** What a page of somebody's own needs to show journey and evidence: the playground packs it up. */
const PARTS = ['jejak.js', 'jejak_bg.wasm', 'jejak-whole.js', 'jejak-whole_bg.wasm'];
const COPIES = {
  'jejak_bg.wasm': 'pkg/show_bg.wasm', 'jejak-whole_bg.wasm': 'pkg/whole_bg.wasm', 'jejak-measure_bg.wasm': 'pkg/measure_bg.wasm', 'jejak-sheets_bg.wasm': 'pkg/sheets_bg.wasm', 'jejak.css': 'jejak.css', 'jejak.d.ts': 'jejak.d.ts',
  'index.html': 'index.html', 'page.css': 'page.css',
};
/** A script that is asked to be compiled as a whole, which Chromium does beside the page's thread: there every function waits
 * for its first call otherwise, and is read twice. Others take it for a comment. */
const AT_ONCE = ['jejak.js'];
/** Parts that load later stay apart from what asks for them. */
const LATER = ['./measuring.js', './reading.js', './book.js'];

async function bundle(name, [entry, addresses]) {
  const { outputFiles: [file] } = await build({
    entryPoints: [join(www, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'error',
    define: { PARTS: JSON.stringify(PARTS) },
    plugins: [{
      name: 'later',
      setup: ({ onResolve }) => onResolve({ filter: /^\.{1,2}\// }, ({ path, kind }) => {
        // the playground is one more user of jejak, and shares it with the elements in its page
        if (name === 'page.js' && /^\.{1,2}\/jejak\.js$/.test(path)) return { path: './jejak.js', external: true };
        return kind === 'dynamic-import' && LATER.includes(path) ? { path, external: true } : undefined;
      }),
    }],
  });
  let { text } = file;
  for (const [from, to] of Object.entries(addresses)) {
    const parts = text.split(`"${from}"`);
    if (parts.length !== 2) throw new Error(`${name}: "${from}" stands there ${parts.length - 1} times, not once`);
    text = parts.join(`"${to}"`);
  }
  const hint = AT_ONCE.includes(name) ? '//# allFunctionsCalledOnLoad\n' : '';
  await writeFile(join(dist, name), `${hint}/*! jejak ${version} | MIT OR Apache-2.0 */\n${text}`);
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const [name, how] of Object.entries(SCRIPTS)) await bundle(name, how);
for (const [to, from] of Object.entries(COPIES)) await copyFile(join(www, from), join(dist, to));
for (const folder of ['schema', 'sample']) await cp(join(www, folder), join(dist, folder), { recursive: true });
const sums = {};
for (const name of (await readdir(dist)).filter((name) => /\.(js|wasm|css)$/.test(name)).sort()) {
  sums[name] = `sha384-${createHash('sha384').update(await readFile(join(dist, name))).digest('base64')}`;
}
await writeFile(join(dist, 'integrity.json'), `${JSON.stringify(sums, null, 2)}\n`);
