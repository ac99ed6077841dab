import { z } from 'zod';
import { badRequest } from './refusal.ts';

const ChatId = z.coerce.number().int();
const MessageId = z.number().int();
const Language = z.string().default('');
/** The chats a menu is for: kinds of them; single chats are not known here. */
const Scope = z
  .strictObject({ type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']) })
  .default({ type: 'default' });
const Keyboard = z.object({
  inline_keyboard: z.array(
    z.array(z.object({ text: z.string(), callback_data: z.string().optional(), url: z.string().optional() }).strict()),
  ),
});
const Preview = z.object({ is_disabled: z.boolean().optional() }).strict();
/** Bot API, ForceReply: "1-64 characters"; only what is sent can ask so, as no edit takes it. */
const ForceReply = z.strictObject({
  force_reply: z.literal(true),
  selective: z.boolean().optional(),
  input_field_placeholder: z.string().min(1).max(64).optional(),
});
const Written = {
  text: z.string(),
  parse_mode: z.literal('HTML').optional(),
  link_preview_options: Preview.optional(),
  reply_markup: Keyboard.optional(),
};

const InlineResult = z.strictObject({
  type: z.literal('article'),
  id: z.string(),
  title: z.string().min(1),
  description: z.string().optional(),
  input_message_content: z.strictObject({
    message_text: z.string(),
    parse_mode: z.literal('HTML').optional(),
    link_preview_options: Preview.optional(),
  }),
});

/** What every method takes; a field that is not here is refused, as a sign of a slip. */
const PAYLOADS = {
  getMe: z.strictObject({}),
  getUpdates: z.strictObject({
    offset: z.number().int().default(0),
    limit: z.number().int().min(1).max(100).default(100),
    timeout: z.number().min(0).default(0),
    allowed_updates: z.array(z.string()).optional(),
  }),
  getWebhookInfo: z.strictObject({}),
  setWebhook: z.strictObject({
    url: z.string(),
    secret_token: z.string().optional(),
    allowed_updates: z.array(z.string()).optional(),
    max_connections: z.number().int().optional(),
    drop_pending_updates: z.boolean().optional(),
  }),
  deleteWebhook: z.strictObject({ drop_pending_updates: z.boolean().default(false) }),
  setMyCommands: z.strictObject({
    commands: z.array(z.strictObject({ command: z.string(), description: z.string() })),
    language_code: Language,
    scope: Scope,
  }),
  getMyCommands: z.strictObject({ language_code: Language, scope: Scope }),
  setMyDescription: z.strictObject({ description: z.string(), language_code: Language }),
  getMyDescription: z.strictObject({ language_code: Language }),
  setMyShortDescription: z.strictObject({ short_description: z.string(), language_code: Language }),
  getMyShortDescription: z.strictObject({ language_code: Language }),
  sendMessage: z.strictObject({
    chat_id: ChatId,
    message_thread_id: MessageId.optional(),
    ...Written,
    reply_markup: z.union([Keyboard, ForceReply]).optional(),
    ephemeral_message_parameters: z.strictObject({ receiver_user_id: z.number().int() }).optional(),
    reply_parameters: z
      .strictObject({ message_id: MessageId, allow_sending_without_reply: z.boolean().default(false) })
      .optional(),
  }),
  editMessageText: z.strictObject({ chat_id: ChatId, message_id: MessageId, ...Written }),
  deleteMessage: z.strictObject({ chat_id: ChatId, message_id: MessageId }),
  sendChatAction: z.strictObject({
    chat_id: ChatId,
    message_thread_id: MessageId.optional(),
    action: z.string().min(1),
  }),
  setMessageReaction: z.strictObject({
    chat_id: ChatId,
    message_id: MessageId,
    reaction: z.array(z.strictObject({ type: z.literal('emoji'), emoji: z.string() })).default([]),
  }),
  getChat: z.strictObject({ chat_id: ChatId }),
  getChatAdministrators: z.strictObject({ chat_id: ChatId }),
  getChatMember: z.strictObject({ chat_id: ChatId, user_id: z.number().int() }),
  pinChatMessage: z.strictObject({
    chat_id: ChatId,
    message_id: MessageId,
    disable_notification: z.boolean().default(false),
  }),
  unpinChatMessage: z.strictObject({ chat_id: ChatId, message_id: MessageId }),
  answerCallbackQuery: z.strictObject({
    callback_query_id: z.string(),
    text: z.string().optional(),
    show_alert: z.boolean().default(false),
  }),
  answerInlineQuery: z.strictObject({
    inline_query_id: z.string(),
    results: z.array(InlineResult),
    cache_time: z.number().int().min(0).optional(),
    is_personal: z.boolean().optional(),
    button: z.strictObject({ text: z.string().min(1), start_parameter: z.string() }).optional(),
  }),
  answerGuestQuery: z.strictObject({
    guest_query_id: z.string(),
    result: InlineResult.extend({ reply_markup: Keyboard.optional() }),
  }),
  getFile: z.strictObject({ file_id: z.string() }),
} as const;

export type MethodName = keyof typeof PAYLOADS;
export type Payload<M extends MethodName> = z.infer<(typeof PAYLOADS)[M]>;

export const isMethod = (name: string): name is MethodName => Object.hasOwn(PAYLOADS, name);

/** @throws Refusal for what the method does not take */
export function parsePayload<M extends MethodName>(method: M, payload: unknown): Payload<M> {
  const parsed = PAYLOADS[method].safeParse(payload);
  if (parsed.success) return parsed.data as Payload<M>;
  throw badRequest(`can't parse ${method}: ${z.prettifyError(parsed.error)}`);
}
