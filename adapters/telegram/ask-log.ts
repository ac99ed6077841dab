import { hash } from 'node:crypto';
import { createBoundedMap } from '../../src/shared/values.ts';
import type { Sent } from './message-sender.ts';

/** Messages that can still be changed and followed. */
const KNOWN_ASKS = 5000;

interface Ask {
  /** The platform's number of the last event about the message. */
  eventId: number;
  /** What it asked (`toDigest`), to tell a change from a mere new preview. */
  asked: string;
  /** Where its answer stands. */
  answer?: Sent;
}

/** What messages asked, so that one that is changed has its answer changed with it. Lost at a restart: then a change is a new question. */
export interface AskLog {
  get(key: string): Ask | undefined;
  /** @returns what was known before */
  note(key: string, eventId: number, asked: string): Ask | undefined;
  answered(key: string, answer: Sent): void;
}

/** Words by which they are known again; nobody's words are kept. */
export function toDigest(words: string): string {
  return hash('sha256', words, 'base64');
}

export function createAskLog(): AskLog {
  const asks = createBoundedMap<Ask>(KNOWN_ASKS);
  return {
    get: asks.get,
    note(key, eventId, asked) {
      const before = asks.get(key);
      asks.set(key, { eventId, asked, ...(before?.answer && { answer: before.answer }) });
      return before;
    },
    answered(key, answer) {
      const ask = asks.get(key);
      if (ask) ask.answer = answer;
    },
  };
}
