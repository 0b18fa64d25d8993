// Sends a document to the platform, waits for its end, and saves its Markdown and its result.
//
//     node process.mjs FILE [FOLDER]        GATEWAY=http://localhost:8080

import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const gateway = process.env.GATEWAY ?? 'http://localhost:8080';
const [file, folder = 'out'] = process.argv.slice(2);

async function call(path, options) {
  const answer = await fetch(new URL(path, gateway), options);
  if (!answer.ok) {
    const problem = await answer.json();
    throw new Error(`${problem.code}: ${problem.detail ?? problem.title}`);
  }
  return answer;
}

async function submit(file) {
  const query = new URLSearchParams({ pipeline: 'document', filename: basename(file) });
  // Without an answer one may send this again under the same key: it stays one job.
  const headers = { 'Idempotency-Key': randomUUID() };
  const body = createReadStream(file);
  return (await call(`/v1/jobs?${query}`, { method: 'POST', headers, body, duplex: 'half' })).json();
}

async function wait(job) {
  while (!job.finishedAt) {
    job = await (await call(`${job.links.self}?wait=60`)).json();
  }
  return job;
}

try {
  const job = await wait(await submit(file));
  console.log(job.id, job.status);
  if (job.error) {
    throw new Error(`${job.error.code}: ${job.error.message}`);
  }

  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'document.md'), (await call(`${job.links.artifacts}/document.md`)).body);
  await writeFile(join(folder, 'result.json'), (await call(job.links.result)).body);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
