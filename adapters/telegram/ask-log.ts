import { hash } from 'node:crypto';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';
import type { Sent } from './message-sender.ts';

/** How many messages stay editable: a later change of theirs updates the answer. */
const KNOWN_ASKS = 5000;

/** When an event about a message happened: its second and, within the same second, the update's number. */
export interface Moment {
  at: number;
  /** Meaningless alone: after a week of silence Telegram continues with a random number (Bot API, Update). */
  eventId: number;
}

interface Ask extends Moment {
  /** The digest of its question (`toDigest`), which tells a change from a mere new preview. */
  asked: string;
  /** The message with its answer. */
  answer?: Sent;
}

/** What messages asked, so that editing one updates its answer. Lost at a restart: then a change is a new question. */
export interface AskLog {
  get(key: string): Ask | undefined;
  /** @returns the previous entry */
  note(key: string, moment: Moment, asked: string): Ask | undefined;
  answered(key: string, answer: Sent): void;
}

/** Identifies a text without storing it. */
export function toDigest(words: string): string {
  return hash('sha256', words, 'base64');
}

/** Whether `one` happened after `other`. */
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
