/** A process of its own over a store file: `node checker-process.ts FILE PREFIX`. A line in is a message; its check ids come out. */
import { createInterface } from 'node:readline';
import { toChatScope } from '../contracts/samples.ts';
import { NEVER, openCore, toChecks } from './checker-fixture.ts';

const [file = '', prefix = ''] = process.argv.slice(2);
const core = openCore(file, { prefix });
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const checks = toChecks(await core.checker.check(line, toChatScope(), NEVER));
  process.stdout.write(`${checks.map(({ id }) => id).join(' ')}\n`);
}
core.close();
