import { fileURLToPath } from 'node:url';
import type { RouterOptions } from '../../commands/router.ts';
import type { ChatAdapter } from '../bot/chat-adapter.ts';
import type { LeaseStore } from '../bot/leases.ts';
import type { Role } from '../bot/share-jobs.ts';
import type { Config } from '../config/config.ts';
import { defined } from '../core/defined.ts';

/** The file that starts another process of the bot. */
const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));

type OnFault = RouterOptions['onFault'];

/** A platform that has a token. */
export interface Platform {
  name: string;
  /** Creates a new adapter: one whose start failed cannot be started again. */
  open(part: Part): Promise<ChatAdapter>;
}

/** The part of the work that this process does. */
export interface Part {
  role: Role;
  /** Absent: there is only this process, or its Discord shards. */
  leases?: LeaseStore | undefined;
}

/**
 * The platforms that have a token.
 *
 * @param env tells, by discord.js' variables, whether this process is one of several Discord shards, which has no other platform
 */
export function toPlatforms(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
  onFault: OnFault,
): Platform[] {
  const isShard = env.SHARDING_MANAGER !== undefined;
  const { discordToken, telegramToken } = config;
  const platforms: Platform[] = [];
  if (discordToken !== undefined) {
    platforms.push({
      name: 'discord',
      open(part) {
        const isOne = config.chat.discordShards === 1 || isShard || part.leases;
        return isOne ? createDiscord(config, discordToken, onFault, part) : createShards(config, discordToken, onFault);
      },
    });
  }
  if (telegramToken !== undefined && !isShard) {
    platforms.push({ name: 'telegram', open: (part) => createTelegram(config, telegramToken, onFault, part) });
  }
  return platforms;
}

async function createTelegram(
  config: Config,
  token: string,
  onFault: OnFault,
  { role, leases }: Part,
): Promise<ChatAdapter> {
  const { createTelegramAdapter } = await import('../../adapters/telegram/index.ts');
  const { telegramMentions: mentions, telegramGuests: guests, telegramWebhook: webhook } = config.chat;
  const hears = role === 'worker' ? ('none' as const) : undefined;
  const rest = defined({ apiRoot: config.telegramApiRoot, webhook, hears, leases });
  return createTelegramAdapter({ token, onFault, mentions, guests, ...rest });
}

async function createDiscord(
  { discordApi, chat }: Config,
  token: string,
  onFault: OnFault,
  { role, leases }: Part,
): Promise<ChatAdapter> {
  const rest = discordApi === undefined ? {} : { rest: { api: discordApi } };
  const options = { token, onFault, mentions: chat.discordMentions, ...rest };
  if (leases && role !== 'worker') {
    const { createLeasedAdapter } = await import('../../adapters/discord/leased.ts');
    return createLeasedAdapter({ ...options, shards: chat.discordShards, leases });
  }
  const { createDiscordAdapter } = await import('../../adapters/discord/index.ts');
  return createDiscordAdapter({ ...options, ...(role === 'worker' ? { hears: 'none' } : {}) });
}

async function createShards({ discordApi, chat }: Config, token: string, onFault: OnFault): Promise<ChatAdapter> {
  const { createShardedAdapter } = await import('../../adapters/discord/shards.ts');
  const rest = discordApi === undefined ? {} : { rest: { api: discordApi } };
  return createShardedAdapter({ token, shards: chat.discordShards, file: LAUNCHER, args: ['start'], onFault, ...rest });
}
