import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALE_TAGS, type MessageKey, toLocale } from '../../src/core/text/locale.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { type MatchingFixture, openFixture, readData } from '../core/match/matching-fixture.ts';

interface Message {
  language: string;
  id: string;
  text: string;
}
/** Written apart from the pack's wordings, from its English claims, as people of the language type them. */
const MESSAGES = Map.groupBy(readData<Message>('messages.languages.jsonl'), ({ language }) => language);
/** On the subject of an entry, in as many of its words as possible, and another claim. */
const COUNTERCLAIMS = readData<Message>('counterclaims.languages.jsonl');

const FOUND_FLOOR = 0.75;
/** Written to be hard; *likely* takes no verdict over, it asks. */
const COUNTERCLAIM_CEILING = 0.2;

describe('the pack in nine other languages', { timeout: 120_000 }, () => {
  let fixture: MatchingFixture;
  let folder: Awaited<ReturnType<typeof createCoreFolder>>;
  beforeAll(async () => {
    folder = await createCoreFolder();
    fixture = await openFixture([], folder.newFile());
  });
  afterAll(() => {
    fixture.store.close();
    folder.remove();
  });

  const recognise = async ({ id, text }: Message) => {
    const { grade, ids } = await fixture.recognise(text);
    return { grade, isRight: ids[0] === `urn:claimcheck:starter:${id}`, isFound: ids.length > 0, text };
  };

  it('there are forty messages in each', () => {
    expect(MESSAGES.size).toBe(9);
    for (const messages of MESSAGES.values()) expect(messages).toHaveLength(40);
  });

  it.each(Array.from(MESSAGES))(
    'finds the entries in %s, and none wrongly as identical',
    async (language, messages) => {
      const found = [];
      for (const message of messages) found.push(await recognise(message));
      const right = found.filter(({ isRight }) => isRight).length;
      const wrong = found.filter(({ isRight, isFound }) => isFound && !isRight);
      console.log(`${language}: ${right} of ${found.length} found, ${wrong.length} as another entry`);
      expect(wrong.filter(({ grade }) => grade === 'identical')).toEqual([]);
      expect(wrong.length).toBeLessThanOrEqual(1);
      expect(right / found.length).toBeGreaterThanOrEqual(FOUND_FLOOR);
    },
  );

  it.each(LOCALE_TAGS.map((tag) => [tag]))('knows the examples of the texts in %s', async (tag) => {
    // Commands stand apart by signs of direction in a text that is written from the right.
    const t = (key: MessageKey) =>
      toLocale(tag)
        .t(key)
        .replace(/[\u200e\u2066-\u2069]/gu, '');
    const quoted = ['why.question', 'why.no-claim'] as const;
    const examples = [
      ...quoted.map((key) => /[“«„]\s?([^”»“]+?)\s?[”»“]/u.exec(t(key))?.[1] ?? ''),
      t('check.empty.body').split('/check ')[1] ?? '',
      t('start.example').split(/[:：]\s?/u)[1] ?? '',
    ];
    for (const example of examples)
      expect([example, (await fixture.recognise(example)).grade]).toEqual([example, 'identical']);
  });

  it('takes few counterclaims for likely, and none for identical', async () => {
    const found = [];
    for (const message of COUNTERCLAIMS) found.push(await recognise(message));
    const likely = found.filter(({ isFound }) => isFound);
    console.log(`counterclaims in nine languages called likely: ${likely.length} of ${found.length}`);
    expect(likely.filter(({ grade }) => grade === 'identical')).toEqual([]);
    expect(likely.length / found.length).toBeLessThanOrEqual(COUNTERCLAIM_CEILING);
  });
});
