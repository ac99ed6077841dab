import { MessageFlags, type RateLimitData, REST, type RESTOptions, Routes } from 'discord.js';
import { z } from 'zod';
import { orAbort } from '../../src/shared/async.ts';
import { NONCE } from './limits.ts';
import { type MessageBody, withoutAddresses } from './message.ts';
import { isFiltered } from './outcomes.ts';

/** The fields used here of a message that Discord returns. */
const SENT = z.object({
  id: z.string(),
  channel_id: z.string(),
  flags: z.number().default(0),
  embeds: z.array(z.object({ title: z.string().nullish() })).default([]),
});
/** Of a deferred answer Discord returns only the id. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback */
const CALLBACK = z.object({ interaction: z.object({ response_message_id: z.string().nullish() }) });
const WRITTEN = z.object({ content: z.string() });
const CHANNEL = z.object({ id: z.string() });
const LISTED = z.array(
  z.object({
    id: z.string(),
    type: z.number(),
    message_reference: z.object({ message_id: z.string().optional() }).nullish(),
  }),
);

export type SentMessage = z.output<typeof SENT>;

/** Identifies the interaction to answer. */
export interface InteractionKey {
  applicationId: string;
  token: string;
}

/** How an interaction is acknowledged. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const ACKNOWLEDGE = { message: 4, laterMessage: 5, laterEdit: 6, choices: 8 } as const;

type Body = Partial<MessageBody>;

/** The longest rate limit that discord.js sleeps through. A longer one rejects at once with `RateLimitError`, so that callers can do something else. */
const LONGEST_SLEEP_MS = 10_000;

/** For discord.js' option `rest`. */
export const PATIENCE = {
  rejectOnRateLimit: ({ retryAfter }: RateLimitData) => retryAfter > LONGEST_SLEEP_MS,
} satisfies Partial<RESTOptions>;

/**
 * The part of Discord's HTTP API that this bot uses. Every call rejects with discord.js' errors or with the signal's reason; without the signal,
 * discord.js would sleep through short rate limits regardless.
 */
export type Calls = ReturnType<typeof createCalls>;

/**
 * Creates the calls. They do not use discord.js' objects: a job may be answered after a restart, when the object of its event is gone.
 * @param rest the client's own, with its token
 * @param options the options `rest` was made with
 */
