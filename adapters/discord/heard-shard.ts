import { type Client, type ClientOptions, Routes, type WebSocketOptions } from 'discord.js';
import { z } from 'zod';
import { toStartError } from './errors.ts';

/** One shard: a part of the servers. */
export interface HeardShard {
  id: number;
  count: number;
  /** Whether this process holds the shard now; if not, its events belong to another process. */
  isSure(): boolean;
  /** Resolves when a session may begin: Discord allows only so many to begin in five seconds, over all processes. */
  turn(bucket: number, signal: AbortSignal): Promise<void>;
}

/** Options of a client for one shard, whose session waits for its turn. https://discord.com/developers/docs/events/gateway#sharding-max-concurrency */
export function toShardOptions(hears: HeardShard | 'none' | undefined): Partial<ClientOptions> {
  if (!hears || hears === 'none') return {};
  const { id, count, turn } = hears;
  const ws: WebSocketOptions = {
    buildIdentifyThrottler: (manager) => ({
      async waitForIdentify(shard, signal) {
        const { session_start_limit: limit } = await manager.fetchGatewayInformation();
        await turn(shard % limit.max_concurrency, signal);
      },
    }),
  };
  return { shards: [id], shardCount: count, ws };
}

/** Checks the token without connecting. @returns the line for the operator */
export async function greet(client: Client, token: string): Promise<string> {
  try {
    const { username } = BOT.parse(await client.rest.setToken(token).get(Routes.user()));
    return `Discord: answering as ${username} what other processes receive`;
  } catch (error) {
    throw toStartError(error);
  }
}

const BOT = z.object({ username: z.string() });
