import { expect } from 'vitest';
import type { Bot } from '../e2e/start-process.ts';

/** So many words of what somebody wrote are no accident. */
const TELLING_WORDS = 3;

/** What no log may hold: what people write, who they are, where they are, and what is secret. */
export interface Privates {
  /** A name, an id or a token. */
  note(...values: readonly (string | number)[]): void;
  /** What somebody wrote; no three words of it may stand there in a row. */
  noteText(text: string): void;
  /** Holds the whole log of some bots, which have ended, against it. */
  expectSilence(bots: readonly Pick<Bot, 'printed'>[]): void;
}

/** Collects it while a world goes on. */
export function createPrivates(): Privates {
  const wanted = new Set<string>();
  return {
    note(...values) {
      for (const value of values) wanted.add(String(value).toLowerCase());
    },
    noteText(text) {
      const words = text.toLowerCase().split(/\s+/);
      for (let at = 0; at + TELLING_WORDS <= words.length; at += 1)
        wanted.add(words.slice(at, at + TELLING_WORDS).join(' '));
    },
    expectSilence(bots) {
      const lines = bots.flatMap((bot) => bot.printed().toLowerCase().split('\n'));
      expect([...wanted].filter((value) => lines.some((line) => line.includes(value)))).toEqual([]);
    },
  };
}
