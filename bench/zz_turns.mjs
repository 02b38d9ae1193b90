// by turns: node zz_turns.mjs --dist name=path[:jsflags] ... --turns 5 --warm 2 --subject jejak --file f
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serve } from '../tests/browser/server.mjs';
const HERE = fileURLToPath(new URL('.', import.meta.url));
const { values: a } = parseArgs({ options: { dist: { type: 'string', multiple: true }, turns: { type: 'string', default: '5' }, warm: { type: 'string', default: '2' }, subject: { type: 'string', default: 'jejak' }, file: { type: 'string', default: '/tmp/rows-1000000.csv' } } });
const spent = (pid) => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [u, s] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13).map(Number);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kb = (n) => Number(new RegExp(`${n}:\\s+(\\d+)`).exec(status)[1]) * 1024;
  let threads = 0;
  return { cpu: (u + s) * 10, high: kb('VmHWM'), now: kb('VmRSS') };
};
const threads = (pid) => Object.fromEntries(readdirSync(`/proc/${pid}/task`).flatMap((t) => { try { const st = readFileSync(`/proc/${pid}/task/${t}/stat`, 'utf8'); const f = st.slice(st.lastIndexOf(')') + 2).split(' '); return [[`${readFileSync(`/proc/${pid}/task/${t}/comm`, 'utf8').trim()} ${t}`, [f[11] * 10, f[12] * 10]]]; } catch { return []; } }));
const subjects = [];
for (const d of a.dist) {
  const [, name, path, flags] = /^([^=]+)=([^:]+)(?::(.*))?$/.exec(d);
  const site = await serve([['/bench/', join(HERE, 'pages')], ['/analysis/', join(HERE, 'analysis')], ['/dist/', path + '/']]);
  const browser = await chromium.launch({ executablePath: env.JEJAK_CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync', '--disable-component-update', ...(flags ? [`--js-flags=${flags.replaceAll('+', ' ')}`] : [])] });
  subjects.push({ name, site, browser, root: await browser.newBrowserCDPSession(), first: [], warm: [], peak: [], wpeak: [], mem: [], read: [], count: [] });
}
const result = {};
for (let t = 0; t < Number(a.turns); t++) for (const s of (t % 2 ? [...subjects].reverse() : subjects)) {
  const context = await s.browser.newContext(); const page = await context.newPage(); page.setDefaultTimeout(600000);
  await page.goto(`${s.site.origin}/bench/drop.html`); await page.waitForTimeout(500);
  const { processInfo } = await s.root.send('SystemInfo.getProcessInfo');
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  await page.setInputFiles('#file', a.file);
  await page.evaluate(async () => { window.drop = await import('/bench/drop.js'); });
  for (let run = 0; run <= Number(a.warm); run++) {
    for (const p of pids) writeFileSync(`/proc/${p}/clear_refs`, '5');
    const x = pids.map(spent); const tx = env.THREADS ? Object.assign({}, ...pids.map(threads)) : 0;
    const r = await page.evaluate((q) => window.drop.run(q), a.subject);
    const y = pids.map(spent); if (tx) { const ty = Object.assign({}, ...pids.map(threads)); console.log(s.name, run, Object.entries(ty).map(([k, [u, q]]) => { const [bu, bq] = tx[k] ?? [0, 0]; return [k, u - bu, q - bq]; }).filter(([, u, q]) => u + q >= 10).map(([k, u, q]) => `${k.replace(/ \d+$/, '')} ${u}+${q}`).join(' | ')); }
    const cpu = y.reduce((n, o, i) => n + o.cpu - x[i].cpu, 0); const peak = Math.max(...y.map((o, i) => o.high - x[i].now)) / 1e6;
    (run ? s.warm : s.first).push(cpu); (run ? s.wpeak : s.peak).push(peak);
    if (run && r.times) { s.read.push(r.times.read); s.count.push(r.times.count); }
    const told = JSON.stringify([r.rows, r.people, r.steps]); result.told ??= told; if (told !== result.told) throw new Error(`${s.name} ${told} ${result.told}`);
  }
  await context.close(); process.stderr.write('.');
}
const med = (l) => [...l].sort((p, q) => p - q)[l.length >> 1]; const min = (l) => Math.min(...l);
console.log('\n' + readFileSync('/proc/loadavg', 'utf8').trim());
for (const s of subjects) { console.log(`${s.name.padEnd(14)} first ${med(s.first)} (least ${min(s.first)})  warm ${med(s.warm)} (${min(s.warm)})  peak ${med(s.peak).toFixed(1)} (${min(s.peak).toFixed(1)})  read ${med(s.read).toFixed(0)} (${min(s.read).toFixed(0)}) count ${med(s.count).toFixed(0)} (${min(s.count).toFixed(0)})`); await s.browser.close(); await s.site.close(); }
