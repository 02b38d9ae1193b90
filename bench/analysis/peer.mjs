// One peer, once, in a process of its own: `node peer.mjs javascript|duckdb FOLDER ROWS ORDER`.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, cpuUsage, hrtime } from 'node:process';
import { fileURLToPath } from 'node:url';
import { levels } from './count.js';

const [, , peer, folder, rows, order] = argv;
const file = (column) => join(folder, `${rows}-${order}.${column}`);

/** Runs `work` some times to warm up and once measured. */
async function measured(warm, work) {
  for (let turn = 0; turn < warm; turn += 1) await work();
  const [wall, cpu] = [hrtime.bigint(), cpuUsage()];
  const counts = await work();
  const { user, system } = cpuUsage(cpu);
  return { wall: Number(hrtime.bigint() - wall) / 1e6, cpu: (user + system) / 1e3, counts };
}

async function javascript() {
  const bytes = async (column) => (await readFile(file(column))).buffer;
  const persons = new Uint32Array(await bytes('persons'));
  const events = new Uint8Array(await bytes('events'));
  const times = Float64Array.from(new BigInt64Array(await bytes('times')), (micros) => Number(micros) / 1e3);
  const people = persons.reduce((most, person) => (person > most ? person : most), 0);
  return measured(3, () => levels(persons, events, times, people, 5, 7 * 86_400_000));
}

async function duckdb() {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = "{'person': 'INTEGER', 'event': 'UTINYINT', 'time': 'BIGINT'}";
  await connection.run(`CREATE TABLE events AS SELECT * FROM read_csv('${file('csv')}', header = false, columns = ${columns})`);
  const sql = await readFile(fileURLToPath(new URL('funnel.sql', import.meta.url)), 'utf8');
  return measured(Number(rows) < 10_000_000 ? 1 : 0, async () => (await connection.runAndReadAll(sql)).getRowsJS()[0].map(Number));
}

console.log(JSON.stringify(await { javascript, duckdb }[peer]()));
