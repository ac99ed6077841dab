import { fileURLToPath } from 'node:url';
import type { RouterOptions } from '../../commands/router.ts';
import type { ChatAdapter } from '../bot/chat-adapter.ts';
import type { Config } from '../config/config.ts';
import { defined } from '../core/defined.ts';

/** By this file one more process of the bot is started. */
const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));

type OnFault = RouterOptions['onFault'];

/**
 * An adapter for each platform that has a token.
 *
 * @param env discord.js tells a process by it that it is one of several shards: that one has no other platform
 */
export async function createAdapters(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
  onFault: OnFault,
): Promise<ChatAdapter[]> {
  const isShard = env.SHARDING_MANAGER !== undefined;
  const adapters: ChatAdapter[] = [];
  if (config.discordToken !== undefined) {
    const isMany = config.chat.discordShards !== 1 && !isShard;
    adapters.push(await (isMany ? createShards : createDiscord)(config, config.discordToken, onFault));
  }
  if (config.telegramToken !== undefined && !isShard) {
    const { createTelegramAdapter } = await import('../../adapters/telegram/index.ts');
    const { telegramMentions: mentions, telegramWebhook: webhook } = config.chat;
    const root = defined({ apiRoot: config.telegramApiRoot });
    const delivery = defined({ webhook });
    adapters.push(createTelegramAdapter({ token: config.telegramToken, onFault, mentions, ...root, ...delivery }));
  }
  return adapters;
}

async function createDiscord({ discordApi, chat }: Config, token: string, onFault: OnFault): Promise<ChatAdapter> {
  const { createDiscordAdapter } = await import('../../adapters/discord/index.ts');
  const rest = discordApi === undefined ? {} : { rest: { api: discordApi } };
  return createDiscordAdapter({ token, onFault, mentions: chat.discordMentions, ...rest });
}

async function createShards({ discordApi, chat }: Config, token: string, onFault: OnFault): Promise<ChatAdapter> {
  const { createShardedAdapter } = await import('../../adapters/discord/shards.ts');
  const rest = discordApi === undefined ? {} : { rest: { api: discordApi } };
  return createShardedAdapter({ token, shards: chat.discordShards, file: LAUNCHER, args: ['start'], onFault, ...rest });
}
