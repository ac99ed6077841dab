import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Right } from '../../commands/command.ts';
import type { Router } from '../../commands/router.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { toApiSignal } from './api-signal.ts';
import { createDeliver } from './deliver.ts';
import { type Asked, PLATFORM, type Self, toAsked } from './request.ts';
import { showTyping } from './typing.ts';

/** Where a fault came up. */
export interface FaultPlace {
  platform: string;
  /** Empty where no command was running. */
  command: string;
  /** The platform's id of the event; empty where there was none. */
  id: string;
}

export interface AnsweringOptions {
  api: Api;
  self: Self;
  router: Router;
  can(actorId: string, right: Right, chatId: string): Promise<boolean>;
  onFault(error: unknown, where: FaultPlace): void;
  typingAfterMs: number;
  /** How long Telegram is tried with an answer, pauses it asks for included. */
  deliveryTimeoutMs: number;
  /** Ends everything that is running. */
  signal: AbortSignal;
}

/** Answers one update, from what it asks to what stands in the chat. Never rejects. */
export type AnswerUpdate = (update: Update) => Promise<void>;

export function createAnswering(options: AnsweringOptions): AnswerUpdate {
  const { api, self, router, can, onFault, typingAfterMs, deliveryTimeoutMs, signal } = options;
  const deliver = createDeliver({ api, botUsername: self.username, commands: self.commands });

  async function answer(asked: Asked): Promise<void> {
    const { request } = asked;
    const locale = toLocale(request?.locale);
    const handle = async () =>
      request && router.handle(request, (right) => can(request.actorId, right, request.chat.id), signal);
    const toDeliver = () => toApiSignal(AbortSignal.any([signal, AbortSignal.timeout(deliveryTimeoutMs)]));
    if (asked.kind === 'click') {
      const reply = await handle();
      await deliver.toClick(reply, asked, locale, toDeliver());
      return;
    }
    const stopTyping = showTyping(api, asked, typingAfterMs, toApiSignal(signal));
    const reply = await handle().finally(stopTyping);
    if (reply) await deliver.toMessage(reply, asked, locale, toDeliver());
  }

  return async (update) => {
    if (signal.aborted) return;
    const asked = toAsked(update, self);
    if (!asked) return;
    try {
      await answer(asked);
    } catch (error) {
      if (signal.aborted) return;
      onFault(error, { platform: PLATFORM, command: asked.request?.command ?? '', id: String(update.update_id) });
    }
  };
}
