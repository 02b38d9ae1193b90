// A static server for the tests: www/, pages of the tests' own, and public data where it lies beside the repository.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const WWW = join(HERE, '../../www');
const DATA = join(HERE, '../../../shared/data');
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.wasm': 'application/wasm', '.json': 'application/json', '.csv': 'text/csv',
};

/** What forbids all but own scripts, own styles and WebAssembly. */
export const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self'";
/** Policies by the name that an address asks for: `?policy=strict`. */
const POLICIES = {
  strict: STRICT,
  trusted: `${STRICT}; require-trusted-types-for 'script'`,
  workerless: "worker-src 'none'",
};

export const data = (name) => (existsSync(join(DATA, name)) ? join(DATA, name) : undefined);

function place(path, more) {
  for (const [prefix, folder] of [...more, ['/given/', DATA], ['/dist/', join(WWW, '../dist')], ['/pages/', join(HERE, 'pages')], ['/', WWW]]) {
    if (!path.startsWith(prefix)) continue;
    const file = normalize(join(folder, path.slice(prefix.length) || 'index.html'));
    return file.startsWith(normalize(folder)) ? file : undefined;
  }
  return undefined;
}

/**
 * Starts a server on a free port; `refuse` names files that are answered with 404 or garbage.
 * A list in `state.asked` is given the path of each request.
 * @param more further places: [prefix of the address, folder]
 */
export async function serve(more = []) {
  const state = { refuse: new Map() };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    const headers = { 'Cache-Control': 'no-store' };
    state.asked?.push(url.pathname);
    if (url.pathname === '/favicon.ico') return void response.writeHead(204).end();
    try {
      const file = place(decodeURIComponent(url.pathname), more);
      const refusal = [...state.refuse].find(([name]) => url.pathname.endsWith(name))?.[1];
      if (refusal === 'late') await state.gate;
      if (refusal === 404) throw new Error('refused');
      let body = await readFile(file.endsWith('/') ? join(file, 'index.html') : file);
      if (refusal === 'cut') body = body.subarray(0, body.length / 2);
      headers['Content-Type'] = refusal === 'type' ? 'text/plain' : TYPES[extname(file)] ?? 'application/octet-stream';
      const policy = url.searchParams.get('policy');
      if (policy) headers['Content-Security-Policy'] = POLICIES[policy] ?? STRICT;
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404, headers).end('not here');
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    state,
    close: () => new Promise((closed) => { server.closeAllConnections(); server.close(closed); }),
  };
}
