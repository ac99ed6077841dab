import { hash } from 'node:crypto';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';
import type { Sent } from './message-sender.ts';

/** Messages that can still be changed and followed. */
const KNOWN_ASKS = 5000;

/** The moment of an event about a message: its second, and of the same second the number of the update. */
export interface Moment {
  at: number;
  /** By itself it says nothing: after a week of silence Telegram goes on with any other number (Bot API, Update). */
  eventId: number;
}

interface Ask extends Moment {
  /** What it asked (`toDigest`), to tell a change from a mere new preview. */
  asked: string;
  /** Where its answer stands. */
  answer?: Sent;
}

/** What messages asked, so that one that is changed has its answer changed with it. Lost at a restart: then a change is a new question. */
export interface AskLog {
  get(key: string): Ask | undefined;
  /** @returns what was known before */
  note(key: string, moment: Moment, asked: string): Ask | undefined;
  answered(key: string, answer: Sent): void;
}

/** Words by which they are known again; nobody's words are kept. */
export function toDigest(words: string): string {
  return hash('sha256', words, 'base64');
}

/** Whether one came after the other. */
export function isLater(one: Moment, other: Moment): boolean {
  return one.at === other.at ? one.eventId > other.eventId : one.at > other.at;
}

/** @returns when a request was made */
export function toMoment({ id }: { id: string }, { at = 0 }: { at?: number }): Moment {
  return { at, eventId: Number(id) };
}

export function createAskLog(): AskLog {
  const asks = createBoundedMap<Ask>(KNOWN_ASKS);
  return {
    get: asks.get,
    note(key, moment, asked) {
      const before = asks.get(key);
      asks.set(key, { ...moment, asked, ...(before?.answer && { answer: before.answer }) });
      return before;
    },
    answered(key, answer) {
      const ask = asks.get(key);
      if (ask) ask.answer = answer;
    },
  };
}
