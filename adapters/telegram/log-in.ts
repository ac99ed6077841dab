import { Api, GrammyError, type Transformer } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { badToken, toStartFault } from './errors.ts';
import type { ApiSignal } from './message-sender.ts';
import type { toUpdateKinds } from './polling.ts';
import type { WebhookSettings } from './webhook.ts';

/** A loose pattern of BotFather's tokens: one with spaces or quotes is certainly wrong. */
const TOKEN = /^\d+:[\w-]+$/;

/** How to reach the Bot API. */
export interface Connection {
  token: string;
  /** Root of the Bot API, without a trailing slash. */
  apiRoot: string;
}

/** Longer than the longest poll, so that a dead connection is noticed. */
const CALL_TIMEOUT_S = 60;

/** The options of every client of this connection. `sensitiveLogs` stays off: the URL holds the token. */
export function toClientOptions({ apiRoot }: Connection) {
  return { apiRoot, timeoutSeconds: CALL_TIMEOUT_S, sensitiveLogs: false };
}

/** A client that runs its calls through the transformers. */
export function createApi(connection: Connection, ...transformers: Transformer[]): Api {
  const api = new Api(connection.token, toClientOptions(connection));
  api.config.use(...transformers);
  return api;
}

/** What Telegram is told about a webhook. */
type Delivery = Pick<WebhookSettings, 'url' | 'secret'> & { kinds: ReturnType<typeof toUpdateKinds> };

export interface LogIn {
  me: UserFromGetMe;
  /** A webhook was set and has been removed: Telegram sends nothing to polling while there is one. */
  webhookRemoved: boolean;
}

/**
 * Asks Telegram who this bot is, and sets up delivery of updates by polling or webhook.
 * @param webhook where Telegram is to deliver; `none` leaves delivery as it is
 * @throws ClaimcheckError `platform-login` for a bad token, `platform-unreachable` if Telegram does not answer,
 *   `config-invalid` for an address that Telegram does not deliver to
 */
export async function logIn(
  api: Api,
  { token, apiRoot }: Connection,
  webhook: Delivery | 'none' | undefined,
  signal: ApiSignal,
): Promise<LogIn> {
  if (!TOKEN.test(token)) throw badToken();
  try {
    const me = await api.getMe(signal);
    if (webhook === 'none') return { me, webhookRemoved: false };
    if (webhook) {
      await setWebhook(api, webhook, signal);
      return { me, webhookRemoved: false };
    }
    const { url } = await api.getWebhookInfo(signal);
    // Updates that arrived meanwhile are kept: people are waiting for their answers.
    if (url) await api.deleteWebhook({ drop_pending_updates: false }, signal);
    return { me, webhookRemoved: Boolean(url) };
  } catch (error) {
    throw toStartFault(error, new URL(apiRoot).host);
  }
}

/** Set at every start: Telegram does not reveal which secret it has. */
async function setWebhook(api: Api, { url, secret, kinds }: Delivery, signal: ApiSignal) {
  const options = { secret_token: secret, allowed_updates: kinds, drop_pending_updates: false };
  try {
    await api.setWebhook(url, options, signal);
  } catch (error) {
    if (!(error instanceof GrammyError && error.error_code === 400)) throw error;
    throw new ClaimcheckError(
      'config-invalid',
      `TELEGRAM_WEBHOOK_URL: Telegram does not deliver to this address (${error.description.replace(/^Bad Request: /, '')}); use a public https address on port 443, 80, 88 or 8443.`,
    );
  }
}

/** The BotFather settings that keep questions from this bot, each with its fix; the last one is only a suggestion. */
export function toUnheard(me: UserFromGetMe, { mentions, guests }: { mentions: boolean; guests: boolean }): string[] {
  return [
    me.can_join_groups
      ? ''
      : 'the bot cannot be added to groups yet: send /setjoingroups to @BotFather, choose the bot, then Enable',
    mentions && !me.can_read_all_group_messages
      ? 'the bot does not receive mentions yet: send /setprivacy to @BotFather, choose the bot, then Disable, and add the bot to its groups again'
      : '',
    guests && !me.supports_guest_queries
      ? 'the bot does not receive questions from other chats yet: open the mini app of @BotFather, choose the bot, Bot Settings, Guest Mode, and switch it on'
      : '',
    me.supports_inline_queries ? '' : 'to offer checks while people type @name, send /setinline to @BotFather',
  ].filter((line) => line !== '');
}
