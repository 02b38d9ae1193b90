// The measuring worker: takes one job, answers, and is ended by the page, so that its memory goes back.

import { postable, run } from './reading.js';

postMessage({ kind: 'here' });

addEventListener('message', async ({ data: job }) => {
  let last = 0;
  const tell = (progress) => {
    if (performance.now() - last > 100) {
      last = performance.now();
      postMessage({ kind: 'progress', progress });
    }
  };
  try {
    postMessage({ kind: 'done', text: await run(job, tell, () => {}) });
  } catch (thrown) {
    postMessage({ kind: 'failed', fault: postable(thrown) });
  }
});
