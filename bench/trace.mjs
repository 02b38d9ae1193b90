import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { serve } from '../tests/browser/server.mjs';
import { diagrams } from './subjects.mjs';
const journey = JSON.parse(await readFile('../www/sample/journey.en.json','utf8'));
const given = { journey:'/sample/journey.en.json', evidence:'/sample/evidence.en.json', diagrams: diagrams(journey)};
const site = await serve([['/bench/', process.cwd()+'/pages'], ['/mermaid/', process.cwd()+'/node_modules/mermaid/dist']]);
const browser = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
const what = process.argv[2] ?? 'start', module = process.argv[3] ?? 'jejak';
const page = await (await browser.newContext({viewport:{width:1280,height:900},locale:'en-US'})).newPage();
await page.goto(site.origin+'/bench/index.html');
const cats=['devtools.timeline','v8','disabled-by-default-v8.compile','disabled-by-default-v8.wasm.detailed','blink','cc','toplevel','loading','blink.net','v8.wasm'];
const go=async()=>page.evaluate(async({given,module})=>{window.subject=await import(`/bench/${module}.js`); await window.subject.start(given);},{given,module});
if(what!=='start'){await go(); await page.evaluate(async()=>{await subject.prepare(); for(let i=0;i<3;i++) await subject.changes.update(i);});}
await browser.startTracing(page,{categories:cats});
if(what==='start') await go(); else await page.evaluate(async(w)=>{for(let i=1;i<=20;i++) await subject.changes[w](i);},what);
const buf=await browser.stopTracing();
await browser.close(); await site.close();
await writeFile('/tmp/trace.json',buf);
const ev=JSON.parse(buf).traceEvents;
const names=ev.filter(e=>e.name==='thread_name');
// renderer main thread with most events
const mains=names.filter(e=>e.args.name==='CrRendererMain').map(e=>e.pid+':'+e.tid);
let best,bn=0; for(const m of mains){const n=ev.filter(e=>e.pid+':'+e.tid===m).length; if(n>bn){bn=n;best=m;}}
const x=ev.filter(e=>e.pid+':'+e.tid===best&&e.ph==='X'&&e.tdur!==undefined).sort((a,b)=>a.ts-b.ts||b.dur-a.dur);
const self=new Map(),cnt=new Map(); const st=[];
for(const e of x){ while(st.length&&st.at(-1).end<=e.ts) st.pop(); if(st.length) st.at(-1).child.v+=e.tdur; const o={end:e.ts+e.dur,child:{v:0},e}; e.o=o; st.push(o);}
for(const e of x){const s=e.tdur-e.o.child.v; self.set(e.name,(self.get(e.name)??0)+s); cnt.set(e.name,(cnt.get(e.name)??0)+1);}
let tot=0; for(const v of self.values()) tot+=v;
console.log('total self ms',(tot/1000).toFixed(1));
[...self].sort((a,b)=>b[1]-a[1]).slice(0,45).forEach(([k,v])=>console.log((v/1000).toFixed(2).padStart(8),String(cnt.get(k)).padStart(6),k));
