import { describe, expect, it } from 'vitest';
import { NEVER, openCore } from '../core/checker-fixture.ts';
import { here, readData } from '../core/match/matching-fixture.ts';

/** A message as people type, paste or forward it: the claims on its cards, or else why it has none. */
interface Message {
  text: string;
  language: string;
  kind: string;
  claims?: string[];
  none?: string;
  /** Known to be read otherwise: what stands here is what people would expect. */
  slips?: boolean;
}

const MESSAGES = readData<Message>('messages.jsonl');
const LANGUAGES = ['en', 'es', 'pt', 'fr', 'de', 'hi', 'ar', 'id', 'uk', 'zh'].map((language) => {
  const messages = MESSAGES.filter((message) => message.language === language);
  const wrong = messages.filter(({ slips }) => slips).length;
  return { language, messages, all: messages.length, right: messages.length - wrong };
});

/** A claim without what a card may show otherwise: case, white space, marks at its ends. */
const fold = (claim: string): string =>
  claim
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^[\p{P}\p{S} ]+|[\p{P}\p{S} ]+$/gu, '');

/** What the cards of a message should say, one line each. */
const expected = ({ claims, none }: Message): string[] =>
  none === undefined ? (claims ?? []).map((claim) => `no-prior-check: ${fold(claim)}`) : [none];

/** What they say. Each message has a store of its own: none is answered by the check of another. */
async function read({ text, none }: Message): Promise<string[]> {
  const core = openCore(':memory:');
  try {
    const answers = await core.checker.check(text, here, NEVER);
    return answers.map(({ check: { claim, verdict } }) =>
      none !== undefined && verdict.reason === none ? none : `${verdict.reason}: ${fold(claim.text)}`,
    );
  } finally {
    core.close();
  }
}

describe('messages as people write them, without a model', () => {
  it.each(LANGUAGES)('has cards as people would expect for $right of $all in $language', async ({ messages }) => {
    for (const message of messages) {
      const lines = await read(message);
      if (message.slips) expect(lines, `does not slip now: ${message.text}`).not.toEqual(expected(message));
      else expect(lines, message.text).toEqual(expected(message));
    }
  });

  it('are twelve or more in each of ten languages, and each has either claims or a reason', () => {
    expect(LANGUAGES.filter(({ all }) => all < 12)).toEqual([]);
    expect(LANGUAGES.reduce((sum, { all }) => sum + all, 0)).toBe(MESSAGES.length);
    expect(MESSAGES.filter(({ claims = [], none }) => claims.length > 0 === (none !== undefined))).toEqual([]);
  });
});
