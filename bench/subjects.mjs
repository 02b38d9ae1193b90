// What is measured, and how: processor time of the page's main thread, asked of the browser, never a clock on a wall.

/** How often each change is made in a run; the time is of one. */
const TIMES = 20;

/** The processor time so far, in milliseconds: of the main thread, and of the page's whole process. */
async function spent(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN);
  return { thread: of('TaskDuration'), process: of('ProcessTime') };
}

const less = (now, before, times = 1) => Object.fromEntries(Object.keys(now).map((name) => [name, (now[name] - before[name]) / times]));

/**
 * One subject (a module of bench/pages) in one fresh page: `{start, update, …}`, each `{thread, process}` in
 * milliseconds, and what was seen. `whole` is from the same start on until also that is done which a subject leaves for after
 * its first picture (its `rest()`).
 * @param page a page of Chromium that has shown nothing yet
 */
export async function run(page, origin, name, given, profile) {
  const session = await page.context().newCDPSession(page);
  await page.goto(`${origin}/bench/index.html`);
  // Ticks of the thread itself: other programs on the machine do not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const measured = async (what, argument, times) => {
    const before = await spent(session);
    await page.evaluate(what, argument);
    return less(await spent(session), before, times);
  };
  if (profile) {
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 100 });
  }
  const recorded = async (part, work) => {
    if (profile) await session.send('Profiler.start');
    const result = await work();
    if (profile) await profile(part, (await session.send('Profiler.stop')).profile);
    return result;
  };
  const { times = TIMES } = given;
  const result = {};
  const begun = await spent(session);
  result.start = await recorded('start', () => measured(async ({ name, given }) => {
    window.subject = await import(`/bench/${name}.js`);
    await window.subject.start(given);
  }, { name, given }));
  if (await page.evaluate(() => window.subject.rest?.().then(() => true))) result.whole = less(await spent(session), begun);
  const changes = await page.evaluate(async (given) => {
    await window.subject.prepare(given);
    for (const change of Object.values(window.subject.changes)) await change(0); // the first time finds nothing compiled
    return Object.keys(window.subject.changes);
  }, given);
  for (const change of changes) {
    result[change] = await recorded(change, () => measured(async ({ change, times }) => {
      for (let turn = 1; turn <= times; turn += 1) await window.subject.changes[change](turn);
    }, { change, times }, times));
  }
  const seen = await page.evaluate(() => window.subject.seen());
  return { result, seen };
}

/** Mermaid's text of the stages and touchpoints of a journey, twice: as it is, and with every score one lower. */
export function diagrams(journey) {
  const plain = (text) => text.replace(/[:;#,]/g, ' ').trim();
  const people = (journey.personas ?? []).map((persona) => plain(persona.name));
  const score = (emotion) => {
    const value = typeof emotion === 'number' ? emotion : Object.values(emotion ?? {})[0] ?? 0;
    return Math.max(2, Math.min(5, Math.round(value) + 3));
  };
  return [0, 1].map((lower) => {
    const lines = ['journey', `  title ${plain(journey.title)}`];
    for (const stage of journey.stages) {
      lines.push(`  section ${plain(stage.name ?? stage)}`);
      for (const point of stage.touchpoints ?? []) {
        lines.push(`    ${plain(point.name ?? point)}: ${score(point.emotion ?? stage.emotion) - lower}: ${people.join(', ') || 'Customer'}`);
      }
    }
    return lines.join('\n');
  });
}
