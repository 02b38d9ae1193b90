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

/** What lies beside a whole page, so that the strictest policy of a host lets it pass: how it looks (a plain family, a margin, light or dark as its reader has it), and what shows its sentence about disks. */
export const BESIDE = {
  'look.css': `:root { color-scheme: light dark; font: 16px/24px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
body { max-width: 1344px; margin: 0 auto; padding: 16px 24px 48px; }
body > * + * { margin-top: 32px; }
@media (max-width: 600px) { body { padding: 0 0 32px; } #disk { padding: 16px; } }
@media (prefers-color-scheme: dark) { :root { background: #12161c; color: #e8edf3; } }
`,
  // no module: those are what a disk does not give
  'disk.js': "document.getElementById('disk').hidden = location.protocol !== 'file:';\n",
};

/** A whole page around the lines; `disk` is what it says where it was opened from a folder, from which no browser loads scripts. */
export const page = ({ title, lang, lines, disk }) => `<!doctype html>
<html lang="${escape(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="stylesheet" href="look.css">
</head>
<body>
<p id="disk" hidden>${escape(disk)}</p>
<script src="disk.js"></script>
${lines}
</body>
</html>
`;
