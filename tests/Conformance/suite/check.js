// Named checks, each reported as one line of JSON on standard output; the xUnit test reads them.
const assert = require("node:assert/strict");

const checks = [];
const LIMIT_MS = 30_000;

function check(name, run) {
  checks.push({ name, run });
}

async function runAll(context) {
  for (const { name, run } of checks) {
    let timer;
    const tooLong = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not over after ${LIMIT_MS} ms`)), LIMIT_MS);
    });
    try {
      await Promise.race([run(context), tooLong]);
      report({ name, ok: true });
    } catch (error) {
      report({ name, ok: false, error: String(error?.stack ?? error) });
    } finally {
      clearTimeout(timer);
    }
  }
}

async function eventually(condition, what) {
  const end = Date.now() + 15_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function report(result) {
  process.stdout.write(`CHECK ${JSON.stringify(result)}\n`);
}

module.exports = { assert, check, eventually, runAll };
