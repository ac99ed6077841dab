import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENGLISH_MARKS, toMarks } from '../../../src/core/card/marks.ts';
import { toCard } from '../../../src/core/card/to-card.ts';
import { toRowNotes } from '../../../src/core/card/verdict-card.ts';
import { toClaimKey } from '../../../src/core/language/canonical-form.ts';
import { splitSentences } from '../../../src/core/language/sentences.ts';
import { toNotCheckable } from '../../../src/core/reviews/adopt-review.ts';
import { toLocale } from '../../../src/core/text/locale.ts';
import {
  type Check,
  type Citation,
  DIFFERENCE_KINDS,
  type RelatedCheck,
  VERDICT_LABELS,
  type Verdict,
} from '../../../src/core/types.ts';
import { toCheck } from '../../contracts/samples.ts';

const en = toLocale('en');

function toCitation(rest: Partial<Citation> = {}, url = 'https://example.org/wall'): Citation {
  return {
    source: { url, title: 'The wall', publisher: 'Example', publishedAt: '2025-03-03' },
    statement: 'It cannot be seen.',
    quoteVerified: false,
    ...rest,
  };
}

const TAKEN = {
  reviewId: 'r1',
  publisher: 'Example Facts',
  textualRating: 'Wrong',
  url: 'https://facts.example/wall',
  reviewDate: '2025-04-26',
};

const VERDICT: Verdict = {
  label: 'false',
  confidence: 'medium',
  summary: 'It is too narrow. Nobody saw it. And there is more.',
  citations: [toCitation(), toCitation({ quote: 'The very words.', quoteVerified: true })],
  takenFrom: TAKEN,
};

const RELATED: RelatedCheck = {
  kind: 'review',
  id: 'r2',
  claim: 'The wall can be seen from Mars',
  label: 'false',
  textualRating: 'Nope',
  publisher: 'Example Facts',
  url: 'https://facts.example/mars',
  probability: 0.4,
  differences: [{ kind: 'place', asked: 'the Moon', prior: 'Mars' }],
};

const cardOf = (rest: Partial<Check> & { text?: string } = {}) =>
  toCard({ check: toCheck('7K3M9Q2A', { verdict: VERDICT, ...rest }) }, en);
const TOLD = { es: { claim: 'El muro', textualRating: 'Falso', summary: 'No se ve.' } };
const cardOfVerdict = (rest: Partial<Verdict>) => cardOf({ verdict: { ...VERDICT, ...rest } });

const TOLD_VERDICT = { ...VERDICT, takenFrom: { ...TAKEN, told: TOLD } };
const toClosest = () => ({
  claims: [
    { kind: 'review' as const, id: 'r1', claim: 'The wall', verdict: TOLD_VERDICT, probability: 0.8, others: [] },
  ],
  confirmable: true,
});

describe('what a review tells in the reader’s language', () => {
  const es = toLocale('es');

  it('stands on the card: claim, rating and why', () => {
    const check = toCheck('7K3M9Q2A', { verdict: TOLD_VERDICT, recognition: { grade: 'identical' } });
    const card = toCard({ check }, es);
    expect(card).toMatchObject({ claim: 'El muro', why: 'No se ve.' });
    expect(card.attribution).toContain('Falso');
    expect(toCard({ check }, toLocale('fr')).attribution).toContain('Wrong');
  });

  it('stands on the card that asks whether it is the same, and with a similar check', () => {
    const related = [{ ...RELATED, told: TOLD }];
    const check = toCheck('7K3M9Q2A', { verdict: { ...VERDICT, label: 'unverified' }, closest: toClosest(), related });
    const card = toCard({ check }, es);
    expect(card.closest).toMatchObject([{ claim: 'El muro', rating: expect.stringContaining('Falso') }]);
    expect(card.why).toBe('No se ve.');
    expect(card.related).toMatchObject([{ claim: 'El muro', reason: 'No se ve.' }]);
  });

  it('stands next to what was asked once somebody said that it is the same', () => {
    const check = toCheck('7K3M9Q2A', { verdict: { ...VERDICT, label: 'unverified' }, closest: toClosest() });
    expect(toCard({ check, word: 'same' }, es)).toMatchObject({ claim: 'El muro', label: 'false', why: 'No se ve.' });
  });
});

