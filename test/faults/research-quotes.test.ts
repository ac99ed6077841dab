import { describe, expect, it } from 'vitest';
import { toCard } from '../../src/core/card/to-card.ts';
import { createChecker } from '../../src/core/checker.ts';
import { JUDGE_ANSWER, JUDGE_LABELS, type JudgeAnswer } from '../../src/core/judge/answer.ts';
import { createMatcher } from '../../src/core/match/matcher.ts';
import { createMatchingModel } from '../../src/core/match/model.ts';
import weights from '../../src/core/match/weights.json' with { type: 'json' };
import type { LanguageModel } from '../../src/core/ports.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { STANCES } from '../../src/core/types.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { toPublisherKey } from '../../src/providers/text/web-url.ts';
import { NEVER, NOON } from '../core/checker-fixture.ts';
import { GROUP } from '../core/research-fixture.ts';
import { WORLD_PAGES } from '../peers/world/pages.ts';
import { toExamination, toRatings, toStandInAnswer } from '../peers/world/stand-in.ts';
import { BRIDGE } from './research-faults-fixture.ts';

const ANSWERS = 1_000;
/** Stands in no page and no claim: wherever it comes out, something made up came through. */
const CANARY = 'zorblatt';

const PAGES = WORLD_PAGES.map(({ host, path, title, date, paragraphs }) => ({
  ...{ url: `https://${host}${path}`, title, publisher: host, publishedAt: date, text: paragraphs.join('\n\n') },
}));
const SENTENCES = PAGES.flatMap(({ text }) => text.split(/\n\n|(?<=[.!?]) /));

/** Mulberry32: the same answers in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = createRandom(20_261_124);
const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const sentence = () => pick(SENTENCES);

/** How a model gets a quote wrong; each gives what no page has. */
const WRONG: Record<string, () => string> = {
  invented: () => `The Oberwald bridge opened to traffic in May 2024, the ${CANARY} ministry said.`,
  'invented about another thing': () => `Some ${CANARY} experts have confirmed all of it.`,
  'another number': () =>
    sentence()
      .replace(/\d+/, (digits) => String(Number(digits) + 1))
      .concat(' '),
  'a word more': () => sentence().replace(' ', ` ${CANARY} `),
  'a word less': () => sentence().replace(/ \S+ /, ' '),
  'a denial more': () =>
    sentence()
      .replace(/ (?:was|is|opened) /, (verb) => `${verb}not `)
      .concat(` ${CANARY}`),
  'a denial less': () => `${sentence().replace(/ (?:not|never|no) /, ' ')} ${CANARY}`,
  'other case': () => sentence().toUpperCase(),
  'another end': () => sentence().replace(/.$/, ` and ${CANARY}.`),
  'two pages in one': () =>
    `${sentence().split(' ').slice(0, 6).join(' ')} ${sentence().split(' ').slice(-6).join(' ')} ${CANARY}`,
  'the wrong way round': () => sentence().split(' ').toReversed().join(' '),
  'cut to a few words': () => sentence().split(' ').slice(0, 3).join(' '),
  'joined with dots': () =>
    `${sentence().split(' ').slice(0, 5).join(' ')} … ${sentence().split(' ').slice(-4).join(' ')}`,
  empty: () => '',
  blank: () => pick([' ', '\n\n', '\u200b', '…', '""', '.', '\u0000']),
  'the claim itself': () => `${BRIDGE} ${CANARY}`,
  'very long': () => `${sentence()} `.repeat(40) + CANARY,
  'with markup': () => `<b>${sentence()}</b> ${CANARY}`,
};
const KINDS = Object.keys(WRONG);

/** @param passages what the model was shown, by number */
function toAnswer(passages: readonly { number: number; text: string }[], user: string): JudgeAnswer {
  // One in three begins with what is right, so that what is wrong stands beside it.
  const base = random() < 0.35 ? JUDGE_ANSWER.parse(toStandInAnswer({ name: 'verdict', user })) : undefined;
  const citations = Array.from({ length: Math.floor(random() * 6) }, () => {
    const { number, text } = pick(passages);
    // One in three is a right one, of this passage or of another.
    const right = random() < 0.5 ? pick(text.split(/\n+|(?<=[.!?]) /)) : sentence();
    const quote = random() < 0.35 ? right : (WRONG[pick(KINDS)]?.() ?? '');
    const stray = random() < 0.1 ? pick([0, -3, 99, number + 1]) : number;
    return { passage: stray, quote, stance: pick(STANCES) };
  });
  const say = () =>
    Array.from({ length: Math.floor(random() * 3) }, () => ({
      text: random() < 0.5 ? sentence() : `All of it is settled, as ${CANARY} says.`,
      citations: Array.from({ length: Math.floor(random() * 3) }, () => Math.floor(random() * 9) - 1),
    }));
  return {
    questions: [{ question: `Who is ${CANARY}?`, passages: [] }],
    citations: [...(base?.citations ?? []), ...citations],
    ratings: JUDGE_ANSWER.shape.ratings.parse(
      pick([base?.ratings ?? toRatings(pick(JUDGE_LABELS)), toRatings(pick(JUDGE_LABELS))]),
    ),
    ...{ summary: say(), analysis: say() },
    agesInDays: pick([null, 0, -5, 30, 1e9]),
  };
}

