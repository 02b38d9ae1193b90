import { serve } from './server.mjs';
import { spawn } from 'node:child_process';
const site = await serve();
const run = spawn('node', ['gallery.mjs', process.argv[2], process.argv[3]], { cwd: new URL('.', import.meta.url).pathname, stdio: 'inherit', env: { ...process.env, JEJAK_URL: site.origin + '/', JEJAK_CHROMIUM: '/usr/bin/chromium' } });
run.on('exit', async (code) => { await site.close(); process.exit(code); });
