import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCard } from '../../../adapters/terminal/render.ts';
import { toCard } from '../../../src/core/card/to-card.ts';
import { cutPassages } from '../../../src/core/evidence/cut.ts';
import { createPassagePicker, isAfterDay, PASSAGE_LIMITS } from '../../../src/core/evidence/passages.ts';
import { toTokenCount } from '../../../src/core/prompting/token-count.ts';
import { toUnverified } from '../../../src/core/reviews/adopt-review.ts';
import { LOCALE_TAGS, toLocale } from '../../../src/core/text/locale.ts';
import { type Page, VERDICT_LABELS } from '../../../src/core/types.ts';
import { toCheck } from '../../contracts/samples.ts';
import { anyText } from '../any-text.ts';

const FILLER =
  'The town hall was painted last spring, and the market moves to the river bank for the summer. A brass band plays there on Sundays.';

function toPage(url: string, text: string, more: Partial<Page> = {}): Page {
  return { url, title: 'A page', publisher: 'Somebody', text, ...more };
}

function pick(
  claim: { text: string; questions?: string[]; language?: string; claimDate?: string },
  pages: Page[],
  limits = PASSAGE_LIMITS,
) {
  const picker = createPassagePicker({ questions: [], language: 'en', ...claim }, (url) => new URL(url).hostname);
  for (const [rank, page] of pages.entries()) picker.add(page, rank);
  return picker.pick(limits);
}

/** Different sentences, so that none is taken for a copy. */
function toStory(subject: string, sentences: number): string {
  const own = Array.from(subject).reduce((sum, character) => sum + character.charCodeAt(0), 0);
  return Array.from({ length: sentences }, (_, at) => {
    const number = own * (at + 3);
    return `${subject} was seen at hour ${number} from ${number + 1} farms and ${number + 2} boats, farmer ${number + 3} said.`;
  }).join(' ');
}

describe('cutPassages', () => {
  it('cuts any text into pieces of it, in order, that leave out nothing but space', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 30 }), fc.constantFrom('', ' ', '\n\n', '. '), (texts, gap) => {
        const text = texts.join(gap).repeat(3);
        let end = 0;
        for (const span of cutPassages(text)) {
          expect(text.slice(end, span.start).trim()).toBe('');
          expect(text.slice(span.start, span.end).trim()).toBe(text.slice(span.start, span.end));
          expect(span.end - span.start).toBeGreaterThan(0);
          expect(span.end - span.start).toBeLessThanOrEqual(1_100);
          end = span.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });

  it('ends a passage at a sentence of a long paragraph, and not behind “Dr.”', () => {
    const text = 'It was said by Dr. Rossi that the well is dry. '.repeat(80).trim();
    for (const { start, end } of cutPassages(text)) expect(text.slice(start, end)).toMatch(/^It was .* dry\.$/s);
  });

  it('cuts no character in two', () => {
    const text = `a${'😀'.repeat(2_000)}`;
    for (const { start, end } of cutPassages(text)) expect(text.slice(start, end).isWellFormed()).toBe(true);
  });

  it('keeps a heading with the paragraph below it', () => {
    const text = `What we found\n\n${FILLER.repeat(6)}\n\nNext`;
    expect(text.slice(0, cutPassages(text)[0]?.end)).toContain('What we found\n\nThe town hall');
  });
});

