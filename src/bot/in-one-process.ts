import { once } from 'node:events';
import { createHolding, type LeaseTimes } from './hold-leases.ts';
import type { LeaseStore } from './leases.ts';

/** Nobody waits for background work, so leases are renewed less often. In ms. */
const TIMES: LeaseTimes = { leaseMs: 20_000, everyMs: 5_000, endingMs: 6_000 };

/**
 * Runs work in one of several processes. The first one does it; if that process ends or loses the store, another one takes over.
 *
 * @param leases absent: there is only one process
 * @param name the name of the work, the same in all processes
 * @param work begins anew in every turn of this process; its signal ends it. Its errors go to `onFault`, and it does not begin again before
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
