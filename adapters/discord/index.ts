import {
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  IntentsBitField,
  type Interaction,
  OAuth2Scopes,
  Status,
} from 'discord.js';
import type { RouterOptions } from '../../commands/router.ts';
import type { BotService, ChatAdapter } from '../../src/bot/chat-adapter.ts';
import { defined } from '../../src/core/defined.ts';
import { orAfter } from '../../src/shared/async.ts';
import { createCalls, PATIENCE } from './api.ts';
import { toCaches } from './caches.ts';
import { toMessageLink } from './checked-link.ts';
import { createDeliver } from './deliver.ts';
import { toDisconnectError, toFault, toLoginError, toStartError, toUnreachableError } from './errors.ts';
import { isAnswerable, isForBot } from './facts.ts';
import { greet, type HeardShard, toShardOptions } from './heard-shard.ts';
import { mayReadServers, PARTIALS, PERMISSIONS, toIntents } from './intents.ts';
import { TOKEN_LIFE_MS } from './limits.ts';
import { createUserLocales } from './locales.ts';
import { createFetchPicture } from './pictures.ts';
import { createPinner } from './pin.ts';
import { createProgress } from './progress.ts';
import { createAnswerer } from './receive.ts';
import { createWrittenAnswerer } from './receive-written.ts';
import { toRegisteredCommands } from './register.ts';
import { registerCommands } from './registration.ts';
import { askRight } from './rights.ts';
import { isOfShard } from './shards.ts';

export { examineDiscord } from './examine.ts';

export interface DiscordOptions {
  /** DISCORD_BOT_TOKEN. */
  token: string;
  /** Called with faults as codes: never a token, never somebody's words. */
  onFault: RouterOptions['onFault'];
  /** DISCORD_MENTIONS: answer mentions in servers, and read what they reply to if Message Content Intent is on. Off by default. */
  mentions?: boolean;
  /** Discord's HTTP API: its address, retries and timeout; tests point it to their stand-in. */
  rest?: { api?: string; version?: string; retries?: number; timeout?: number };
  /** How long to wait for guilds before being ready, in ms. Answering needs none of them, hence 2,000 by default. */
  waitGuildTimeout?: number;
  /** How long to wait for Discord to close the connection, in ms; 1,000 by default. */
  closeTimeout?: number;
  /** How long connecting may take, in ms, before Discord counts as unreachable; 30,000 by default. */
  startWithinMs?: number;
  /** The pause before commands that Discord did not accept are sent again, in ms; see registration.ts. */
  registerAgainAfterMs?: number;
  /** How long `stop` waits for direct answers, in ms; 1,500 by default. Jobs have ended by then, or wait for the next start. */
  graceMs?: number;
  /** When progress is shown, in ms; see progress.ts. */
  progress?: { firstAfterMs: number; everyMs: number };
  /** Fetches pictures; the global one by default. */
  fetch?: typeof globalThis.fetch;
  /** The shard to receive; all servers by default. `none`: other processes receive events, and this one only delivers answers. */
  hears?: HeardShard | 'none';
}

/** The fault context of an error that belongs to no request; the error itself says what to do. */
export const CONNECTION = { platform: 'discord', command: '', id: '' };
/** How long the start waits for Discord to accept the commands, in ms. */
const COMMANDS_WITHIN_MS = 5_000;
/** Nobody waits longer for suggestions while typing, and Discord accepts choices only within 3 s. */
const SUGGEST_WITHIN_MS = 2_000;
/** How long answers that were cut short have to say so, in ms. */
const LAST_WORDS_MS = 1_000;
/** A token becomes a header: other characters could not be sent, and the error would quote them. */
const SENDABLE_TOKEN = /^[\x21-\x7e]+$/;