describe('the passages of a claim', () => {
  it('begin with the one that has the claim, verbatim and where it stands', () => {
    const told = 'The bridge of Arnstadt was closed in 2019 after 14 cables broke.';
    const page = toPage('https://a.org/1', `${FILLER.repeat(8)}\n\n${told} ${FILLER}\n\n${FILLER.repeat(8)}`);
    const [best] = pick({ text: 'The Arnstadt bridge closed in 2019' }, [page]);
    expect(best?.text).toContain(told);
    expect(best?.number).toBe(1);
    expect(page.text.slice(best?.start, (best?.start ?? 0) + (best?.text.length ?? 0))).toBe(best?.text);
  });

  it.each([
    [
      'United States for US',
      'The US left the treaty',
      'Officials say the United States left the treaty on Monday.',
      'en',
    ],
    [
      'another form of a word',
      'Vaccines cause autism',
      'No study found that a vaccine caused autism in anybody.',
      'en',
    ],
    ['accents left out', 'Nicolas Séjour a démissionné', 'Hier, Nicolas Sejour a demissionne de son poste.', 'fr'],
    ['Chinese', '疫苗会导致自闭症', '多项研究表明，疫苗不会导致自闭症。', 'zh'],
    ['Thai', 'วัคซีนทำให้เกิดออทิสติก', 'งานวิจัยพบว่าวัคซีนไม่ได้ทำให้เกิดออทิสติก', 'th'],
    [
      'another way to write a number',
      'The dam cost 1500000 francs',
      'It is known that the dam cost 1,500,000 francs.',
      'en',
    ],
  ])('are found by %s', (_, text, told, language) => {
    const pages = [toPage('https://a.org/1', FILLER.repeat(6)), toPage('https://b.org/2', told, { language })];
    expect(pick({ text, language }, pages)[0]?.text).toBe(told);
  });

  it('rank the number and the name before words that any page has', () => {
    const vague = toPage(
      'https://a.org/1',
      'The government said that the rise of prices was seen by people in the country.',
    );
    const exact = toPage('https://b.org/2', 'In Moldova 4,312 schools stood empty.');
    const [best] = pick({ text: 'People say that 4,312 schools in Moldova closed' }, [vague, exact]);
    expect(best?.page.url).toBe('https://b.org/2');
  });

  it('have no page that shares no word with the claim, but the opening of one in another language', () => {
    const pages = [
      toPage('https://a.org/1', FILLER),
      toPage('https://b.org/2', 'Die Brücke blieb offen.', { language: 'de-AT' }),
    ];
    expect(pick({ text: 'Arnstadt closed everything' }, pages).map(({ page }) => page.url)).toEqual([
      'https://b.org/2',
    ]);
  });

  it('count the copies of an agency’s text once, for who published it first', () => {
    const agency = toStory('Comet', 14);
    const pages = [
      toPage('https://late.org/1', `By our staff. ${agency}`, { publishedAt: '2024-03-02' }),
      toPage('https://first.org/1', agency, { publishedAt: '2024-03-01T23:00:00.000Z' }),
      toPage(
        'https://undated.org/1',
        `Reports from abroad reach us late this week, and we print them. ${agency} More soon.`,
      ),
    ];
    const urls = pick({ text: 'Comet was seen from farms and boats' }, pages).map(({ page }) => page.url);
    expect(new Set(urls)).toEqual(new Set(['https://first.org/1']));
  });

  it('are of several publishers before one', () => {
    const toText = (name: string) => `${toStory(`Comet ${name}`, 7)} Arnstadt saw it.`;
    const one = toPage('https://a.org/1', [toText('Aa'), toText('Bb'), toText('Cc')].join('\n\n'));
    const other = toPage('https://b.org/1', `${toText('Dd')} ${FILLER}`);
    const limits = { ...PASSAGE_LIMITS, passages: 2 };
    const hosts = pick({ text: 'Comet was seen in Arnstadt' }, [one, other], limits).map((one) => one.publisherKey);
    expect(hosts.toSorted()).toEqual(['a.org', 'b.org']);
  });

  it('are the original’s publisher’s where a page is an archived copy', () => {
    const copy = toPage('https://archive.org/AbC', `${toStory('Comet', 6)} Arnstadt.`, {
      original: 'https://news.org/1',
    });
    const page = toPage('https://news.org/1', `${toStory('The Comet of Arnstadt', 6)} It was seen.`);
    const keys = pick({ text: 'Comet was seen in Arnstadt' }, [copy, page]).map((one) => one.publisherKey);
    expect(new Set(keys)).toEqual(new Set(['news.org']));
  });

  it('are of another matter before a third voice says the same in other words', () => {
    const told = [
      'The Arnstadt bridge closed in 2019',
      'In 2019 the Arnstadt bridge closed',
      'Arnstadt bridge: closed 2019',
    ];
    const pages = told.map((said, at) =>
      toPage(`https://p${at}.org/`, `${said}, as the mayor and the police of the town told our reporter on Monday.`),
    );
    const other = toPage(
      'https://other.org/',
      'In 2019 engineers found rust in fourteen cables under the deck of the Arnstadt bridge.',
    );
    const hosts = pick({ text: 'The Arnstadt bridge closed in 2019' }, [...pages, other]).map(
      (one) => one.publisherKey,
    );
    expect(hosts).toHaveLength(4);
    expect(hosts.indexOf('other.org')).toBe(1);
  });

  it('have what three publishers print alike once, and what a fourth says besides', () => {
    const story = toStory('Comet', 6);
    const pages = ['a', 'b', 'c'].map((name) => toPage(`https://${name}.org/`, story));
    const other = toPage('https://d.org/', 'An astronomer says that the Comet is a weather balloon.');
    expect(
      pick({ text: 'Comet was seen' }, [...pages, other])
        .map(({ publisherKey }) => publisherKey)
        .sort(),
    ).toEqual(['a.org', 'd.org']);
  });

  it('are together within so many tokens, with what stands around them, in Chinese too', () => {
    const toSentence = (at: number) => `第${at * 7}个村庄的农民说彗星出现在${at}座房屋上空。`;
    const pages = Array.from({ length: 6 }, (_, page) =>
      toPage(`https://p${page}.org/`, Array.from({ length: 300 }, (_, at) => toSentence(page * 1_000 + at)).join('')),
    );
    const limits = { ...PASSAGE_LIMITS, tokens: 4_000 };
    const shown = pick({ text: '彗星出现在村庄上空', language: 'zh' }, pages, limits);
    const tokens = shown.map(({ text, before, after }) => toTokenCount(text + before + after));
    expect(tokens.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(4_000);
    expect(tokens.reduce((sum, one) => sum + one)).toBeGreaterThan(2_500);
  });

  it('are not all of one page, however long it is', () => {
    const book = toPage('https://a.org/1', toStory('The Arnstadt Comet', 2_000));
    const note = toPage('https://b.org/1', 'Nobody in Arnstadt looked up that night, a watchman says.');
    const hosts = pick({ text: 'The Arnstadt Comet was seen' }, [book, note]).map((one) => one.publisherKey);
    expect(hosts.toSorted()).toEqual(['a.org', 'a.org', 'a.org', 'a.org', 'b.org']);
  });

  it('have what a page says twice once', () => {
    const story = toStory('Comet', 6);
    const page = toPage('https://a.org/1', [story, FILLER.repeat(6), story].join('\n\n'));
    expect(pick({ text: 'Comet was seen' }, [page])).toHaveLength(1);
  });

  it('keep one of three copies whatever their dates and places are', () => {
    const agency = toStory('Comet', 6);
    const dates = fc.constantFrom(undefined, '2019', '2020-01', '2020-01-05', '2021-02-02T00:00:00.000Z', 'soon');
    fc.assert(
      fc.property(fc.array(dates, { minLength: 2, maxLength: 5 }), (published) => {
        const pages = published.map((publishedAt, at) =>
          toPage(`https://p${at}.org/`, agency, publishedAt === undefined ? {} : { publishedAt }),
        );
        expect(pick({ text: 'Comet was seen' }, pages)).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  it('are at most so many, and so many of a page', () => {
    const pages = Array.from({ length: 8 }, (_, at) =>
      toPage(`https://p${at}.org/1`, toStory(`Comet ${'abcdefgh'[at]}${at}`, 200)),
    );
    const passages = pick({ text: 'Comet was seen by a farmer' }, pages);
    expect(passages).toHaveLength(16);
    expect(passages.map(({ number }) => number)).toEqual(passages.map((_, at) => at + 1));
    for (const { url } of pages) expect(passages.filter(({ page }) => page.url === url).length).toBeLessThanOrEqual(4);
    expect(pick({ text: 'Comet was seen' }, pages.slice(0, 1))).toHaveLength(4);
  });

  it.each(LOCALE_TAGS)('leave out a copy of our own card (%s), and keep what else the page says', (tag) => {
    const claim = { text: 'The Arnstadt bridge closed in 2019' };
    const story = `${'The Arnstadt bridge stayed open in all of 2019, its keeper wrote. '.repeat(3)}${toStory('Arnstadt bridge guest', 12)}`;
    for (const [at, label] of VERDICT_LABELS.entries()) {
      const checkedAt = `2025-${String(at + 6).padStart(2, '0')}-26T12:00:00.000Z`;
      const check = toCheck('7K3M9Q2A', { ...claim, checkedAt, verdict: { ...toUnverified(), label } });
      const card = renderCard(toCard({ check }, toLocale(tag)), { columns: 80, paint: (_, text) => text });
      expect(pick(claim, [toPage('https://a.org/1', card)])).toEqual([]);
      const passages = pick(claim, [toPage('https://a.org/1', `${story}\n\n${FILLER.repeat(8)}\n\n${card}`)]);
      expect(passages[0]?.text).toContain('stayed open');
      for (const { text, before, after, heading } of passages)
        expect([text, before, after, heading].join('\n')).not.toContain('7K3M9Q2A');
    }
  });

  it('keep what has but a line of our cards', () => {
    for (const text of [
      'Check PAYMENTS for the Arnstadt bridge: false.',
      'False\nThe Arnstadt bridge.\nCheck PAYMENTS.',
    ])
      expect(pick({ text: 'The Arnstadt bridge closed' }, [toPage('https://a.org/1', text)])).toHaveLength(1);
  });

  it('are the same in whatever order the pages come', () => {
    const pages = [0, 1, 2].map((at) => toPage(`https://p${at}.org/1`, toStory(`Comet x${at}`, 40)));
    const picker = createPassagePicker(
      { text: 'Comet was seen', questions: [], language: 'en' },
      (url) => new URL(url).hostname,
    );
    for (const at of [2, 0, 1]) picker.add(pages[at] ?? toPage('https://none.org', ''), at);
    expect(picker.pick()).toEqual(pick({ text: 'Comet was seen' }, pages));
  });
});

describe('isAfterDay', () => {
  it.each([
    ['2024-05-06', '2024-05-05', true],
    ['2024-05-05', '2024-05-05', false],
    ['2024-05-05T23:30:00-05:00', '2024-05-05', false],
    ['2024-05-05T00:10:00.000Z', '2024-05-05T23:00:00.000Z', false],
    ['2024-05-04', '2024-05-05T01:00:00.000Z', false],
    ['2025', '2024-05-05', true],
    ['2024', '2024-05-05', undefined],
    ['2024-06', '2024-05-05', true],
    ['yesterday', '2024-05-05', undefined],
    [undefined, '2024-05-05', undefined],
    ['2024-05-05', undefined, undefined],
  ])('says of %s and %s: %s', (published, day, expected) => {
    expect(isAfterDay(published, day)).toBe(expected);
  });
});