describe('a card of a researched claim', () => {
  const cite = (rest: Partial<Citation>): Citation => ({
    source: { url: 'https://example.org/a', title: 'A', publisher: 'Example' },
    statement: '',
    quote: 'The very words.',
    quoteVerified: true,
    ...rest,
  });

  it('says what each quote says of the claim, and which page is later than it', () => {
    const citations = [cite({ stance: 'refutes', later: true }), cite({ stance: 'context' })];
    expect(cardOf({ verdict: { ...VERDICT, citations } }).sources).toMatchObject([
      { stance: 'refutes the claim', note: 'published after the claim', quoted: true },
      { stance: 'gives context' },
    ]);
  });

  it('shows a document of the operator without a link, and nothing of other schemes', () => {
    const at = (url: string) => cite({ source: { url, title: 'A', publisher: 'Example' } });
    const citations = [at('document:papers/a.txt'), at('javascript:alert(1)'), at('https://example.org/b')];
    const { sources } = cardOf({ verdict: { ...VERDICT, citations } });
    expect(sources.map(({ number, url }) => [number, url])).toEqual([
      [1, undefined],
      [2, 'https://example.org/b'],
    ]);
  });

  it.each<[Partial<Check['verdict']>, string]>([
    [{ lean: 'false', reason: 'one-publisher' }, 'Unverified: one source says it is false'],
    [{ lean: 'true', reason: 'one-publisher' }, 'Unverified: one source says it is true'],
    [{ lean: 'true', reason: 'near-copies' }, 'Unverified: sources point to true'],
    [{ lean: 'false', reason: 'not-enough-evidence' }, 'Unverified: sources point to false'],
    [{ lean: 'true', reason: 'not-enough-evidence' }, 'Unverified: sources point to true'],
    [{ lean: 'part', reason: 'one-publisher' }, 'Unverified: only a part of it is confirmed'],
    [{ lean: 'disagree', reason: 'sources-disagree' }, 'Unverified: sources disagree'],
    [{ reason: 'not-enough-evidence' }, 'Unverified'],
  ])('says which way the evidence leans where nothing is decided: %j', (open, heading) => {
    const card = cardOf({ verdict: { ...VERDICT, label: 'unverified', ...open } });
    expect(card).toMatchObject({ heading, symbol: '❓', label: 'unverified' });
    expect(card.confidence).toBeUndefined();
  });

  it.each([
    [1, '1 more claim in this message was not checked: send it by itself.'],
    [2, '2 more claims in this message were not checked: send them one by one.'],
  ])('says that %i more claims were not checked', (unchecked, note) => {
    expect(toCard({ check: toCheck('x'), unchecked }, toLocale('en')).notes).toEqual([note]);
  });

  it('names what was out of reach, and why', () => {
    const failures: Check['failures'] = [
      { name: 'Brave', why: 'time-limit' },
      { name: 'Tavily', why: 'rate-limited' },
    ];
    expect(cardOf({ failures }).notes).toEqual(['Out of reach: Brave (took too long) and Tavily (asked us to wait).']);
    const lasting = [
      { name: 'Brave', why: 'key-refused' as const },
      { name: 'Tavily', why: 'quota-used' as const },
      { name: 'm-1', why: 'not-there' as const },
    ];
    expect(cardOf({ failures: lasting }).notes).toEqual([
      'Out of reach: Brave (refused the bot’s key), Tavily (has no quota left for the bot) and m-1 (is not there).',
    ]);
  });

  it('has the parts of the report that there are, the earlier verdicts, and by what it was judged', () => {
    const report = { analysis: 'So no.', missing: ['Who took a photograph?', 'When?'] };
    const card = cardOf({
      verdict: { ...VERDICT, report },
      history: [{ at: '2026-01-02T00:00:00.000Z', label: 'unverified', summary: '' }],
      judgedBy: { model: 'some-model', prompts: ['extract-1', 'judge-1'] },
    });
    expect(card.details).toEqual([
      { title: 'Analysis', text: 'So no.' },
      { title: 'What no source answered', text: 'Who took a photograph?\nWhen?' },
      { title: 'Earlier verdicts', text: '2 Jan 2026: Unverified' },
      {
        title: 'Judged by',
        text: 'some-model, with the prompts extract-1, judge-1; every quote was found on its page.',
      },
    ]);
  });
});

