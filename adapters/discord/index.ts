import { Client, type ClientOptions, Events, GatewayIntentBits, OAuth2Scopes, PermissionFlagsBits } from 'discord.js';
import type { Router, RouterOptions } from '../../commands/router.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import type { ChatAdapter } from '../adapter.ts';
import { answerInteraction } from './answer.ts';
import { type AnswerableInteraction, isAnswerable } from './facts.ts';
import { toDisconnectError, toFault, toStartError, toTokenError, toUnreachableError } from './fault.ts';
import { TOKEN_LIFE_MS } from './limits.ts';
import { registerCommands, toRegisteredCommands } from './register.ts';
import { askRight } from './rights.ts';

export interface DiscordOptions {
  /** DISCORD_BOT_TOKEN. */
  token: string;
  /** Told of faults, by codes: never a token, never somebody's words. */
  onFault: RouterOptions['onFault'];
  /** Where Discord's HTTP interface is, and how patiently it is asked; tests point it to their stand-in. */
  rest?: { api?: string; version?: string; retries?: number; timeout?: number };
  /** How long to wait for guilds before being ready, in ms. Answering needs none of them, hence only 2,000. */
  waitGuildTimeout?: number;
  /** How long to wait for Discord to close the connection, in ms; 1,000 unless told. */
  closeTimeout?: number;
  /** How long connecting may take, in ms, before Discord counts as unreachable; 30,000 unless told. */
  startWithinMs?: number;
  /** How long one answer may take, in ms; one minute less than Discord takes answers, unless told. */
  answerWithinMs?: number;
  /** How long `stop` lets running answers go on, in ms; 7,000 unless told, so that all of it ends within 10 s. */
  graceMs?: number;
}

/** What pinning a card needs; answering an interaction needs no permission at all. */
const PERMISSIONS = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.ReadMessageHistory,
  PermissionFlagsBits.PinMessages,
];
const CONNECTION = { platform: 'discord', command: 'connection', id: '' };
/** How long answers that had to be cut short get to say so, in ms. */
const LAST_WORDS_MS = 1_500;
/** A token goes into a header: anything else could not even be sent, and the refusal would quote it. */
const SENDABLE_TOKEN = /^[\x21-\x7e]+$/;

/** Discord, by discord.js: slash commands, the message menu, and the buttons on cards. */
export function createDiscordAdapter(options: DiscordOptions): ChatAdapter {
  const { token, onFault, answerWithinMs = TOKEN_LIFE_MS - 60_000, graceMs = 7_000, closeTimeout = 1_000 } = options;
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let client: Client | undefined;
  let closed = false;

  function take(interaction: AnswerableInteraction, router: Router): void {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(answerWithinMs)]);
    const answer = answerInteraction(interaction, { router, onFault, signal }).finally(() => running.delete(answer));
    running.add(answer);
  }

  return {
    platform: 'discord',

    async start(router) {
      if (!SENDABLE_TOKEN.test(token)) throw toTokenError();
      const connecting = new Client(toClientOptions(options));
      client = connecting;
      connecting.on(Events.Error, (error) => onFault(toFault(error), CONNECTION));
      connecting.on(Events.InteractionCreate, (interaction) => {
        if (!closed && isAnswerable(interaction)) take(interaction, router);
      });
      try {
        await within(options.startWithinMs ?? 30_000, connect(connecting, token));
        // From here on a lost connection is a fault to report; discord.js comes back by itself where that is possible.
        connecting.on(Events.ShardError, (error) => onFault(toFault(error), CONNECTION));
        connecting.on(Events.ShardDisconnect, ({ code }) => onFault(toDisconnectError(code), CONNECTION));
        const commands = toRegisteredCommands(router.commands, toLocale(undefined));
        await registerCommands(connecting.rest, connecting.application?.id ?? '', commands);
      } catch (error) {
        await settled([connecting.destroy()], closeTimeout);
        throw toStartError(error);
      }
      const scopes = [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands];
      const invite = connecting.generateInvite({ scopes, permissions: PERMISSIONS });
      return `Discord: connected as ${connecting.user?.username}; type /check in a server it was invited to: ${invite}`;
    },

    async stop() {
      closed = true;
      await settled(running, graceMs);
      stopping.abort(new Error('the bot stops'));
      await settled(running, LAST_WORDS_MS);
      // discord.js 14.28 takes a closeTimeout and does not mind it: an unanswered goodbye would take 30 s.
      if (client) await settled([client.destroy()], closeTimeout);
    },

    async can(actorId, right, chatId) {
      if (!client?.isReady()) throw toUnreachableError('not connected');
      return askRight(client, actorId, right, chatId);
    },
  };
}

function toClientOptions({ rest, waitGuildTimeout = 2_000 }: DiscordOptions): ClientOptions {
  return {
    // Guilds keeps channels and roles up to date, for rights. Nothing privileged: interactions carry what they are about.
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    waitGuildTimeout,
    ...(rest ? { rest } : {}),
  };
}

/** Until the client gives out interactions; before that it only collects them. */
async function connect(client: Client, token: string): Promise<void> {
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  await client.login(token);
  await ready;
}

function within(limitMs: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(toUnreachableError('no answer in time')), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Until all have ended, or the time is up. */
async function settled(running: Iterable<Promise<void>>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([Promise.allSettled(running), limit]);
  clearTimeout(timer);
}
