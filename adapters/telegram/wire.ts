import type { Api } from 'grammy';
import type { PlatformRight } from '../../commands/command.ts';
import type { CommandRequest } from '../../commands/request.ts';
import type { BotService } from '../../src/bot/chat-adapter.ts';
import { defined } from '../../src/core/defined.ts';
import { createQuickAnswers } from './answer-now.ts';
import { createAskLog } from './ask-log.ts';
import { createDeliverer, type Deliverer } from './deliver.ts';
import { createGuests, type Guests } from './guest.ts';
import { createInline } from './inline.ts';
import { createMessageSender, toApiSignal } from './message-sender.ts';
import type { Self } from './message-text.ts';
import type { Pace } from './pace.ts';
import { createPinning } from './pinning.ts';
import { createPresenter } from './presenter.ts';
import { createPlaceholders, type Placeholders } from './progress.ts';
import { createReceiver, type Receiver } from './receive.ts';
import { isMember } from './rights.ts';
import type { TelegramTimes } from './times.ts';

export interface TelegramPartsOptions {
  /** A client that retries only rate limits: for jobs, which the bot service retries itself, and for questions with a short timeout. */
  api: Api;
  /** A client that also retries while Telegram fails: for immediate answers. */
  insistentApi: Api;
  pace: Pace;
  token: string;
  service: BotService;
  self: Self;
  /** Whether questions in guest chats are answered. */
  guests: boolean;
  can(actorId: string, right: PlatformRight, chatId: string, withinMs?: number): Promise<boolean>;
  onFault(error: unknown, request?: CommandRequest): void;
  times: TelegramTimes;
  signal: AbortSignal;
}

/** The connected parts of the adapter. */
export interface TelegramParts {
  receiver: Receiver;
  deliverer: Deliverer;
  placeholders: Placeholders;
  guests?: Guests;
}

export function createTelegramParts(options: TelegramPartsOptions): TelegramParts {
  const { api, insistentApi, pace, token, service, self, times, onFault, signal } = options;
  const { username, commands } = self;
  const onMoved = (from: number, to: number) => service.moveChat(String(from), String(to));
  const sender = createMessageSender(api, onMoved);
  const insistent = createMessageSender(insistentApi, onMoved);
  const presenter = createPresenter({ service, username, commands });
  const asks = createAskLog();
  const placeholders = createPlaceholders({
    api,
    sender,
    hasRoom: pace.hasRoom,
    note: (job, placeholder) => service.notePlaceholder(job, placeholder),
    typingAfterMs: times.typingAfterMs,
    afterMs: times.placeholderAfterMs,
    progressEveryMs: times.progressEveryMs,
    signal,
  });
  const deliverer = createDeliverer({
    api,
    token,
    username,
    sender,
    presenter,
    placeholders,
    asks,
  });
  const can =
    (withinMs?: number) =>
    ({ actorId, chat }: { actorId: string; chat: { id: string } }) =>
    (right: PlatformRight) =>
      options.can(actorId, right, chat.id, withinMs);
  const pinning = createPinning({ api: insistentApi, service, sender: insistent, presenter });
  const receiver = createReceiver({
    api: insistentApi,
    service,
    self,
    sender: insistent,
    presenter,
    quick: createQuickAnswers({ api: insistentApi, service, sender: insistent, presenter, pinning, can: can() }),
    inline: createInline({ api: insistentApi, service, presenter }),
    asks,
    can: can(times.takeTimeoutMs),
    isMember: (actorId, chatId) =>
      isMember(api, actorId, chatId, toApiSignal(AbortSignal.timeout(times.takeTimeoutMs))),
    onFault,
    albumPauseMs: times.albumPauseMs,
    retryPauseMs: times.retryPauseMs,
    patienceMs: times.patienceMs,
    signal,
  });
  const { patienceMs } = times;
  const guests = options.guests
    ? createGuests({ api: insistentApi, service, self, presenter, onFault, patienceMs, signal })
    : undefined;
  return { receiver, deliverer, placeholders, ...defined({ guests }) };
}