describe('the confidence of a card', () => {
  const judged: Check['verdict'] = { ...VERDICT, takenFrom: undefined } as never;
  const [first] = VERDICT.citations;
  const quoted = (publisher: string) => ({
    ...(first as Citation),
    source: { ...(first as Citation).source, publisher },
    quote: 'It is too narrow.',
    quoteVerified: true,
  });

  it.each([
    [[quoted('Example Post'), quoted('Example Facts')], 'Confidence: medium (2 publishers, all quotes found)'],
    [[quoted('Example Post'), quoted('Example Post')], 'Confidence: medium (one publisher, all quotes found)'],
    [[], 'Confidence: medium'],
  ])('has its reason', (citations, line) => {
    expect(cardOf({ verdict: { ...judged, citations } }).confidence).toBe(line);
  });
});

describe('a card whose verdict has changed', () => {
  it('says what it was, and until when', () => {
    const history: Check['history'] = [
      { at: '2025-01-02T00:00:00.000Z', label: 'unverified', summary: '' },
      { at: '2026-01-02T00:00:00.000Z', label: 'true', summary: '' },
    ];
    expect(cardOf({ history, checkedAt: '2026-11-03T10:00:00.000Z' }).notes).toEqual(['Was ✅ True until 3 Nov 2026.']);
    const closest = cardOf({ history, verdict: { ...VERDICT, label: 'unverified' }, closest: toClosest() });
    expect(toRowNotes(closest)).toEqual([en.t('card.exact')]);
  });
});

describe('the similar checks of a card', () => {
  it('are never the check itself, nor another one of the very claim', () => {
    const check = { ...toCheck('The wall is long'), claimKey: toClaimKey('The wall is long') };
    const of = (id: string, claim: string): RelatedCheck => ({ ...RELATED, kind: 'check', id, claim });
    const related = [of(check.id, 'Its old words'), of('OTHER', 'The WALL is long!'), of('OTHER', 'The wall is wide')];
    expect(toCard({ check: { ...check, related } }, toLocale('en')).related.map(({ claim }) => claim)).toEqual([
      'The wall is wide',
    ]);
  });
});

