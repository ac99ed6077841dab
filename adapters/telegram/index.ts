import { type RunnerHandle, run, sequentialize } from '@grammyjs/runner';
import { Bot, type Context } from 'grammy';
import type { PlatformRight } from '../../commands/command.ts';
import type { CommandRequest } from '../../commands/request.ts';
import type { BotService, ChatAdapter } from '../../src/bot/chat-adapter.ts';
import { createHolding, type Holding, type LeaseTimes } from '../../src/bot/hold-leases.ts';
import type { LeaseStore } from '../../src/bot/leases.ts';
import { defined } from '../../src/core/defined.ts';
import { orAfter } from '../../src/shared/async.ts';
import { isAwaited, toMessageLink } from './address.ts';
import { toSafeFault } from './errors.ts';
import { type Connection, createApi, logIn, toClientOptions, toUnheard } from './log-in.ts';
import { toApiSignal } from './message-sender.ts';
import { createPace, insist } from './pace.ts';
import { createFetchPicture } from './pictures.ts';
import { createPolling, type Polling, toUpdateKinds } from './polling.ts';
import { registerTexts } from './register.ts';
import { PLATFORM } from './request.ts';
import { askRight } from './rights.ts';
import { type TelegramTimes, TIMES } from './times.ts';
import { createUnderway, type Underway } from './underway.ts';
import { openWebhook, type Webhook, type WebhookSettings } from './webhook.ts';
import { createTelegramParts, type TelegramParts } from './wire.ts';

export { examineTelegram } from './examine.ts';

/** Where a fault occurred. */
interface FaultPlace {
  platform: string;
  /** Empty where no command was running. */
  command: string;
  /** The platform's id of the event; empty where there was none. */
  id: string;
}

export interface TelegramOptions {
  /** The token from BotFather. */
  token: string;
  /** Root of the Bot API; another one serves a self-hosted API server, and tests. */
  apiRoot?: string;
  /** Whether a mention in a group is a question. Needs privacy mode off. */
  mentions?: boolean;
  /** Whether `@name` asks in chats without the bot. Needs guest mode. */
  guests?: boolean;
  /** Absent: long polling. */
  webhook?: WebhookSettings;
  /** Called with faults; the error holds neither the token nor anybody's words. */
  onFault(error: Error, where: FaultPlace): void;
  /** Fetches pictures; the global one by default. */
  fetch?: typeof globalThis.fetch;
  times?: Partial<TelegramTimes>;
  /** `none`: other processes receive, and this one only delivers answers. */
  hears?: 'none';
  /** Lets one of several processes poll: the holder of the lease. Absent: there is only this process. */
  leases?: LeaseStore;
  leaseTimes?: LeaseTimes;
}

interface Session {
  stores: TelegramParts;
  underway: Underway;
  source: Polling;
  /** Set while messages are read. */
  runner?: RunnerHandle | undefined;
  /** The lease to read them, if several processes could. */
  holding?: Holding;
  webhook?: Webhook;
  end: AbortController;
}

