import { once } from 'node:events';
import type { RetentionStore } from '../chat/ports.ts';
import { createPurge, type Purge } from '../chat/purge.ts';
import { type ChangeWatchOptions, createChangeWatch } from './change-watch.ts';
import { inOneProcess } from './in-one-process.ts';
import type { LeaseStore } from './leases.ts';

export interface HousekeepingOptions extends Omit<ChangeWatchOptions, 'onFault'> {
  retention: Pick<RetentionStore, 'purge'>;
  /** Absent: there is only one process. */
  leases: LeaseStore | undefined;
  onFault(error: unknown, command: 'purge' | 'follow'): void;
}

/** Background work: the daily purge, and updating cards after changes by other processes. */
export interface Housekeeping {
  /** Purges at once. Rejects with the store's errors. */
  purge: Purge['run'];
  /** Looks for changes at once. Rejects with the store's errors. */
  look(): Promise<void>;
  /** Starts the background work in one of the processes; further calls do nothing. */
  begin(): void;
  /** Resolves when another process can take over. */
  end(): Promise<void>;
}

/** Creates the housekeeping. */
export function createHousekeeping({ retention, leases, onFault, ...options }: HousekeepingOptions): Housekeeping {
  const purge = createPurge(retention, options.now, (error) => onFault(error, 'purge'));
  const watch = createChangeWatch({ ...options, onFault: (error) => onFault(error, 'follow') });
  const leaving = new AbortController();
  let keeping: Promise<void> | undefined;

  async function keep(signal: AbortSignal): Promise<void> {
    purge.begin();
    watch.begin();
    await once(signal, 'abort');
    purge.end();
    watch.end();
  }

  return {
    purge: purge.run,
    look: watch.look,
    begin() {
      const where = { leases, name: 'clearing', onFault: (error: unknown) => onFault(error, 'purge') };
      keeping ??= inOneProcess(where, keep, leaving.signal);
    },
    async end() {
      leaving.abort();
      await keeping;
    },
  };
}
