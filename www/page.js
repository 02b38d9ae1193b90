// The page: the worked example, whose evidence was measured beforehand, or a file of one's own → measured here.

import { published } from './jejak.js';
import { JejakError } from './core.js';

const TEXTS = {
  en: {
    title: 'jejak: where customers leave, and where they are unhappy',
    headline: 'Where do customers leave, and where are they unhappy?',
    lead: 'Drop an export of your shop or a survey. The file is read in this page and stays in this page.',
    choose: 'Choose a file',
    or: 'or drop it here: CSV, JSON or JSONL with events or answers',
    sample: 'Back to the worked example',
    dark: 'Dark',
    map: 'Journey',
    funnel: 'Funnel',
    rows: 'What was read',
    file: 'File',
    read: 'Rows read',
    used: 'Used',
    unused: 'Not used',
    issues: 'Why',
    none: 'all rows were usable',
    unmatched: (rows) => `${rows} rows belong to none of the stages.`,
    rejected: (rows) => `${rows} rows could not be used.`,
    download: 'Download the evidence (counts only, nobody’s rows)',
    embed: 'On your own page',
    foot: 'Nothing leaves this page: no server, no cookie, no account. The shop of the worked example and its figures are invented.',
    measuring: (name) => `Reading ${name} …`,
    progress: (name, rows) => `Reading ${name}: ${rows} rows …`,
    done: (rows) => `${rows} rows read and measured in this page.`,
    made: (rows, people) => `Below, the worked example: an invented skincare shop, ${people} people in one quarter, counted from ${rows} rows of its exports.`,
    proposed: (from) => (from === 'events'
      ? 'No journey was given, so the stages are a proposal: the events most people have, in the order people first meet them, without side steps that most who go on leave out. Drop a journey document with the file to set your own.'
      : 'No journey was given, so the stages are a proposal: one a question, in the order of the columns. Drop a journey document with the file to set your own.'),
    wrong: (name, sentence) => `${name}: ${sentence}`,
    menu: 'Language and theme',
  },
  id: {
    title: 'jejak: di mana pelanggan berhenti, dan di mana mereka kecewa',
    headline: 'Di mana pelanggan berhenti, dan di mana mereka kecewa?',
    lead: 'Letakkan ekspor toko atau survei Anda di sini. Berkas dibaca di halaman ini dan tetap di halaman ini.',
    choose: 'Pilih berkas',
    or: 'atau letakkan di sini: CSV, JSON atau JSONL berisi peristiwa atau jawaban',
    sample: 'Kembali ke contoh lengkap',
    dark: 'Gelap',
    map: 'Perjalanan',
    funnel: 'Corong',
    rows: 'Yang telah dibaca',
    file: 'Berkas',
    read: 'Baris dibaca',
    used: 'Dipakai',
    unused: 'Tidak dipakai',
    issues: 'Sebabnya',
    none: 'semua baris terpakai',
    unmatched: (rows) => `${rows} baris tidak termasuk tahap mana pun.`,
    rejected: (rows) => `${rows} baris tidak dapat dipakai.`,
    download: 'Unduh bukti (hanya hitungan, tanpa baris siapa pun)',
    embed: 'Di halaman Anda sendiri',
    foot: 'Tidak ada yang keluar dari halaman ini: tanpa server, tanpa cookie, tanpa akun. Toko dalam contoh beserta angkanya adalah rekaan.',
    measuring: (name) => `Membaca ${name} …`,
    progress: (name, rows) => `Membaca ${name}: ${rows} baris …`,
    done: (rows) => `${rows} baris dibaca dan diukur di halaman ini.`,
    made: (rows, people) => `Di bawah ini contoh lengkap: toko skincare rekaan, ${people} orang dalam satu kuartal, dihitung dari ${rows} baris ekspornya.`,
    proposed: (from) => (from === 'events'
      ? 'Tanpa dokumen perjalanan, tahap ini hanya usulan: peristiwa yang dialami kebanyakan orang, menurut urutan pertama kali dialami, tanpa langkah sampingan yang dilewati kebanyakan orang yang lanjut. Letakkan dokumen perjalanan bersama berkasnya untuk memakai tahap Anda sendiri.'
      : 'Tanpa dokumen perjalanan, tahap ini hanya usulan: satu untuk tiap pertanyaan, menurut urutan kolom. Letakkan dokumen perjalanan bersama berkasnya untuk memakai tahap Anda sendiri.'),
    wrong: (name, sentence) => `${name}: ${sentence}`,
    menu: 'Bahasa dan tema',
  },
};

const SNIPPET = `<script type="module" src="jejak.js"></script>
<jejak-journey src="shop.journey.json" evidence="shop.evidence.json"></jejak-journey>
<jejak-funnel  src="shop.journey.json" evidence="shop.evidence.json"></jejak-funnel>`;

const $ = (id) => document.getElementById(id);
const map = $('map');
const state = { lang: 'en', files: undefined, turn: 0, evidence: undefined };
const dark = matchMedia('(prefers-color-scheme: dark)');

const words = () => TEXTS[state.lang];
const number = (n) => new Intl.NumberFormat(state.lang).format(n);

function speak(lang) {
  state.lang = lang;
  document.documentElement.lang = lang;
  document.title = words().title;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = words()[element.dataset.text];
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', words()[element.dataset.label]);
  for (const button of document.querySelectorAll('[data-lang]')) button.setAttribute('aria-pressed', String(button.dataset.lang === lang));
  document.querySelector('.choices').setAttribute('aria-label', words().menu);
  for (const widget of [map, $('funnel')]) widget.setAttribute('lang', lang);
}

