import { run } from '@grammyjs/runner';
import { Client, Events, GatewayIntentBits, Partials, REST, Routes } from 'discord.js';
import { Bot } from 'grammy';

/**
 * Run as a process of its own: answers whatever is asked with the same card, by the client libraries and the calls of the bot and nothing else. How
 * long that takes is the platform's own time.
 */
const { DISCORD_BOT_TOKEN = '', DISCORD_API = '', TELEGRAM_BOT_TOKEN = '', TELEGRAM_API_ROOT = '' } = process.env;
const LINES = Array.from({ length: 12 }, (_, at) => `Line ${at} of a card that is about as long as others are.`);
const CARD = [...LINES, 'Check 7QZ4M2KD'].join('\n');

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  rest: { api: DISCORD_API },
});
const rest = new REST({ api: DISCORD_API, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
client.on(Events.InteractionCreate, async ({ id, token, applicationId }) => {
  const query = new URLSearchParams({ with_response: 'true' });
  await rest.post(Routes.interactionCallback(id, token), { body: { type: 5 }, auth: false, query });
  const body = { embeds: [{ description: CARD }], allowed_mentions: { parse: [] } };
  await rest.patch(Routes.webhookMessage(applicationId, token, '@original'), { body, auth: false });
});
const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
await client.login(DISCORD_BOT_TOKEN);
await ready;

const bot = new Bot(TELEGRAM_BOT_TOKEN, { client: { apiRoot: TELEGRAM_API_ROOT } });
bot.on('message', async ({ message, api }) => {
  await api.sendMessage(message.chat.id, CARD, {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true },
  });
});
await bot.init();
const runner = run(bot, { runner: { fetch: { timeout: 30 } } });
console.log('{"level":"info","msg":"Ready."}');

process.once('SIGTERM', async () => {
  await Promise.all([runner.stop(), client.destroy()]);
  process.exit();
});
