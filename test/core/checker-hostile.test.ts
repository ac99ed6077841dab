import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toCard } from '../../src/core/card/to-card.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { VERDICT_LABELS } from '../../src/core/types.ts';
import { toPersonScope } from '../contracts/samples.ts';
import { type Core, createCoreFolder, NEVER, toChecks } from './checker-fixture.ts';

const me = toPersonScope();
const WALL = 'The Great Wall of China can be seen from the Moon';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let core: Core;
beforeAll(async () => {
  folder = await createCoreFolder();
  core = folder.open();
});
afterEach(() => expect(core.integrity()).toBe('ok'));
afterAll(() => {
  folder.closeAll();
  folder.remove();
});

describe('hostile messages', () => {
  it.each([
    ['NUL bytes', `\0${WALL.replaceAll(' ', ' \0')}\0`, 'false'],
    ['a search operator', '"NEAR(great wall, 5)" * - ^ AND OR NOT claim:wall {a b}', undefined],
    ['an open quote', '"The wall" is "seen', undefined],
    ['SQL', `x'; DROP TABLE checks; -- OR 1=1 UNION SELECT json FROM checks`, undefined],
    ['SQL around a claim', `' OR 1=1; -- ${WALL}`, undefined],
    ['right-to-left text', 'سور الصين العظيم يُرى من القمر بالعين المجردة', 'unverified'],
    ['right-to-left marks', `\u202e${WALL}\u202c`, 'false'],
    ['a lone surrogate', `${WALL} \ud83d`, 'false'],
    ['prototype names', '__proto__ constructor toString hasOwnProperty is not defined', undefined],
    ['20,000 letters', 'x'.repeat(20_000), undefined],
    ['20,000 characters of words', 'the wall is seen '.repeat(1_176), undefined],
    ['20,000 brackets', '(['.repeat(10_000), 'not-checkable'],
    ['20,000 quote marks', '"'.repeat(20_000), 'not-checkable'],
    ['10,000 emoji', '😀'.repeat(10_000), 'not-checkable'],
    ['1,333 lines', 'Bats are blind\n'.repeat(1_333), 'false'],
    ['piled marks', 'Z\u0335\u0322\u0327\u031b'.repeat(4_000), undefined],
  ])('%s get an answer, and leave the store whole', async (_what, text, label) => {
    const checks = toChecks(await core.checker.check(text, me, NEVER));
    expect(checks.length).toBeGreaterThan(0);
    expect(checks.length).toBeLessThanOrEqual(3);
    for (const check of checks) {
      expect(VERDICT_LABELS).toContain(check.verdict.label);
      expect(toCard({ check }, toLocale('en')).why).toMatch(/\S/);
    }
    if (label !== undefined) expect(checks[0]?.verdict.label).toBe(label);
    expect((await core.one(WALL, me)).verdict.label).toBe('false');
  });

  it('any text gets one to three checks, and the same ones when it is sent again', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc
        .array(fc.constantFrom('the', 'Moon', 'is', 'not', '12', '%', '"', '*', '.', '?', 'NEAR', '\0', 'wall', '#aB'))
        .map((words) => words.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (message) => {
        const first = toChecks(await core.checker.check(message, me, NEVER));
        expect(first.length).toBeGreaterThan(0);
        expect(first.length).toBeLessThanOrEqual(3);
        const second = toChecks(await core.checker.check(message, me, NEVER));
        expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
