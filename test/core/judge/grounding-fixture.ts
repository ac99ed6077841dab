import type { Passage } from '../../../src/core/evidence/passages.ts';
import type { JudgeAnswer } from '../../../src/core/judge/ground.ts';
import { type Grounded, groundAnswer } from '../../../src/core/judge/ground.ts';
import type { Stance } from '../../../src/core/types.ts';

export const WALL = { text: 'The Great Wall of China can be seen from the Moon.', language: 'en' };
export const NOW = new Date('2026-03-01T12:00:00.000Z');

/** A page on a host of its own, all of it one passage. */
export function toPassage(
  number: number,
  text: string,
  extra: Partial<Passage['page']> & { later?: boolean } = {},
): Passage {
  const { later = false, ...page } = extra;
  const host = `site${number}.example`;
  return {
    number,
    page: { url: `https://${host}/a`, title: 'A page', publisher: host, text, language: 'en', ...page },
    text,
    start: 0,
    publisherKey: page.url === undefined ? host : new URL(page.url).hostname,
    later,
  };
}

export function toAnswer(
  label: JudgeAnswer['label'],
  citations: readonly (readonly [passage: number, quote: string, stance: Stance])[],
  extra: Partial<JudgeAnswer> = {},
): JudgeAnswer {
  return {
    label,
    citations: citations.map(([passage, quote, stance]) => ({ passage, quote, stance })),
    summary: [],
    known: [],
    analysis: [],
    conclusion: [],
    wouldChange: '',
    agesInDays: null,
    ...extra,
  };
}

export function ground(
  answer: JudgeAnswer,
  passages: readonly Passage[],
  claim = WALL,
  primarySources: readonly string[] = [],
): Grounded {
  return groundAnswer(answer, { claim, passages, primarySources, now: NOW });
}