export function createCalls(rest: REST, options: Partial<RESTOptions> = {}) {
  // Answers to interactions do not count against the bot's 50 requests per second. They must not queue behind others: they have 3 s.
  const free = new REST({ ...options, ...PATIENCE, globalRequestsPerSecond: Number.POSITIVE_INFINITY });

  const toWebhook = ({ applicationId, token }: InteractionKey, id?: string) =>
    id === undefined ? Routes.webhook(applicationId, token) : Routes.webhookMessage(applicationId, token, id);

  /** A fact-checking card links to bad pages by nature: if Discord refuses them, the card is sent once more without addresses. */
  async function post<B extends Body>(body: B, signal: AbortSignal, send: (body: B) => Promise<unknown>) {
    const sent = send(body).catch((error) => {
      if (!isFiltered(error)) throw error;
      return send(withoutAddresses(body));
    });
    return SENT.parse(await orAbort(sent, signal));
  }

  return {
    /**
     * Announces an answer, as a new message or, with `overCard`, in place of the clicked one.
     * @returns the id of the message that will hold the answer
     */
    async acknowledge(id: string, token: string, how: { overCard: boolean; ephemeral: boolean }) {
      const type = how.overCard ? ACKNOWLEDGE.laterEdit : ACKNOWLEDGE.laterMessage;
      const data = how.overCard ? {} : { data: { flags: how.ephemeral ? MessageFlags.Ephemeral : 0 } };
      const query = new URLSearchParams({ with_response: 'true' });
      const answer = await free.post(Routes.interactionCallback(id, token), {
        body: { type, ...data },
        auth: false,
        query,
      });
      return CALLBACK.safeParse(answer).data?.interaction.response_message_id ?? undefined;
    },
    /** Answers an interaction at once, visible to the asker alone. */
    async respond(id: string, token: string, body: Body): Promise<void> {
      const data = { ...body, flags: MessageFlags.Ephemeral };
      await free.post(Routes.interactionCallback(id, token), {
        body: { type: ACKNOWLEDGE.message, data },
        auth: false,
      });
    },
    async offer(id: string, token: string, choices: readonly { name: string; value: string }[]): Promise<void> {
      const body = { type: ACKNOWLEDGE.choices, data: { choices } };
      await free.post(Routes.interactionCallback(id, token), { body, auth: false });
    },
    async editOriginal(key: InteractionKey, body: Body, signal: AbortSignal): Promise<SentMessage> {
      const route = toWebhook(key, '@original');
      return post(body, signal, (shown) => free.patch(route, { body: shown, auth: false, signal }));
    },
    async deleteOriginal(key: InteractionKey, signal: AbortSignal): Promise<void> {
      await orAbort(free.delete(toWebhook(key, '@original'), { auth: false, signal }), signal);
    },
    /** Sends a further message that only the asker sees. */
    async whisper(key: InteractionKey, body: Body, signal: AbortSignal): Promise<SentMessage> {
      const whispered = { ...body, flags: MessageFlags.Ephemeral };
      const query = new URLSearchParams({ wait: 'true' });
      return post(whispered, signal, (shown) => free.post(toWebhook(key), { body: shown, auth: false, query, signal }));
    },

    /** Sends a message as the bot. Within some minutes, a second call with the same nonce returns the first message. */
    async send(
      channelId: string,
      body: Body,
      nonce: string,
      signal: AbortSignal,
      replyTo?: string,
    ): Promise<SentMessage> {
      const reply =
        replyTo === undefined ? {} : { message_reference: { message_id: replyTo, fail_if_not_exists: false } };
      const sent = { ...body, ...reply, nonce: nonce.slice(-NONCE), enforce_nonce: true };
      return post(sent, signal, (shown) => rest.post(Routes.channelMessages(channelId), { body: shown, signal }));
    },
    async edit(channelId: string, messageId: string, body: Body, signal: AbortSignal): Promise<SentMessage> {
      const route = Routes.channelMessage(channelId, messageId);
      return post(body, signal, (shown) => rest.patch(route, { body: shown, signal }));
    },
    /** The text above the embeds of one of the bot's own messages. */
    async read(channelId: string, messageId: string, signal: AbortSignal): Promise<string> {
      return WRITTEN.parse(await rest.get(Routes.channelMessage(channelId, messageId), { signal })).content;
    },
    async remove(channelId: string, messageId: string): Promise<void> {
      await rest.delete(Routes.channelMessage(channelId, messageId));
    },
    /** The private chat with a person. */
    async openDirect(userId: string, signal: AbortSignal): Promise<string> {
      const body = { recipient_id: userId };
      return CHANNEL.parse(await orAbort(rest.post(Routes.userChannels(), { body, signal }), signal)).id;
    },
    async pin(channelId: string, messageId: string): Promise<void> {
      await rest.put(Routes.channelMessagesPin(channelId, messageId));
    },
    async unpin(channelId: string, messageId: string): Promise<void> {
      await rest.delete(Routes.channelMessagesPin(channelId, messageId));
    },
    /**
     * Clears the rate limits after the clock was set back: they end at times of that clock (@discordjs/rest 2.6.3, SequentialHandler.runRequest), which
     * would be waited for. Both fields are public there.
     */
    forgetLimits() {
      for (const counting of [rest, free]) {
        counting.globalReset = -1;
        counting.handlers.clear();
      }
    },
    /** The newest messages of a channel, newest first. */
    async list(channelId: string, limit: number) {
      const query = new URLSearchParams({ limit: String(limit) });
      return LISTED.parse(await rest.get(Routes.channelMessages(channelId), { query }));
    },
  };
}
