import { once } from 'node:events';
import { createHolding, type LeaseTimes } from './hold-leases.ts';
import type { LeaseStore } from './leases.ts';

/** Nobody waits for what is done by itself: it is looked for less often. In ms. */
const TIMES: LeaseTimes = { leaseMs: 20_000, everyMs: 5_000, endingMs: 6_000 };

/**
 * Does work that one process does for all. Of several the first does it; where that ends, or cannot reach the store any more, another one goes on.
 *
 * @param leases absent: there is only this process
 * @param name of the work, the same in all processes
 * @param work begun anew each time that it is this process' turn; its signal ends it. What it throws goes to `onFault`, and it is not begun again before
 *   the next turn
 * @param signal ends it for good. Never rejects
 */
export async function inOneProcess(
  { leases, name, onFault, times = TIMES }: InOneProcess,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const run = (until: AbortSignal) => (until.aborted ? Promise.resolve() : work(until).catch(onFault));
  if (!leases) return run(signal);
  let turn = new AbortController();
  let done = Promise.resolve();
  const holding = createHolding({
    ...{ leases, name, count: 1, onFault, times },
    gain() {
      turn = new AbortController();
      done = run(AbortSignal.any([signal, turn.signal]));
    },
    async lose() {
      turn.abort(new Error('another process goes on with it'));
      await done;
    },
  });
  await holding.begin().catch(onFault);
  if (!signal.aborted) await once(signal, 'abort');
  await holding.end();
}

export interface InOneProcess {
  leases: LeaseStore | undefined;
  name: string;
  onFault(error: unknown): void;
  times?: LeaseTimes;
}
