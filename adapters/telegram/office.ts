import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { PlatformRight } from '../../commands/command.ts';
import type { House } from '../adapter.ts';
import { toApiSignal } from './api-signal.ts';
import { createAskLog } from './ask-log.ts';
import { type Courier, createCourier } from './courier.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { createInline } from './inline.ts';
import { createMessageSender } from './message-sender.ts';
import type { Self } from './message-text.ts';
import { createPinning } from './pinning.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import { createPresenter } from './presenter.ts';
import { createQuickAnswers } from './quick-answers.ts';
import type { Asked } from './request.ts';
import { isMember } from './rights.ts';
import type { TelegramTimes } from './times.ts';

export interface TelegramOfficeOptions {
  /** Tries again by itself; for answers at once. */
  api: Api;
  /** Does not; for what the house tries again. */
  briskApi: Api;
  /** Asks once, past every queue. */
  plainApi: Api;
  token: string;
  house: House;
  self: Self;
  can(actorId: string, right: PlatformRight, chatId: string): Promise<boolean>;
  onFault(error: unknown, asked: Asked | undefined, update: Update): void;
  times: TelegramTimes;
  signal: AbortSignal;
}

/** All that answers, joined. */
export interface TelegramOffice {
  inbox: Inbox;
  courier: Courier;
  placeholders: Placeholders;
}

export function createOffice(options: TelegramOfficeOptions): TelegramOffice {
  const { api, briskApi, plainApi, token, house, self, times, onFault, signal } = options;
  const { username, commands } = self;
  const onMoved = (from: number, to: number) => house.moveChat(String(from), String(to));
  const sender = createMessageSender(api, onMoved);
  const briskSender = createMessageSender(briskApi, onMoved);
  const presenter = createPresenter({ house, username, commands });
  const asks = createAskLog();
  const placeholders = createPlaceholders({
    api: plainApi,
    sender: briskSender,
    note: (job, placeholder) => house.notePlaceholder(job, placeholder),
    typingAfterMs: times.typingAfterMs,
    afterMs: times.placeholderAfterMs,
    progressEveryMs: times.progressEveryMs,
    signal,
  });
  const courier = createCourier({
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
  const pinning = createPinning({ api, house, sender, presenter });
  const inbox = createInbox({
    api,
    house,
    self,
    sender,
    presenter,
    placeholders,
    quick: createQuickAnswers({ api, house, sender, presenter, pinning, can }),
    inline: createInline({ api, house, presenter }),
    asks,
    can,
    isMember: (actorId, chatId) =>
      isMember(plainApi, actorId, chatId, toApiSignal(AbortSignal.timeout(times.callTimeoutMs))),
    onFault,
    retryPauseMs: times.retryPauseMs,
    patienceMs: times.patienceMs,
    signal,
  });
  return { inbox, courier, placeholders };
}
