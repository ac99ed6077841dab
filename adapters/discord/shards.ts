import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordjsError, DiscordjsErrorCodes, REST, Routes, type Shard, ShardingManager } from 'discord.js';
import { z } from 'zod';
import type { RouterOptions } from '../../commands/router.ts';
import type { ChatAdapter } from '../../src/bot/chat-adapter.ts';
import { defined } from '../../src/core/defined.ts';
import { toLoginError, toShardError, toStartError, toUnreachableError } from './errors.ts';

export interface ShardsOptions {
  /** DISCORD_BOT_TOKEN. */
  token: string;
  /** DISCORD_SHARDS: how many processes, or `auto` for as many as Discord advises. */
  shards: number | 'auto';
  /** The file and arguments that start one process; it opens the same store and creates the adapter as usual. */
  file: string;
  args: string[];
  /** Called when a process ended by itself. */
  onFault: RouterOptions['onFault'];
  /** As in `DiscordOptions`. */
  rest?: { api?: string; version?: string };
  /** The pause between starting two processes, in ms: Discord lets one session begin in five seconds. */
  pauseMs?: number;
  /** How long one process may take to become ready, in ms. */
  readyWithinMs?: number;
}

const ADVICE = z.object({
  shards: z.int().min(1),
  session_start_limit: z.object({ remaining: z.number() }).optional(),
});

/**
 * How many shards Discord advises, and how many sessions may still begin today. Asked before the first one begins, so that a wrong token is reported
 * once; discord.js would ask only Discord's own address.
 */
export async function advise({ token, rest }: Pick<ShardsOptions, 'token' | 'rest'>) {
  const { shards, session_start_limit: sessions } = ADVICE.parse(
    await new REST(rest).setToken(token).get(Routes.gatewayBot()),
  );
  return { shards, remaining: sessions?.remaining ?? Number.POSITIVE_INFINITY };
}

/** The longest pause between two attempts to restart a process. */
const LONGEST_PAUSE_MS = 5 * 60_000;
const STOP_WITHIN_MS = 10_000;

/** An adapter whose process only supervises the others: each of them answers for its shard, over the same store. */
export function createShardedAdapter(options: ShardsOptions): ChatAdapter {
  const shards = createDiscordShards(options);
  return {
    platform: 'discord',
    async start() {
      return `Discord: connected through ${await shards.start()} processes; type /check in a server that the bot is in`;
    },
    stop: () => shards.stop(),
    isConnected: () => shards.areReady(),
    can: async () => false,
    owns: () => false,
  };
}

/** Several processes that share the servers. discord.js tells each its shard through the environment. */
export interface DiscordShards {
  /** @returns the number of processes. @throws ClaimcheckError as `ChatAdapter.start` */
  start(): Promise<number>;
  /** Whether every process is connected. */
  areReady(): boolean;
  /** Asks all processes to stop, and waits until they have. */
  stop(): Promise<void>;
}

/** Creates the manager; starts nothing yet. */
export function createDiscordShards(options: ShardsOptions): DiscordShards {
  const { token, shards, file, args, onFault, rest, pauseMs = 5_500, readyWithinMs = 30_000 } = options;
  const stopping = new AbortController();
  const returning = new Set<Shard>();
  let manager: ShardingManager | undefined;

  /** Not left to discord.js, which respawns a crashing process without a pause and lets the errors go unhandled. */
  async function bringBack(shard: Shard): Promise<void> {
    if (returning.has(shard)) return;
    returning.add(shard);
    // A process that is only slow to become ready is running: it is not spawned again.
    for (let tried = 0; !stopping.signal.aborted && (tried === 0 || shard.process === null); tried += 1) {
      onFault(toShardError(false), { platform: 'discord', command: '', id: '' });
      await sleep(Math.min(LONGEST_PAUSE_MS, pauseMs * 2 ** tried), undefined, { signal: stopping.signal })
        .then(() => shard.spawn(readyWithinMs))
        .catch(() => undefined);
    }
    returning.delete(shard);
  }

  return {
    async start() {
      if (!/^[\x21-\x7e]+$/.test(token)) throw toLoginError('token');
      try {
        const { shards: advice, remaining } = await advise({ token, ...defined({ rest }) });
        const totalShards = shards === 'auto' ? advice : shards;
        if (remaining < totalShards) throw toLoginError('sessions');
        manager = new ShardingManager(file, { token, totalShards, shardArgs: args, mode: 'process', respawn: false });
        await manager.spawn({ amount: totalShards, delay: pauseMs, timeout: readyWithinMs });
        for (const shard of manager.shards.values()) shard.on('death', () => void bringBack(shard));
        return totalShards;
      } catch (error) {
        await this.stop();
        throw toReadyError(error) ?? toStartError(error);
      }
    },
    areReady: () => manager?.shards.every(({ ready }) => ready) ?? false,
    async stop() {
      stopping.abort();
      // Not `shard.kill()`: it does not wait.
      await Promise.all([...(manager?.shards.values() ?? [])].map(stopOne));
    },
  };
}

const NOT_READY: ReadonlySet<string> = new Set([
  DiscordjsErrorCodes.ShardingReadyTimeout,
  DiscordjsErrorCodes.ShardingReadyDisconnected,
]);

function toReadyError(error: unknown): Error | undefined {
  if (!(error instanceof DiscordjsError)) return undefined;
  if (error.code === DiscordjsErrorCodes.ShardingReadyDied) return toShardError(true);
  return NOT_READY.has(error.code) ? toUnreachableError('a process did not become ready') : undefined;
}

function stopOne({ process: child }: Shard): Promise<void> {
  return new Promise((resolve) => {
    if (!child || child.exitCode !== null || child.signalCode !== null || !('kill' in child)) return resolve();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/**
 * Whether this process answers for a server. Direct messages belong to shard 0.
 * Source: https://discord.com/developers/docs/events/gateway#sharding
 *
 * @param own this process' shards, and the total number; absent if there is only one process
 */
export function isOfShard(
  serverId: string | undefined,
  own: { ids: readonly number[]; count: number } | null | undefined,
): boolean {
  if (!own) return true;
  const shard = serverId === undefined ? 0 : Number((BigInt(serverId) >> 22n) % BigInt(own.count));
  return own.ids.includes(shard);
}
