import { randomUUID } from 'node:crypto';
import { orAfter } from '../shared/async.ts';
import type { Lease, LeaseStore } from './leases.ts';

/** How leases are kept, in ms. */
export interface LeaseTimes {
  /** How long one holds without being renewed: so long after a death others take over. */
  leaseMs: number;
  /** How often it is renewed, and looked for what is free. */
  everyMs: number;
  /** So long before its end it is given up where it could not be renewed: what it stood for has ended by then. */
  endingMs: number;
}

/** A death is made up for within 30 s, what the taking over takes included. */
const LEASE_TIMES: LeaseTimes = { leaseMs: 20_000, everyMs: 2_000, endingMs: 6_000 };

/** Who stops does not wait longer for a store that is away: its leases run out by themselves. In ms. */
const LEAVE_WITHIN_MS = 1_500;

export interface HoldingOptions {
  leases: LeaseStore;
  /** Of what is shared out. */
  name: string;
  /** How many parts it has. */
  count: number;
  /** A part is this process' now. */
  gain(lease: Lease): void;
  /** It is not any more. Resolves once nothing of it goes on; it must not take `endingMs`. */
  lose(lease: Lease): Promise<void>;
  /** Told of the first failure of a series. */
  onFault(error: unknown): void;
  times?: LeaseTimes;
}

/** What this process has of what is shared out. */
export interface Holding {
  /** Resolves after the first round, when `gain` was called for all that was free. Rejects with the store's errors; others follow all the same, until `end`. */
  begin(): Promise<void>;
  /** Whether leases could be renewed lately, and those that are held may be used. */
  isSure(): boolean;
  /** Gives back what is held, and resolves when others can have it; while the store is away, soon. */
  end(): Promise<void>;
}

/** Makes it. Time is counted from before a question is sent, by a clock that nobody sets: the store's lease ends later than this process believes. */
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
      // Where it cannot be said, it runs out by itself.
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
