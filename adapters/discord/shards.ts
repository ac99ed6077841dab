import { REST, Routes, type Shard, ShardingManager } from 'discord.js';
import { z } from 'zod';
import { toStartError, toTokenError, toUnreachableError } from './fault.ts';

export interface ShardsOptions {
  /** DISCORD_BOT_TOKEN. */
  token: string;
  /** DISCORD_SHARDS: so many processes, or as many as Discord advises. */
  shards: number | 'auto';
  /** The file and the arguments by which one process is started; it opens the same store, and makes the adapter as always. */
  file: string;
  args: string[];
  /** As in `DiscordOptions`. */
  rest?: { api?: string; version?: string };
  /** Between two processes, in ms: Discord lets one session begin in five seconds. */
  pauseMs?: number;
  /** How long one process may take to be ready, in ms. */
  readyWithinMs?: number;
}

const ADVICE = z.object({ shards: z.int().min(1) });
const STOP_WITHIN_MS = 10_000;

/** Several processes that share the servers among them. discord.js tells each by its environment which part is its own. */
export interface DiscordShards {
  /** @returns how many there are. @throws ClaimcheckError as `ChatAdapter.start` */
  start(): Promise<number>;
  /** Asks all to stop, and waits until they have. */
  stop(): Promise<void>;
}

/** Makes the manager; nothing is started yet. */
export function createDiscordShards(options: ShardsOptions): DiscordShards {
  const { token, shards, file, args, rest, pauseMs = 5_500, readyWithinMs = 30_000 } = options;
  let manager: ShardingManager | undefined;

  /** discord.js asks only Discord's own address. */
  async function advised(): Promise<number> {
    const answer = await new REST(rest).setToken(token).get(Routes.gatewayBot());
    return ADVICE.parse(answer).shards;
  }

  return {
    async start() {
      if (!/^[\x21-\x7e]+$/.test(token)) throw toTokenError();
      try {
        const totalShards = shards === 'auto' ? await advised() : shards;
        manager = new ShardingManager(file, { token, totalShards, shardArgs: args, mode: 'process', respawn: true });
        await manager.spawn({ amount: totalShards, delay: pauseMs, timeout: readyWithinMs });
        return totalShards;
      } catch (error) {
        await this.stop();
        throw error instanceof Error && /^Sharding/.test(String('code' in error ? error.code : ''))
          ? toUnreachableError('a shard did not become ready')
          : toStartError(error);
      }
    },
    async stop() {
      const running = [...(manager?.shards.values() ?? [])];
      // Not `shard.kill()`: it does not wait.
      if (manager) manager.respawn = false;
      await Promise.all(running.map(stopOne));
    },
  };
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
 * Whether a server is one that this process answers for. Direct messages are shard 0's.
 * Source: https://discord.com/developers/docs/events/gateway#sharding
 *
 * @param own which shards this process is, of how many; absent where there is only one process
 */
export function isOfShard(
  serverId: string | undefined,
  own: { ids: readonly number[]; count: number } | null | undefined,
): boolean {
  if (!own) return true;
  const shard = serverId === undefined ? 0 : Number((BigInt(serverId) >> 22n) % BigInt(own.count));
  return own.ids.includes(shard);
}
