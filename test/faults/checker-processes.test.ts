import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toChatScope } from '../contracts/samples.ts';
import { createCoreFolder, NEVER } from '../core/checker-fixture.ts';

const SCRIPT = fileURLToPath(new URL('../core/checker-process.ts', import.meta.url));

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(() => folder.closeAll());
afterAll(() => folder.remove());

/** A checker in another process, once it is ready. */
async function startProcess(file: string, prefix: string) {
  const child = spawn(process.execPath, [SCRIPT, file, prefix], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    async ask(message: string): Promise<string> {
      child.stdin.write(`${message}\n`);
      return String((await lines.next()).value);
    },
    async end(): Promise<void> {
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.stdin.end();
      await closed;
    },
  };
}

describe('two checkers over one file', () => {
  const MESSAGES = [
    ['a claim with a verdict', 'The Great Wall of China can be seen from the Moon'],
    ['a claim without one', 'The mayor of Grimsby painted all 214 lampposts violet in 1987'],
    ['an opinion', 'I love dumplings'],
  ] as const;

  it('in two processes at the same moment give one id for one claim', async () => {
    const file = folder.newFile();
    const [one, other] = await Promise.all([startProcess(file, 'AA'), startProcess(file, 'BB')]);
    for (let turn = 0; turn < 10; turn += 1) {
      for (const [what, message] of MESSAGES) {
        const asked = what === 'an opinion' ? `${message} number ${turn}` : message.replace('2', String(turn));
        const [first, second] = await Promise.all([one.ask(asked), other.ask(`  ${asked.toUpperCase()}!`)]);
        expect(second, asked).toBe(first);
      }
    }
    await Promise.all([one.end(), other.end()]);
    expect(folder.open(file).integrity()).toBe('ok');
  }, 60_000);

  it.each(MESSAGES)('in one process, asked twenty times at once, give one id for %s', async (_what, message) => {
    const file = folder.newFile();
    const cores = [folder.open(file, { prefix: 'AA' }), folder.open(file, { prefix: 'BB' })];
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) =>
        cores[n % 2]?.checker.check(message, toChatScope('c1', `p${n}`), NEVER),
      ),
    );
    expect(new Set(answers.map((checks) => checks?.map(({ check }) => check.id).join())).size).toBe(1);
    expect(cores[0]?.integrity()).toBe('ok');
  });
});