/** Telegram by long polling or by webhook: updates of one chat in sequence, of different chats in parallel. */
export function createTelegramAdapter(options: TelegramOptions): ChatAdapter & Required<Pick<ChatAdapter, 'deliver'>> {
  const { token, mentions = false, guests = false, webhook, hears } = options;
  const times = { ...TIMES, ...options.times };
  const connection: Connection = { token, apiRoot: options.apiRoot ?? 'https://api.telegram.org' };
  const pace = createPace();
  const api = createApi(connection, pace.transformer);
  const onFault = (error: unknown, { command, id }: Pick<CommandRequest, 'command' | 'id'> = NOWHERE) =>
    options.onFault(toSafeFault(error, token), { platform: PLATFORM, command, id });
  let session: Session | undefined;

  const can = (actorId: string, right: PlatformRight, chatId: string, withinMs = times.callTimeoutMs) =>
    askRight(api, actorId, right, chatId, toApiSignal(AbortSignal.timeout(withinMs)));

  async function start(service: BotService): Promise<string> {
    const patience = toApiSignal(AbortSignal.timeout(times.callTimeoutMs));
    const kinds = toUpdateKinds(guests);
    const { me, webhookRemoved } = await logIn(api, connection, hears ?? (webhook && { ...webhook, kinds }), patience);
    const bot = new Bot(token, { botInfo: me, client: toClientOptions(connection) });
    const end = new AbortController();
    const underway = createUnderway();
    const commands = service.commands.filter(({ listed }) => listed).map(({ name }) => name);
    const seesAll = me.can_read_all_group_messages;
    const self = { id: me.id, username: me.username, commands, mentions, seesAll };
    const stores = createTelegramParts({
      api,
      insistentApi: bot.api,
      pace,
      token,
      service,
      self,
      guests,
      can,
      onFault,
      times,
      signal: end.signal,
    });
    const { receiver } = stores;
    const source = createPolling({
      ...times,
      take: receiver.take,
      removeWebhook: () => api.deleteWebhook({ drop_pending_updates: false }),
      onFault: (error) => onFault(error),
    });
    bot.api.config.use(pace.transformer, insist, source.transformer);
    bot.use((context, next) => underway.track(context.update.update_id, next));
    bot.use(sequentialize(toLane));
    bot.use(({ update }) => stores.guests?.answer(update) ?? receiver.handle(update));
    bot.catch((error) => onFault(error));

    const own: Session = { stores, underway, source, end };
    session = own;
    const read = () => {
      const fetch = { timeout: times.pollTimeoutS, allowed_updates: kinds };
      // `silent`, because the runner prints errors unchanged, with the token in them.
      own.runner = run(bot, { runner: { fetch, silent: true } });
      own.runner.task()?.catch(onRunnerEnd);
    };
    if (hears === 'none') return `Telegram: answering as @${me.username} what other processes receive`;
    if (webhook) {
      own.webhook = await openWebhook(webhook, async (update) => {
        await receiver.take([update]);
        void bot.handleUpdate(update).catch((error: unknown) => onFault(error));
      });
    } else if (options.leases) {
      own.holding = createHolding({
        ...{ leases: options.leases, name: 'telegram-polling', count: 1, gain: read, onFault },
        async lose() {
          await endReading(own, async () => undefined);
          own.runner = undefined;
        },
        ...defined({ times: options.leaseTimes }),
      });
      await own.holding.begin();
    } else read();
    // Registration runs in the background: the bot answers without its menu too.
    registerTexts(bot.api, service.commands, end.signal).catch((error: unknown) => {
      if (!end.signal.aborted) onFault(error);
    });
    return [
      `Telegram: connected as @${me.username}`,
      webhookRemoved ? ' (its webhook was removed; the bot now polls for messages)' : '',
      webhook ? ` (by webhook, on port ${own.webhook?.port})` : '',
      own.holding && !own.runner ? ' (another process reads its messages; if that one ends, this one takes over)' : '',
      `; in a group type /check@${me.username} <claim>`,
      ...toUnheard(me, { mentions, guests }).map((line) => `; ${line}`),
    ].join('');
  }

  /** The runner ends by itself only when polling returned an error that retrying cannot fix, which has been reported. */
  function onRunnerEnd(): void {}

  /** @param endWork called once nothing more arrives and running work had its grace period */
  async function endReading(
    { stores, underway, source, runner }: Session,
    endWork: () => Promise<void>,
  ): Promise<void> {
    if (runner) await orAfter(times.lastWordsMs, runner.stop() ?? Promise.resolve()).catch(onRunnerEnd);
    await orAfter(times.stopGraceMs, Promise.all([stores.receiver.flush(), underway.idle()]));
    const unfinished = underway.oldest();
    await endWork();
    // Telegram considers an update delivered only when the next one is requested: without this call the last ones would arrive again
    // and be answered twice. Unfinished updates should arrive again.
    const offset = runner ? Math.min(unfinished ?? Number.POSITIVE_INFINITY, source.nextOffset()) : 0;
    if (offset === 0) return;
    await api.raw
      .getUpdates({ offset, limit: 1, timeout: 0 }, toApiSignal(AbortSignal.timeout(times.lastWordsMs)))
      .catch(() => undefined);
  }

  async function stop(): Promise<void> {
    if (!session) return;
    const own = session;
    const { stores, underway, holding, webhook: hook, end } = own;
    session = undefined;
    if (hook) await orAfter(times.lastWordsMs, hook.close());
    const endWork = async () => {
      end.abort();
      stores.placeholders.clear();
      await orAfter(times.lastWordsMs, underway.idle());
    };
    await holding?.end();
    await endReading(own, endWork);
  }

  return {
    platform: PLATFORM,
    start,
    stop,
    // With a webhook nothing is polled, so it counts as connected.
    isConnected: () => (session?.source.isAnswered() ?? false) && (session?.holding?.isSure() ?? true),
    can: (actorId, right, chatId) => can(actorId, right, chatId),
    async deliver(job, reply, signal) {
      if (!session) throw new Error('Telegram is not started');
      return session.stores.deliverer.deliver(job, reply, signal);
    },
    begun(job) {
      const { refusal, request } = job;
      const isWhispered = request.chat.kind === 'group' && request.private === true;
      if (!refusal && !isWhispered && isAwaited(job)) session?.stores.placeholders.open(job);
    },
    progress: (job, line) => session?.stores.placeholders.progress(job, line),
    async update(posting, reply, signal) {
      return session ? session.stores.deliverer.update(posting, reply, signal) : 'later';
    },
    addressOf: ({ id }, messageId) => toMessageLink(id, messageId),
    fetchPicture: createFetchPicture(api, connection, options.fetch ?? fetch),
  };
}

/** The fault context of an error that belongs to no request. */
const NOWHERE = { command: '', id: '' };

/** A click does not wait behind a message in the same chat, nor a chat behind its guests. */
function toLane({ update, chat, from }: Context): string | undefined {
  if (update.guest_message) return `guest:${from?.id}`;
  return chat && `${update.callback_query ? 'click' : 'message'}:${chat.id}`;
}
