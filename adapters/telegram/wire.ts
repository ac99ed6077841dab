import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { PlatformRight } from '../../commands/command.ts';
import type { BotService } from '../../src/bot/chat-adapter.ts';
import { createQuickAnswers } from './answer-now.ts';
import { createAskLog } from './ask-log.ts';
import { createDeliverer, type Deliverer } from './deliver.ts';
import { createInline } from './inline.ts';
import { createMessageSender, toApiSignal } from './message-sender.ts';
import type { Self } from './message-text.ts';
import { createPinning } from './pinning.ts';
import { createPresenter } from './presenter.ts';
import { createPlaceholders, type Placeholders } from './progress.ts';
import { createReceiver, type Receiver } from './receive.ts';
import type { Asked } from './request.ts';
import { isMember } from './rights.ts';
import type { TelegramTimes } from './times.ts';

export interface TelegramPartsOptions {
  /** Tries again by itself; for answers at once. */
  api: Api;
  /** Does not; for what the bot service tries again. */
  briskApi: Api;
  /** Asks once, past every queue. */
  plainApi: Api;
  token: string;
  service: BotService;
  self: Self;
  can(actorId: string, right: PlatformRight, chatId: string): Promise<boolean>;
  onFault(error: unknown, asked: Asked | undefined, update: Update): void;
  times: TelegramTimes;
  signal: AbortSignal;
}

/** All that answers, joined. */
export interface TelegramParts {
  receiver: Receiver;
  deliverer: Deliverer;
  placeholders: Placeholders;
}

export function createTelegramParts(options: TelegramPartsOptions): TelegramParts {
  const { api, briskApi, plainApi, token, service, self, times, onFault, signal } = options;
  const { username, commands } = self;
  const onMoved = (from: number, to: number) => service.moveChat(String(from), String(to));
  const sender = createMessageSender(api, onMoved);
  const briskSender = createMessageSender(briskApi, onMoved);
  const presenter = createPresenter({ service, username, commands });
  const asks = createAskLog();
  const placeholders = createPlaceholders({
    api: plainApi,
    sender: briskSender,
    note: (job, placeholder) => service.notePlaceholder(job, placeholder),
    typingAfterMs: times.typingAfterMs,
    afterMs: times.placeholderAfterMs,
    progressEveryMs: times.progressEveryMs,
    signal,
  });
  const deliverer = createDeliverer({
    api: briskApi,
    token,
    username,
    sender: briskSender,
    presenter,
    placeholders,
    asks,
  });
  const can = ({ actorId, chat }: { actorId: string; chat: { id: string } }) => {
    return (right: PlatformRight) => options.can(actorId, right, chat.id);
  };
  const pinning = createPinning({ api, service, sender, presenter });
  const receiver = createReceiver({
    api,
    service,
    self,
    sender,
    presenter,
    placeholders,
    quick: createQuickAnswers({ api, service, sender, presenter, pinning, can }),
    inline: createInline({ api, service, presenter }),
    asks,
    can,
    isMember: (actorId, chatId) =>
      isMember(plainApi, actorId, chatId, toApiSignal(AbortSignal.timeout(times.callTimeoutMs))),
    onFault,
    retryPauseMs: times.retryPauseMs,
    patienceMs: times.patienceMs,
    signal,
  });
  return { receiver, deliverer, placeholders };
}
