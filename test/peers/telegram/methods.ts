import type { ServerResponse } from 'node:http';
import type { Guests } from './guests.ts';
import { createMessageMethods, readWritten } from './messages.ts';
import { isMethod, type MethodName, type Payload, parsePayload } from './payloads.ts';
import { createProfileMethods } from './profile.ts';
import { badRequest, conflict, Refusal } from './refusal.ts';
import type { UpdateQueue } from './update-queue.ts';
import type { Webhooks } from './webhook.ts';
import { toChatMember, type World } from './world.ts';

/** Bot API, answerCallbackQuery: "0-200 characters". */
const CALLBACK_ANSWER_LIMIT = 200;
/** Bot API, answerInlineQuery: "No more than 50 results", ids of "1-64 Bytes". */
const INLINE_RESULTS = 50;
const INLINE_ID_BYTES = 64;

/** Calls one method of the Bot API. @throws Refusal with Telegram's words */
export type CallMethod = (method: string, payload: unknown, response: ServerResponse) => Promise<unknown>;

/** The Bot API over a world, strict as the real one about what it knows. */
export function createMethods(world: World, updates: UpdateQueue, webhooks: Webhooks, guests: Guests): CallMethod {
  const messages = createMessageMethods(world, updates);

  const methods: {
    [M in MethodName]: (payload: Payload<M>, response: ServerResponse) => unknown;
  } = {
    ...createProfileMethods(world),
    ...messages,
    getMe: () => ({
      ...world.bot,
      can_join_groups: world.groups,
      can_read_all_group_messages: !world.privacy,
      supports_inline_queries: world.inline,
      supports_guest_queries: world.guests,
      can_connect_to_business: false,
      has_main_web_app: false,
    }),
    getUpdates({ offset, limit, timeout, allowed_updates }, response) {
      if (world.webhookUrl) {
        throw conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      }
      updates.allow(allowed_updates);
      return updates.poll({ offset, limit, timeoutMs: timeout * 1000 }, response);
    },
    getWebhookInfo: () => ({
      url: world.webhookUrl,
      has_custom_certificate: false,
      pending_update_count: updates.size(),
    }),
    setWebhook({ url, secret_token, allowed_updates, drop_pending_updates }) {
      // The real one wants https; on loopback http stands for it, and everything else is refused.
      if (!/^https:\/\/|^http:\/\/127\.0\.0\.1/.test(url)) {
        throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
      }
      if (url.startsWith('https:') && !['', '80', '88', '443', '8443'].includes(new URL(url).port)) {
        throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
      }
      if (secret_token !== undefined && !/^[\w-]{1,256}$/.test(secret_token)) {
        throw badRequest('secret token contains unallowed characters');
      }
      if (drop_pending_updates) updates.drop();
      updates.allow(allowed_updates);
      world.webhookUrl = url;
      webhooks.deliver(url, secret_token);
      return true;
    },
    deleteWebhook({ drop_pending_updates }) {
      if (drop_pending_updates) updates.drop();
      world.webhookUrl = '';
      webhooks.stop();
      return true;
    },
    sendChatAction({ chat_id, message_thread_id }) {
      const place = messages.chatOf(chat_id);
      if (message_thread_id !== undefined && !place.topics.has(message_thread_id)) {
        throw badRequest('message thread not found');
      }
      return true;
    },
    getChat({ chat_id }) {
      const { chat, permissions } = messages.chatOf(chat_id);
      return { ...chat, ...(permissions && { permissions }) };
    },
    getChatAdministrators({ chat_id }) {
      // Client.cpp:15113-15135 of tdlib/telegram-bot-api: asked for by whoever is in the chat. Bot API: other bots are left out.
      const standings = messages.chatOf(chat_id).standings.entries();
      return Array.from(standings).flatMap(([id, standing]) => {
        const user = world.users.get(id);
        const isListed = standing === 'creator' || typeof standing === 'object';
        return user && isListed && (!user.is_bot || id === world.bot.id) ? [toChatMember(user, standing)] : [];
      });
    },
    getChatMember({ chat_id, user_id }) {
      const place = messages.chatOf(chat_id);
      const user = world.users.get(user_id);
      // Bot API, getChatMember: "only guaranteed to work for other users if the bot is an administrator in the chat".
      const isAdmin = typeof place.standings.get(world.bot.id) === 'object';
      if (place.hidden && !isAdmin && user_id !== world.bot.id) throw badRequest('CHAT_ADMIN_REQUIRED');
      if (!user) throw badRequest('user not found');
      return toChatMember(user, place.standings.get(user_id) ?? 'left');
    },
    answerCallbackQuery({ callback_query_id, text, show_alert }) {
      if (!world.openCallbacks.delete(callback_query_id)) throw tooOld();
      if ((text ?? '').length > CALLBACK_ANSWER_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
      const answer = { callbackId: callback_query_id, showAlert: show_alert, ...(text !== undefined && { text }) };
      world.answers.push(answer);
      world.events.emit('answer', answer);
      return true;
    },
    answerInlineQuery({ inline_query_id, results, button }) {
      if (!world.openInlineQueries.delete(inline_query_id)) throw tooOld();
      if (results.length > INLINE_RESULTS) throw badRequest('RESULTS_TOO_MUCH');
      if (new Set(results.map(({ id }) => id)).size < results.length) throw badRequest('RESULT_ID_DUPLICATE');
      if (button && !/^[\w-]{1,64}$/.test(button.start_parameter)) throw badRequest('START_PARAM_INVALID');
      const shown = results.map(({ id, title, description, input_message_content: { message_text, ...rest } }) => {
        if (id === '' || Buffer.byteLength(id) > INLINE_ID_BYTES) throw badRequest('RESULT_ID_INVALID');
        const message = readWritten({ text: message_text, ...rest });
        return { id, title, ...(description !== undefined && { description }), message };
      });
      world.events.emit('inline', { queryId: inline_query_id, results: shown, button: button?.text });
      return true;
    },
    answerGuestQuery({ guest_query_id, result }) {
      if (!guests.open.delete(guest_query_id)) throw tooOld();
      if (result.id === '' || Buffer.byteLength(result.id) > INLINE_ID_BYTES) throw badRequest('RESULT_ID_INVALID');
      const { message_text, ...rest } = result.input_message_content;
      const message = readWritten({ text: message_text, ...rest, reply_markup: result.reply_markup });
      guests.answered({ queryId: guest_query_id, ...message });
      return { inline_message_id: `guest-${guest_query_id}` };
    },
    getFile({ file_id }) {
      const file = world.files.get(file_id);
      if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
      if (file.size > 20_000_000) throw badRequest('file is too big');
      return { file_id, file_unique_id: file_id, file_size: file.size, file_path: file.path };
    },
  };

  return async (method, payload, response) => {
    if (!isMethod(method)) throw new Refusal(404, 'Not Found: method not found');
    const call = methods[method] as (payload: unknown, response: ServerResponse) => unknown;
    return call(parsePayload(method, payload), response);
  };
}

const tooOld = () => badRequest('query is too old and response timeout expired or query ID is invalid');