/** A reader who is careless about quotes, and finds said what a quote says word for word. */
function toHonest(user: string) {
  const { quotes, sentences } = toExamination(user, () => random() < 0.3);
  const lines = Array.from(user.matchAll(/^(\d+)\. (.*) \[quotes /gm));
  const isSaid = (n: number) => {
    const text = lines.find(([, number]) => Number(number) === n)?.[2] ?? CANARY;
    return user.includes(`“${text}”`);
  };
  return { quotes, sentences: sentences.map(({ n }) => ({ n, said: isSaid(n) })) };
}

/** The real core over a store in memory; the pages come with the search, and the model is a function. */
function openCore(model: LanguageModel) {
  const { checks, priors, confirmations, close } = openStore({ file: ':memory:' });
  const prompt = { text: 'as it is', version: 'test' };
  let made = 0;
  const checker = createChecker({
    ...{ checks, priors, confirmations },
    matcher: createMatcher({ priors, model: createMatchingModel(weights) }),
    surroundings: { now: () => NOON, newId: () => `Q${String(++made).padStart(7, '0')}` },
    research: {
      searchers: [{ name: 'Pages', search: async () => PAGES.map((page) => ({ ...page, page })) }],
      lookups: [],
      judge: { model, extract: prompt, judge: prompt, examine: { model, prompt } },
      primarySources: [],
      toPublisherKey,
    },
  });
  return { checker, close };
}

describe(`of ${ANSWERS} answers with invented, altered, mixed-up and empty quotes`, () => {
  it('no quote reaches a card that its page does not have, and no firm label without the quotes it needs', {
    timeout: 60_000,
  }, async () => {
    const model: LanguageModel = {
      name: 'generated',
      async ask({ name, user, schema }) {
        const passages = Array.from(user.matchAll(/<<<PASSAGE (\d+)>>>\n[\s\S]*?\n\n([\s\S]*?)\n<<<END PASSAGE/g)).map(
          ([, number, text = '']) => ({ number: Number(number), text }),
        );
        const value =
          name === 'claims'
            ? toStandInAnswer({ name, user })
            : name === 'verdict'
              ? toAnswer(passages, user)
              : toHonest(user);
        return { value: schema.parse(value), usage: { inputTokens: 1, outputTokens: 1 } };
      },
    };
    const { checker, close } = openCore(model);
    const seen = { firm: 0, unverified: 0, quotes: 0 };
    const wrong: unknown[] = [];
    for (let round = 0; round < ANSWERS; round += 1) {
      const [{ check } = {}] = await checker.check(BRIDGE, GROUP, NEVER, { again: true });
      if (!check) throw new Error('no check');
      const { verdict } = check;
      const isFirm = verdict.label !== 'unverified';
      seen[isFirm ? 'firm' : 'unverified'] += 1;
      const card = toCard({ check }, toLocale('en'));
      if (JSON.stringify([card, verdict]).toLowerCase().includes(CANARY)) wrong.push(['made up', card]);
      for (const source of card.sources) {
        seen.quotes += 1;
        const page = PAGES.find(({ url }) => url === source.url);
        const whole = page?.text.split(/\n\n|(?<=[.!?]) /) ?? [];
        if (!source.quoted || !whole.includes(source.statement)) wrong.push(['no sentence of its page', source]);
      }
      const carriers = (stance: string) =>
        new Set(verdict.citations.filter((one) => one.stance === stance).map(({ source }) => source.publisher)).size;
      const [supports, refutes, context] = STANCES.map(carriers) as [number, number, number];
      const isCarried = {
        true: supports >= 2,
        'mostly-true': supports >= 2,
        'partially-true': supports >= 1 && refutes + context >= 1,
        misleading: supports >= 1 && refutes + context >= 1,
        false: refutes >= 2,
      };
      if (isFirm && !isCarried[verdict.label as keyof typeof isCarried]) wrong.push(['not carried', verdict]);
    }
    close();
    expect(wrong).toEqual([]);
    // The answers are not all refused: what is right in them does come through.
    expect(seen.firm).toBeGreaterThan(5);
    expect(seen.quotes).toBeGreaterThan(200);
    expect(seen.unverified).toBeGreaterThan(ANSWERS / 2);
  });
});