function paint(theme) {
  document.documentElement.dataset.theme = theme;
  $('theme').setAttribute('aria-pressed', String(theme === 'dark'));
  for (const widget of [map, $('funnel')]) widget.setAttribute('theme', theme);
}

/** Measures and shows; a file that cannot be used leaves the picture as it is and says one sentence. */
async function show(files) {
  const turn = (state.turn += 1);
  const t = words();
  $('error').hidden = true;
  const own = Boolean(files);
  const name = own ? files.map((file) => file.name).join(', ') : '';
  if (own) $('status').textContent = t.measuring(name);
  const onProgress = ({ rows }) => {
    if (turn === state.turn && rows > 0) $('status').textContent = t.progress(name || 'CSV', number(rows));
  };
  let proposed = '';
  try {
    if (own) {
      const given = await documents(files);
      await map.load({ ...given, onProgress });
      if (given.journey === null) proposed = t.proposed(map.evidence?.funnel ? 'events' : 'answers');
    } else {
      await map.load(sample());
    }
    if (turn !== state.turn) return;
    state.files = files;
    state.evidence = map.evidence;
    $('funnel').parentElement.hidden = !state.evidence?.funnel?.steps?.some((step) => step.people > 0);
    const sources = own ? map.issues : map.evidence.rows;
    const rows = number(sources.reduce((sum, source) => sum + source.read, 0));
    $('status').textContent = own ? [t.done(rows), ...(proposed ? [proposed] : [])].join(' ') : t.made(rows, number(map.evidence.people));
    report(sources);
  } catch (error) {
    if (turn !== state.turn) return;
    const sentence = error instanceof JejakError ? error.message : String(error?.message ?? error);
    $('status').textContent = '';
    $('error').textContent = own ? t.wrong(name, sentence) : sentence;
    $('error').hidden = false;
  } finally {
    $('sample').hidden = state.files === undefined && !own;
  }
}

/** The worked example in the page's language: two documents beside the page, written by the build. */
function sample() {
  const lang = state.lang in TEXTS ? state.lang : 'en';
  const document = (kind) => new URL(`sample/${kind}.${lang}.json`, import.meta.url);
  return { journey: document('journey'), evidence: document('evidence') };
}

/** Files of rows have their stages proposed; a journey document among the files is the journey. */
async function documents(files) {
  const journeys = [];
  const rows = [];
  for (const file of files) {
    const head = await file.slice(0, 4096).text();
    if (/"schema"\s*:\s*"jejak\.journey\//.test(head)) journeys.push(file);
    else rows.push(file);
  }
  if (journeys.length === 0) {
    return { journey: null, sources: Object.fromEntries(rows.map((file) => [file.name, file])) };
  }
  const journey = JSON.parse(await journeys[0].text());
  const sources = Object.fromEntries(rows.map((file, at) => [journey.sources?.[at]?.id ?? file.name, file]));
  return rows.length > 0 ? { journey, sources } : { journey };
}

function report(sources) {
  const body = $('rows').tBodies[0];
  body.replaceChildren(
    ...sources.map((source) => {
      const row = document.createElement('tr');
      const name = document.createElement('th');
      name.scope = 'row';
      name.textContent = source.system ? `${source.source} (${source.system})` : source.source;
      row.append(name);
      // evidence that was measured elsewhere counts its issues and holds no words for them
      const why = (source.issues ?? []).map((issue) => issue.words).filter(Boolean);
      if (why.length === 0 && source.rejected > 0) why.push(words().rejected(number(source.rejected)));
      if (source.unmatched > 0) why.push(words().unmatched(number(source.unmatched)));
      const cells = { read: number(source.read), used: number(source.used), unused: number(source.read - source.used), issues: why.join(' ') || words().none };
      for (const [head, text] of Object.entries(cells)) {
        const cell = document.createElement('td');
        cell.dataset.head = words()[head]; // a narrow screen has no column heads
        cell.append(Object.assign(document.createElement('span'), { textContent: text }));
        row.append(cell);
      }
      return row;
    }),
  );
  $('evidence').disabled = !state.evidence;
}

function download() {
  const blob = new Blob([JSON.stringify(published(state.evidence), null, 1)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = 'jejak.evidence.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

document.querySelector('.choices').addEventListener('click', (event) => {
  const lang = event.target.closest('[data-lang]')?.dataset.lang;
  if (lang && lang !== state.lang) {
    speak(lang);
    show(state.files);
  }
});
$('theme').addEventListener('click', () => paint(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'));
dark.addEventListener('change', () => paint(dark.matches ? 'dark' : 'light'));
$('file').addEventListener('change', (event) => {
  const files = [...event.target.files];
  event.target.value = '';
  if (files.length > 0) show(files);
});
$('sample').addEventListener('click', () => {
  state.files = undefined;
  show();
});
$('evidence').addEventListener('click', download);
const drop = $('drop');
for (const name of ['dragenter', 'dragover']) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.dataset.over = '';
  });
}
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) delete drop.dataset.over;
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  delete drop.dataset.over;
  const files = [...event.dataTransfer.files];
  if (files.length > 0) show(files);
});

$('snippet').textContent = SNIPPET;
const asked = new URLSearchParams(location.search);
speak(asked.get('lang') ?? (/^(id|in)\b/.test(navigator.language) ? 'id' : 'en'));
paint(asked.get('theme') ?? (dark.matches ? 'dark' : 'light'));
show();
