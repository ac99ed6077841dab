import type { Message } from 'grammy/types';
import { withAutoEntities } from './auto-entities.ts';
import type { readWritten } from './messages.ts';
import type { UpdateQueue } from './update-queue.ts';
import { type PeerChat, type PeerUser, toReplied, type World } from './world.ts';

/** What the bot said as a guest. */
export type GuestAnswer = ReturnType<typeof readWritten> & { queryId: string };

interface SummonOptions {
  replyTo?: Message;
  content?: Readonly<Record<string, unknown>>;
}

/** What people ask where the bot is not. */
export interface Summoning {
  /**
   * Names the bot in a chat. Only a bot in guest mode hears of it (core.telegram.org/api/bots/guest-mode), with the message
   * replied to and no other. @returns the query's id
   */
  summon(user: PeerUser, place: PeerChat, text: string, options?: SummonOptions): string;
  guestAnswers: readonly GuestAnswer[];
  /** What a query is answered with, past or future. */
  waitForGuestAnswer(queryId: string): Promise<GuestAnswer>;
}

/** What the method of the API needs besides. */
export interface Guests extends Summoning {
  /** Queries that have not been answered yet: each is, once, as one answer posts one message (Bot API, answerGuestQuery; messages.setBotGuestChatResult). */
  open: Set<string>;
  answered(answer: GuestAnswer): void;
}

export function createGuests(world: World, updates: UpdateQueue): Guests {
  const open = new Set<string>();
  const answers: GuestAnswer[] = [];
  const find = (queryId: string) => answers.find((answer) => answer.queryId === queryId);
  return {
    open,
    guestAnswers: answers,
    summon(user, place, text, { replyTo, content } = {}) {
      const queryId = String(world.nextId());
      const message = {
        ...{ message_id: place.nextMessageId++, date: world.now(), chat: place.chat, from: user, text },
        ...{ entities: withAutoEntities(text, []), guest_query_id: queryId, ...content },
        ...(replyTo && { reply_to_message: toReplied(replyTo) }),
      };
      if (!world.guests) return queryId;
      open.add(queryId);
      updates.push({ guest_message: message as never });
      return queryId;
    },
    answered(answer) {
      answers.push(answer);
      world.events.emit('guest');
    },
    waitForGuestAnswer(queryId) {
      return new Promise((resolve) => {
        const look = () => {
          const answer = find(queryId);
          if (!answer) return;
          world.events.off('guest', look);
          resolve(answer);
        };
        world.events.on('guest', look);
        look();
      });
    },
  };
}
