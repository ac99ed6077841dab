import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** As the product runs it: what vitest makes of a module takes twice as long. */
const PROCESS = fileURLToPath(new URL('linear-process.ts', import.meta.url));

it('what reads a text of one thing over and over takes time in proportion to its length', {
  timeout: 300_000,
}, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', PROCESS]);
  const { functions, ...found } = JSON.parse(stdout);
  expect(functions).toBeGreaterThan(200);
  // A pattern that is quadratic, and a sort, are told apart.
  expect(found).toEqual({ steep: [], trailing: true, plain: false });
});
