import { setTimeout as pause } from 'node:timers/promises';
import { type RunnerHandle, run, sequentialize } from '@grammyjs/runner';
import { Bot, type Context } from 'grammy';
import type { Router } from '../../commands/router.ts';
import type { ChatAdapter } from '../adapter.ts';
import { createAnswering, type FaultPlace } from './answering.ts';
import { toApiSignal } from './api-signal.ts';
import { toSafeFault, toStartFault } from './faults.ts';
import { type Connection, createPlainApi, logIn, toClientOptions } from './log-in.ts';
import { createPolling, type Polling, UPDATE_KINDS } from './polling.ts';
import { registerCommands } from './register.ts';
import { PLATFORM } from './request.ts';
import { askRight } from './rights.ts';
import { createSendingPace } from './sending-pace.ts';
import { createUnderway, type Underway } from './underway.ts';

/** How long things may take; tests are less patient. */
interface TelegramTimes {
  /** For all of the log-in, and for asking about a right. */
  callTimeoutMs: number;
  /** How long Telegram holds a poll open while nothing happens, in whole seconds, as Telegram counts. */
  pollTimeoutS: number;
  retryPauseMs: number;
  conflictPauseMs: number;
  typingAfterMs: number;
  deliveryTimeoutMs: number;
  /** How long `stop` lets what is running end by itself; with what follows it stays within 10 s. */
  stopGraceMs: number;
}

const TIMES: TelegramTimes = {
  callTimeoutMs: 10_000,
  pollTimeoutS: 30,
  retryPauseMs: 3000,
  conflictPauseMs: 10_000,
  typingAfterMs: 250,
  deliveryTimeoutMs: 120_000,
  stopGraceMs: 7000,
};

/** After the grace: for what was told to end, and for the last word to Telegram. */
const LAST_WORDS_MS = 1000;

export interface TelegramOptions {
  /** As BotFather gave it. */
  token: string;
  /** Root of the Bot API; another one is for a server of one's own, and for tests. */
  apiRoot?: string;
  /** Told of faults; the error holds neither the token nor anybody's words. */
  onFault(error: Error, where: FaultPlace): void;
  times?: Partial<TelegramTimes>;
}

interface Session {
  runner: RunnerHandle;
  polling: Polling;
  underway: Underway;
  end: AbortController;
}

/** Telegram by long polling: in one chat one answer after the other, over all chats at once. */
export function createTelegramAdapter(options: TelegramOptions): ChatAdapter {
  const times = { ...TIMES, ...options.times };
  const connection: Connection = { token: options.token, apiRoot: options.apiRoot ?? 'https://api.telegram.org' };
  const plainApi = createPlainApi(connection);
  const onFault = (error: unknown, where: FaultPlace) => options.onFault(toSafeFault(error, connection.token), where);
  const onOwnFault = (error: unknown) => onFault(error, { platform: PLATFORM, command: '', id: '' });
  let session: Session | undefined;

  const can: ChatAdapter['can'] = (actorId, right, chatId) =>
    askRight(plainApi, actorId, right, chatId, toApiSignal(AbortSignal.timeout(times.callTimeoutMs)));

  async function start(router: Router): Promise<string> {
    const patience = toApiSignal(AbortSignal.timeout(times.callTimeoutMs));
    const { me, webhookRemoved } = await logIn(plainApi, connection, patience);
    await registerCommands(plainApi, router.commands, patience).catch((error: unknown) => {
      throw toSafeFault(toStartFault(error, new URL(connection.apiRoot).host), connection.token);
    });

    const { retryPauseMs, conflictPauseMs, typingAfterMs, deliveryTimeoutMs } = times;
    const bot = new Bot(connection.token, { botInfo: me, client: toClientOptions(connection) });
    const polling = createPolling({ onFault: onOwnFault, retryPauseMs, conflictPauseMs });
    bot.api.config.use(polling.transformer, ...createSendingPace());

    const end = new AbortController();
    const underway = createUnderway();
    const commands = router.commands.filter(({ listed }) => listed).map(({ name }) => name);
    const self = { id: me.id, username: me.username, commands };
    const { signal } = end;
    const answer = createAnswering({
      api: bot.api,
      self,
      router,
      can,
      onFault,
      typingAfterMs,
      deliveryTimeoutMs,
      signal,
    });
    bot.use((context, next) => underway.track(context.update.update_id, next));
    bot.use(sequentialize(toLane));
    bot.use((context) => answer(context.update));
    bot.catch(onOwnFault);

    const fetch = { timeout: times.pollTimeoutS, allowed_updates: UPDATE_KINDS };
    // `silent`, because the runner prints errors as they are, the token in them included.
    const runner = run(bot, { runner: { fetch, silent: true } });
    runner.task()?.catch(onRunnerEnd);
    session = { runner, polling, underway, end };
    const webhook = webhookRemoved ? ' (its webhook was removed: messages are fetched now)' : '';
    return `Telegram: connected as @${me.username}${webhook}; in a group type /check@${me.username} <claim>`;
  }

  /** The runner ends by itself only where polling returned what no patience helps with, and that has been reported. */
  function onRunnerEnd(): void {}

  async function stop(): Promise<void> {
    if (!session) return;
    const { runner, polling, underway, end } = session;
    session = undefined;
    await orAfter(LAST_WORDS_MS, runner.stop()).catch(onRunnerEnd);
    await orAfter(times.stopGraceMs, underway.idle());
    const unfinished = underway.oldest();
    end.abort();
    await orAfter(LAST_WORDS_MS, underway.idle());
    // Telegram takes an update for delivered only when it is asked for the next one: without this word the last ones
    // would come again, and be answered twice; what was not finished shall come again.
    const offset = Math.min(unfinished ?? Number.POSITIVE_INFINITY, polling.nextOffset());
    if (offset === 0) return;
    await plainApi.raw
      .getUpdates({ offset, limit: 1, timeout: 0 }, toApiSignal(AbortSignal.timeout(LAST_WORDS_MS)))
      .catch(() => undefined);
  }

  return { platform: PLATFORM, start, stop, can };
}

/** A click does not wait behind the check that somebody else in the chat has asked for. */
function toLane({ update, chat }: Context): string | undefined {
  return chat && `${update.callback_query ? 'click' : 'message'}:${chat.id}`;
}

/** Waits for work, but no longer than a while. */
async function orAfter(ms: number, work: Promise<void>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([work, pause(ms, undefined, { signal: enough.signal }).catch(() => undefined)]);
  enough.abort();
}
