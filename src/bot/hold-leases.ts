import { randomUUID } from 'node:crypto';
import { orAfter } from '../shared/async.ts';
import type { Lease, LeaseStore } from './leases.ts';

/** The timing of leases, in ms. */
export interface LeaseTimes {
  /** How long a lease lasts without renewal: after a crash, others take over this much later. */
  leaseMs: number;
  /** How often leases are renewed and free parts are looked for. */
  everyMs: number;
  /** How long before its end a lease that could not be renewed is given up: by its end the work on it has stopped. */
  endingMs: number;
}

/** A crash is made up for within 30 s, including the time to take over. */
const LEASE_TIMES: LeaseTimes = { leaseMs: 20_000, everyMs: 2_000, endingMs: 6_000 };

/** How long stopping waits for an unreachable store, in ms: the leases expire by themselves. */
const LEAVE_WITHIN_MS = 1_500;

export interface HoldingOptions {
  leases: LeaseStore;
  /** The name of what is shared out. */
  name: string;
  /** How many parts it has. */
  count: number;
  /** This process now holds the part. */
  gain(lease: Lease): void;
  /** This process no longer holds the part. Resolves once its work has stopped, which must take less than `endingMs`. */
  lose(lease: Lease): Promise<void>;
  /** Called with the first failure of a series. */
  onFault(error: unknown): void;
  times?: LeaseTimes;
}

/** The parts that this process holds. */
export interface Holding {
  /** Resolves after the first round, with `gain` called for every part taken. Rejects with the store's errors; rounds go on until `end`. */
  begin(): Promise<void>;
  /** Whether leases were renewed recently, so that the held parts may be used. */
  isSure(): boolean;
  /** Releases what is held, and resolves when others can take it; if the store is unreachable, after a short wait. */
  end(): Promise<void>;
}

/** Creates it. Time counts from before each request, on a monotonic clock: in the store, the lease ends later than this process assumes. */
export function createHolding(options: HoldingOptions): Holding {
  const { leases, name, count, gain, lose, onFault } = options;
  const { leaseMs, everyMs, endingMs } = options.times ?? LEASE_TIMES;
  const owner = randomUUID();
  const held = new Map<string, Lease>();
  const ending = new Map<string, Promise<void>>();
  let sureUntil = 0;
  let isOver = false;
  let isFailing = false;
  let timer: NodeJS.Timeout | undefined;
  let deadline: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  function giveUp(lease: Lease): void {
    held.delete(lease.id);
    const end = lose(lease)
      .catch(onFault)
      // If the store cannot be told, the lease expires.
      .then(() => (isOver ? undefined : leases.letGo([lease.id]).catch(() => undefined)))
      .finally(() => ending.delete(lease.id));
    ending.set(lease.id, end);
  }

  const giveUpAll = () => {
    for (const lease of [...held.values()]) giveUp(lease);
  };

  async function look(): Promise<void> {
    const asked = performance.now();
    const now = await leases.hold(name, owner, count, leaseMs);
    if (isOver) return;
    sureUntil = asked + leaseMs - endingMs;
    clearTimeout(deadline);
    deadline = setTimeout(giveUpAll, Math.max(0, sureUntil - performance.now()));
    const ids = new Set(now.map(({ id }) => id));
    for (const lease of [...held.values()]) if (!ids.has(lease.id)) giveUp(lease);
    for (const lease of now) {
      if (held.has(lease.id) || ending.has(lease.id)) continue;
      held.set(lease.id, lease);
      gain(lease);
    }
  }

  function lookLater(): void {
    timer = setTimeout(() => {
      running = look().then(
        () => {
          isFailing = false;
        },
        (error: unknown) => {
          if (!isFailing && !isOver) onFault(error);
          isFailing = true;
        },
      );
      void running.finally(() => {
        if (!isOver) lookLater();
      });
    }, everyMs).unref();
  }

  return {
    async begin() {
      const first = look();
      running = first.catch(() => undefined);
      await first.finally(() => {
        if (!isOver) lookLater();
      });
    },
    isSure: () => performance.now() < sureUntil,
    async end() {
      isOver = true;
      clearTimeout(timer);
      clearTimeout(deadline);
      giveUpAll();
      await Promise.all(ending.values());
      const left = running.then(() => leases.leave(name, owner)).catch(() => undefined);
      await orAfter(LEAVE_WITHIN_MS, left);
    },
  };
}