describe('a card', () => {
  it('says everything in plain texts', () => {
    expect(cardOf({ text: 'The wall can be seen from the Moon', related: [RELATED] } as Partial<Check>)).toEqual({
      checkId: '7K3M9Q2A',
      label: 'false',
      symbol: '❌',
      heading: 'False',
      attribution: 'Rated “Wrong” by Example Facts (facts.example), checked 26 Apr 2025',
      claim: 'The wall can be seen from the Moon',
      why: 'It is too narrow. Nobody saw it.',
      sources: [
        {
          number: 1,
          title: 'The wall',
          publisher: 'Example',
          date: '3 Mar 2025',
          url: 'https://example.org/wall',
          statement: 'It cannot be seen.',
          quoted: false,
          note: 'page not opened for this card',
        },
        {
          number: 2,
          title: 'The wall',
          publisher: 'Example',
          date: '3 Mar 2025',
          url: 'https://example.org/wall',
          statement: 'The very words.',
          quoted: true,
        },
      ],
      related: [
        {
          symbol: '❌',
          heading: 'False',
          claim: 'The wall can be seen from Mars',
          publisher: 'Example Facts',
          differs: 'differs in the place: “Mars”, not “the Moon”',
          url: 'https://facts.example/mars',
        },
      ],
      notes: [],
      details: [],
      asOf: 'As of 26 Apr 2025',
      confidence: 'Confidence: medium (one fact check, as published)',
      idLine: 'Check 7K3M9Q2A',
      titles: { claim: 'Claim', sources: 'Sources', related: 'Similar prior checks', asked: 'You asked' },
      direction: 'ltr',
      marks: ENGLISH_MARKS,
    });
  });

  it('is as of the check’s own day where no review’s date is known', () => {
    const { takenFrom: _taken, ...own } = VERDICT;
    expect(cardOf({ verdict: own })).toMatchObject({ asOf: 'As of 23 Nov 2026' });
    expect(cardOf({ verdict: own })).not.toHaveProperty('attribution');
  });

  it.each(VERDICT_LABELS)('tells %s apart by symbol and word, and is sure only of a verdict', (label) => {
    const card = cardOfVerdict({ label });
    expect([card.label, card.heading]).toEqual([label, en.t(`verdict.${label}`)]);
    expect(card.confidence === undefined).toBe(label === 'unverified' || label === 'not-checkable');
  });

  it('says a rating that was taken over once', () => {
    const page = toCitation({ statement: 'Wrong' });
    expect(cardOfVerdict({ citations: [page] }).sources).toMatchObject([{ title: 'The wall', statement: '' }]);
    const disagreeing = { label: 'unverified', reason: 'reviews-disagree', takenFrom: undefined } as const;
    expect(cardOfVerdict({ ...disagreeing, citations: [page] } as never).sources).toMatchObject([
      { statement: 'Wrong' },
    ]);
  });

  it('names a message that is but a link as one', () => {
    for (const reason of ['link-only', 'no-reader'] as const) {
      expect(cardOf({ text: '', verdict: toNotCheckable(reason) }).claim).toBe('(only a link)');
    }
    expect(cardOf({ text: '', verdict: toNotCheckable('no-words') }).claim).toBe('(nothing to read)');
  });

  it('does not call a claim what is none', () => {
    expect(cardOfVerdict({ label: 'not-checkable', reason: 'greeting' }).titles.claim).toBe('Message');
  });

  it('has seven symbols for seven labels', () => {
    expect(new Set(VERDICT_LABELS.map((label) => cardOfVerdict({ label }).symbol)).size).toBe(7);
  });

  it.each([
    ['a review without words of its own', { summary: '' }, "On this bot's scale, “Wrong” is “False”."],
    ['one whose rating is the label', { summary: '', takenFrom: { ...TAKEN, textualRating: 'FALSE' } }, ''],
    ['a long sentence, cut at a word', { summary: `${'word '.repeat(200)}end.` }, /^(?:word ){100,120}…$/],
    [
      'a reason',
      { reason: 'no-words', summary: '' } as const,
      'There are no words in this to check. Send the claim as text.',
    ],
  ])('gives as why, for %s', (_what, verdict, why) => {
    expect(cardOfVerdict(verdict).why).toEqual(typeof why === 'string' ? why : expect.stringMatching(why));
  });

  const NO_LINKS = ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org/x', 'no link', '//example.org', ' '];
  it.each(NO_LINKS)('has no link %j, and numbers the sources that are left', (url) => {
    const related = [{ ...RELATED, url }];
    const card = cardOf({ verdict: { ...VERDICT, citations: [toCitation({}, url), toCitation()] }, related });
    expect(card.sources.map((source) => [source.number, source.url])).toEqual([[1, 'https://example.org/wall']]);
    expect(card.related).toHaveLength(1);
    expect(card.related[0]).not.toHaveProperty('url');
  });

  it.each([
    ['en', ENGLISH_MARKS],
    ['fr', { ...ENGLISH_MARKS, quote: ['«\u00a0', '\u00a0»'], colon: '\u00a0: ', semicolon: '\u00a0; ' }],
    ['de', { ...ENGLISH_MARKS, quote: ['„', '“'] }],
    ['zh', { ...ENGLISH_MARKS, colon: '：', comma: '，', semicolon: '；' }],
    ['ar', { quote: ['«', '»'], colon: ': ', comma: '، ', semicolon: '؛ ', isolate: ['\u2068', '\u2069'] }],
  ])('has the marks of its language: %s', (tag, marks) => {
    expect(toMarks(toLocale(tag))).toEqual(marks);
  });

  it.each([
    ['number', '5', '7', 'differs in the number: “7”, not “5”'],
    ['date', '', '2019', 'differs in the date: it says “2019”'],
    ['person', 'Ann', '', 'differs in the person: it does not say “Ann”'],
  ] as const)('says that a similar check differs in the %s', (kind, asked, prior, differs) => {
    const related = [{ ...RELATED, differences: [{ kind, asked, prior }] }];
    expect(cardOf({ related }).related[0]?.differs).toBe(differs);
  });

  it('shows a similar check whose rating is not understood in its publisher’s words', () => {
    const { label: _label, ...unrated } = RELATED;
    expect(cardOf({ related: [unrated] }).related[0]).toMatchObject({ symbol: '❓', heading: 'Nope' });
  });
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.lorem({ mode: 'sentences', maxCount: 5 }),
  fc.constantFrom(
    '{publisher}',
    '{rating} {date}',
    '$& $1',
    '<b>',
    '__proto__',
    'javascript:alert(1)',
    '',
    'e.g. U.S. 3.5',
  ),
);
const url = fc.oneof(fc.webUrl(), text);
const day = fc.oneof(fc.constantFrom('2025-04-26', '2025-04-26T10:00:00.000Z'), text);
const optional = { requiredKeys: [] as [] };
const citation = fc
  .tuple(
    fc.record({ url, title: text, publisher: text }),
    fc.record({ publishedAt: day }, optional),
    text,
    text,
    fc.boolean(),
  )
  .map(([source, date, statement, quote, quoteVerified]): Citation => {
    return { source: { ...source, ...date }, statement, quoteVerified, ...(quoteVerified ? { quote } : {}) };
  });
const verdict = fc
  .tuple(
    fc.record({
      label: fc.constantFrom(...VERDICT_LABELS),
      confidence: fc.constantFrom('high', 'medium', 'low'),
      summary: text,
      citations: fc.array(citation, { maxLength: 8 }),
    }),
    fc.option(
      fc
        .tuple(
          fc.record({ reviewId: text, publisher: text, textualRating: text }),
          fc.record({ url, reviewDate: day }, optional),
        )
        .map(([must, may]) => ({ ...must, ...may })),
      { nil: undefined },
    ),
  )
  .map(([all, takenFrom]) => ({ ...all, ...(takenFrom ? { takenFrom } : {}) }) as Verdict);
const related = fc
  .tuple(
    fc.record({ id: text, claim: text, probability: fc.double() }),
    fc.record({ label: fc.constantFrom(...VERDICT_LABELS), textualRating: text, publisher: text, url }, optional),
    fc.array(fc.record({ kind: fc.constantFrom(...DIFFERENCE_KINDS), asked: text, prior: text }), { maxLength: 4 }),
  )
  .map(([must, may, differences]) => ({ kind: 'review', ...must, ...may, differences }) as RelatedCheck);
const check = fc
  .tuple(text, verdict, fc.array(related, { maxLength: 6 }), day)
  .map(([claim, decided, near, checkedAt]) =>
    toCheck('7K3M9Q2A', { text: claim, verdict: decided, related: near, checkedAt }),
  );

describe('any card', () => {
  it('has at most two sentences, five sources and three similar checks, numbers that run from 1, and only http(s) links', () => {
    fc.assert(
      fc.property(check, (any) => {
        const card = toCard({ check: any }, en);
        expect(splitSentences(card.why).length).toBeLessThanOrEqual(2);
        expect(card.why.length).toBeLessThanOrEqual(602);
        expect(card.sources.length).toBeLessThanOrEqual(5);
        expect(card.related.length).toBeLessThanOrEqual(3);
        expect(card.sources.map(({ number }) => number)).toEqual(card.sources.map((_, at) => at + 1));
        for (const link of [...card.sources, ...card.related].flatMap((one) => one.url ?? []))
          expect(link).toMatch(/^\s*https?:/i);
        for (const { quoted, note } of card.sources) expect(note === undefined).toBe(quoted);
        expect([card.claim, card.heading, card.symbol, card.asOf, card.idLine]).not.toContain('');
      }),
    );
  });

  it('is made the same twice, and leaves its check as it was', () => {
    fc.assert(
      fc.property(check, (any) => {
        const before = structuredClone(any);
        expect(toCard({ check: any }, en)).toEqual(toCard({ check: any }, en));
        expect(any).toEqual(before);
      }),
    );
  });
});
