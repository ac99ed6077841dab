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
  /** Told of faults, by codes: never a token, never somebody's words. */
  onFault: RouterOptions['onFault'];
  /** DISCORD_MENTIONS: mentions in servers are answered; what they reply to, where Message Content Intent is switched on. Off unless told. */
  mentions?: boolean;
  /** Where Discord's HTTP interface is, and how patiently it is asked; tests point it to their stand-in. */
  rest?: { api?: string; version?: string; retries?: number; timeout?: number };
  /** How long to wait for guilds before being ready, in ms. Answering needs none of them, hence only 2,000. */
  waitGuildTimeout?: number;
  /** How long to wait for Discord to close the connection, in ms; 1,000 unless told. */
  closeTimeout?: number;
  /** How long connecting may take, in ms, before Discord counts as unreachable; 30,000 unless told. */
  startWithinMs?: number;
  /** When commands that Discord did not take are tried again, in ms; see registration.ts. */
  registerAgainAfterMs?: number;
  /** How long `stop` lets answers that are given at once go on, in ms; 1,500 unless told: jobs have ended or wait for the next start. */
  graceMs?: number;
  /** When progress is shown, in ms; see progress.ts. */
  progress?: { firstAfterMs: number; everyMs: number };
  /** Fetches pictures; the global one unless told. */
  fetch?: typeof globalThis.fetch;
  /** Which part of the servers is heard; all of them unless told, and `none` where other processes hear, and this one only answers. */
  hears?: HeardShard | 'none';
}

/** What is about no request: its error says itself what to do. */
export const CONNECTION = { platform: 'discord', command: '', id: '' };
/** The start waits no longer for its commands to be taken, in ms. */
const COMMANDS_WITHIN_MS = 5_000;
/** Who types does not wait longer, and Discord takes choices for 3 s. */
const SUGGEST_WITHIN_MS = 2_000;
/** How long answers that had to be cut short get to say so, in ms. */
const LAST_WORDS_MS = 1_000;
/** A token goes into a header: anything else could not even be sent, and the refusal would quote it. */
const SENDABLE_TOKEN = /^[\x21-\x7e]+$/;

/** Discord, by discord.js: slash commands, message menus, buttons, private messages, and mentions if they are wanted. */
export function createDiscordAdapter(
  options: DiscordOptions,
): ChatAdapter & Required<Omit<ChatAdapter, 'start' | 'begun'>> {
  const { token, onFault, mentions = false, graceMs = 1_500, closeTimeout = 1_000, hears } = options;
  const shard = hears === 'none' ? undefined : hears;
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const registering = new AbortController();
  // Made now: the bot service may bring what was left from before as soon as it is connected.
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
    // An outage of Discord's is no departure: discord.js tells it by another event.
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
        // From here on a lost connection is a fault to report; discord.js comes back by itself where that is possible.
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
      const blind = isBlind ? ', which cannot read what a mention replies to until Message Content Intent is on' : '';
      return `Discord: connected as ${client.user?.username}${blind}; invite it to a server by this link, and type /check there: ${invite}`;
    },

    owns: ({ request }) => isOfShard(request.chat.groupId, client.shard),

    async stop() {
      closed = true;
      registering.abort();
      await settled([...running, progress.stop()], graceMs);
      stopping.abort(new Error('the bot stops'));
      await settled(running, LAST_WORDS_MS);
      // discord.js 14.28 takes a closeTimeout and does not mind it: an unanswered goodbye would take 30 s.
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
        // Who hears nothing knows no channel, and does not take one for gone.
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

/** Until the client gives out interactions; before that it only collects them. */
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

/** Until all have ended, or so many ms have passed. */
function settled(running: Iterable<Promise<void>>, limitMs: number): Promise<void> {
  return orAfter(limitMs, Promise.allSettled(running));
}