/** Discord by discord.js: slash commands, message menus, buttons, private messages, and mentions if enabled. */
export function createDiscordAdapter(
  options: DiscordOptions,
): ChatAdapter & Required<Omit<ChatAdapter, 'start' | 'begun'>> {
  const { token, onFault, mentions = false, graceMs = 1_500, closeTimeout = 1_000, hears } = options;
  const shard = hears === 'none' ? undefined : hears;
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const registering = new AbortController();
  // Created now: the bot service may deliver leftover answers as soon as it is connected.
  const client = new Client(toClientOptions(options));
  const calls = createCalls(client.rest, options.rest);
  const progress = createProgress(calls, options.progress);
  const deliverer = createDeliver({ calls, progress });
  let closed = false;

  function run(work: (signal: AbortSignal) => Promise<void>, limitMs: number): void {
    if (closed || shard?.isSure() === false) return;
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(limitMs)]);
    const done = work(signal).finally(() => running.delete(done));
    running.add(done);
  }

  function listen(service: BotService): void {
    const rooms = {
      service,
      calls,
      pinner: createPinner({ calls, service }),
      userLocales: createUserLocales(),
      onFault,
    };
    const answerer = createAnswerer(rooms);
    const written = createWrittenAnswerer({ ...rooms, client });
    const note = (work: Promise<void>) =>
      run(() => work.catch((error) => onFault(toFault(error), CONNECTION)), LAST_WORDS_MS);
    client.on(Events.InteractionCreate, (interaction: Interaction) => {
      if (interaction.isAutocomplete()) run((signal) => answerer.suggest(interaction, signal), SUGGEST_WITHIN_MS);
      else if (isAnswerable(interaction)) run((signal) => answerer.answer(interaction, signal), TOKEN_LIFE_MS - 60_000);
    });
    client.on(Events.MessageCreate, (message) => {
      if (isForBot(message, client.user?.id)) run((signal) => written.answer(message, signal), TOKEN_LIFE_MS);
    });
    client.on(Events.MessageDelete, ({ id, channelId }) =>
      note(service.noteGone({ chatId: channelId, messageId: id })),
    );
    // An outage of Discord is no departure: discord.js emits another event for it.
    client.on(Events.GuildDelete, ({ id }) => note(service.noteMembership(id, false)));
    client.on(Events.GuildCreate, ({ id }) => note(service.noteMembership(id, true)));
  }

  return {
    platform: 'discord',

    async start(service: BotService) {
      if (!SENDABLE_TOKEN.test(token)) throw toLoginError('token');
      if (hears === 'none') return greet(client, token);
      client.on(Events.Error, (error) => onFault(toFault(error), CONNECTION));
      listen(service);
      try {
        await within(options.startWithinMs ?? 30_000, connect(client, token, mentions));
        // From here on a lost connection is a fault to report; discord.js reconnects by itself where it can.
        client.on(Events.ShardError, (error) => onFault(toFault(error), CONNECTION));
        client.on(Events.ShardDisconnect, ({ code }) => onFault(toDisconnectError(code), CONNECTION));
      } catch (error) {
        await settled([client.destroy()], closeTimeout);
        throw toStartError(error);
      }
      const registration = {
        rest: client.rest,
        applicationId: client.application?.id ?? '',
        wanted: toRegisteredCommands(service.commands),
        onFault: (error: unknown) => onFault(error, CONNECTION),
        ...defined({ pauseMs: options.registerAgainAfterMs }),
      };
      if (!shard?.id) await orAfter(COMMANDS_WITHIN_MS, registerCommands(registration, registering.signal));
      const scopes = [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands];
      const invite = client.generateInvite({ scopes, permissions: PERMISSIONS });
      const isBlind = mentions && !client.options.intents.has(GatewayIntentBits.MessageContent);
      const blind = isBlind
        ? ', which cannot read the message that a mention replies to until Message Content Intent is on'
        : '';
      return `Discord: connected as ${client.user?.username}${blind}; invite it to a server with this link, and type /check there: ${invite}`;
    },

    owns: ({ request }) => isOfShard(request.chat.groupId, client.shard),

    async stop() {
      closed = true;
      registering.abort();
      await settled([...running, progress.stop()], graceMs);
      stopping.abort(new Error('the bot stops'));
      await settled(running, LAST_WORDS_MS);
      // discord.js 14.28 accepts closeTimeout and ignores it: without this limit, an unanswered close would take 30 s.
      await settled([client.destroy()], closeTimeout);
    },

    async can(actorId, right, chatId) {
      if (hears !== 'none' && !client.isReady()) throw toUnreachableError('not connected');
      return askRight(client, actorId, right, chatId);
    },

    deliver: deliverer.deliver,
    progress: (job, line) => progress.show(job, line),
    update: (posting, reply, signal) =>
      deliverer.update(
        posting,
        reply,
        // A process without a connection sees no channels: it must not conclude that they are gone.
        (channelId) => hears === 'none' || client.channels.cache.has(channelId),
        signal,
      ),
    isConnected: () => !closed && client.ws.shards.every(({ status }) => status === Status.Ready),
    clockSetBack: calls.forgetLimits,
    addressOf: ({ id, groupId }, messageId) => toMessageLink(groupId, id, messageId),
    fetchPicture: createFetchPicture(options.fetch ?? fetch),
  };
}

function toClientOptions({ rest, waitGuildTimeout = 2_000, hears }: DiscordOptions): ClientOptions {
  return {
    ...toShardOptions(hears),
    intents: toIntents(undefined),
    partials: PARTIALS,
    makeCache: toCaches(),
    allowedMentions: { parse: [] },
    waitGuildTimeout,
    rest: { ...rest, ...PATIENCE },
  };
}

/** Resolves when the client emits interactions; until then discord.js only queues them. */
async function connect(client: Client, token: string, mentions: boolean): Promise<void> {
  if (mentions) {
    const read = await mayReadServers(client.rest.setToken(token));
    client.options.intents = new IntentsBitField(toIntents({ read }));
  }
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  await client.login(token);
  await ready;
}

/** @throws ClaimcheckError `platform-unreachable` if the work takes longer than `limitMs` */
function within(limitMs: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(toUnreachableError('no answer in time')), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Resolves when all have settled, or after `limitMs`. */
function settled(running: Iterable<Promise<void>>, limitMs: number): Promise<void> {
  return orAfter(limitMs, Promise.allSettled(running));
}
