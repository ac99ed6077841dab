import { setTimeout as sleep } from 'node:timers/promises';
import type { BotService, ChatAdapter } from '../../src/bot/chat-adapter.ts';
import { createHolding, type Holding, type LeaseTimes } from '../../src/bot/hold-leases.ts';
import type { Lease, LeaseStore } from '../../src/bot/leases.ts';
import { defined } from '../../src/core/defined.ts';
import { isCode } from '../../src/shared/errors.ts';
import { CONNECTION, createDiscordAdapter, type DiscordOptions } from './index.ts';
import { advise } from './shards.ts';

export interface LeasedOptions extends Omit<DiscordOptions, 'hears'> {
  /** DISCORD_SHARDS: the number of shards, or `auto` for as many as Discord advises. */
  shards: number | 'auto';
  leases: LeaseStore;
  leaseTimes?: LeaseTimes;
  /** The pause between two sessions of the same bucket, in ms; see `IDENTIFY_MS`. */
  identifyMs?: number;
}

/** Discord lets one session per bucket begin in five seconds. https://discord.com/developers/docs/events/gateway#identifying */
const IDENTIFY_MS = 5_500;
/** How long a session may take to begin once it is its turn, in ms. */
const START_MS = 30_000;
/** The pause before another attempt to connect a shard, in ms. */
const AGAIN_MS = 5_000;

type Adapter = ReturnType<typeof createDiscordAdapter>;

interface Heard {
  adapter: Adapter | undefined;
  /** Settles when no further attempt follows. */
  hearing: Promise<string | undefined>;
  over: AbortController;
}

/**
 * Discord with several processes: each holds a lease for every shard it receives, so that no shard has two receivers. When a process ends, the others
 * take over its shards. Delivering answers needs no connection: any process can do it.
 */
export function createLeasedAdapter(options: LeasedOptions): ChatAdapter {
  const { leases, identifyMs = IDENTIFY_MS } = options;
  const report = (error: unknown) => options.onFault(error, CONNECTION);
  const answering = createDiscordAdapter({ ...options, hears: 'none' });
  const heard = new Map<number, Heard>();
  let service: BotService | undefined;
  let holding: Holding | undefined;

  async function turn(bucket: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        return await sleep(await leases.nextTurn(`discord-identify-${bucket}`, identifyMs), undefined, { signal });
      } catch {
        // While the store is unreachable, two sessions must not begin at once.
        signal.throwIfAborted();
        await sleep(identifyMs, undefined, { signal });
      }
    }
  }

  /** Tries until the shard is connected or lost. @returns the line for the operator @throws ClaimcheckError if retrying cannot help */
  async function hear({ part: id, count }: Lease, one: Heard): Promise<string | undefined> {
    const { signal } = one.over;
    const isSure = () => !signal.aborted && holding?.isSure() === true;
    const startWithinMs = options.startWithinMs ?? START_MS + count * identifyMs;
    while (!signal.aborted && service) {
      const adapter = createDiscordAdapter({ ...options, startWithinMs, hears: { id, count, isSure, turn } });
      one.adapter = adapter;
      try {
        return await adapter.start(service);
      } catch (error) {
        await adapter.stop();
        if (signal.aborted) return undefined;
        if (isCode(error, 'platform-login')) throw error;
        report(error);
        await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  function gain(lease: Lease): void {
    const one: Heard = { adapter: undefined, hearing: Promise.resolve(undefined), over: new AbortController() };
    heard.set(lease.part, one);
    one.hearing = hear(lease, one);
    one.hearing.catch(report);
  }

  async function lose({ part }: Lease): Promise<void> {
    const one = heard.get(part);
    heard.delete(part);
    one?.over.abort(new Error('another process hears it'));
    await one?.adapter?.stop();
  }

  const adapters = () => [...heard.values()].flatMap(({ adapter }) => adapter ?? []);

  return {
    ...answering,

    async start(given) {
      service = given;
      const line = await answering.start(given);
      const { shards: advised } = await advise(options);
      const count = options.shards === 'auto' ? advised : options.shards;
      const own = createHolding({
        ...{ leases, name: 'discord', count, gain, lose },
        onFault: report,
        ...defined({ times: options.leaseTimes }),
      });
      holding = own;
      try {
        await own.begin();
        const lines = await Promise.all(Array.from(heard.values(), ({ hearing }) => hearing));
        const parts = [...heard.keys()].map((part) => part + 1).join(', ');
        const [first] = lines.filter((one) => one !== undefined);
        if (first === undefined) return `${line}; if one of them ends, this one takes over`;
        return count === 1 ? first : `${first} (hears part ${parts} of ${count})`;
      } catch (error) {
        await own.end();
        throw error;
      }
    },

    async stop() {
      await Promise.all([holding?.end(), answering.stop()]);
    },

    isConnected: () => holding?.isSure() === true && adapters().every((adapter) => adapter.isConnected()),

    clockSetBack() {
      for (const adapter of [answering, ...adapters()]) adapter.clockSetBack();
    },

    owns: () => false,
  };
}
