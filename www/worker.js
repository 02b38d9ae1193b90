// The measuring worker: takes jobs one after another, answers each, and is ended by the page, so that its memory goes back.

import { Session, postable, run } from './reading.js';

const OFTEN = 100; // ms between two words of progress
const session = new Session();
let turn = Promise.resolve();

async function answer({ data: { number, job } }) {
  let last = -OFTEN;
  const tell = (progress, now) => {
    if (!now && performance.now() - last < OFTEN) return;
    last = performance.now();
    postMessage({ number, kind: 'progress', progress });
  };
  try {
    postMessage({ number, kind: 'done', text: await run(job, tell, undefined, session) });
  } catch (thrown) {
    postMessage({ number, kind: 'failed', fault: postable(thrown) });
  }
}

addEventListener('message', (message) => {
  turn = turn.then(() => answer(message));
});
postMessage({ kind: 'here' });
