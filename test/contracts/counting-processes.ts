import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { PlaceUnderTest } from './atomically.ts';

const SCRIPT = fileURLToPath(new URL('../providers/count-process.ts', import.meta.url));

/** What changes in one step hold where several processes make them. @param toUrl the address of the running test's server */
export function describeCountingProcesses(
  toUrl: () => string,
  open: () => Pick<PlaceUnderTest, 'keyv' | 'atomically'>,
): void {
  it('loses no count of three processes, and nobody waits for one that is killed in the middle', async () => {
    const run = (task: string) => {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, toUrl(), task], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      return { child, said: text(child.stdout), ready: once(child.stdout, 'data'), ended: once(child, 'exit') };
    };
    const victim = run('die');
    const counters = [run('count'), run('count'), run('count')];
    await Promise.all([victim, ...counters].map(({ ready }) => ready));
    for (const { child } of [victim, ...counters]) child.stdin.end();
    expect(
      await Promise.all([victim, ...counters].map(async ({ ended }) => (await ended).filter((end) => end !== null))),
    ).toEqual([['SIGKILL'], [0], [0], [0]]);
    expect(await Promise.all(counters.map(({ said }) => said))).toEqual(Array(3).fill('ready\ndone\n'));
    expect(await open().keyv('shared').get('n')).toBe(300);
    expect(await open().atomically('shared')(['n', 'm'], (entries) => entries.get('n'))).toBe(300);
  });
}
