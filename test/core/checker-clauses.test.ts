import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toChatScope, toPersonScope } from '../contracts/samples.ts';
import { createCoreFolder, NEVER, toChecks } from './checker-fixture.ts';

const me = toPersonScope();

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(() => folder.closeAll());
afterAll(() => {
  folder.closeAll();
  folder.remove();
});

async function labelsOf(text: string, core = folder.open()) {
  const checks = toChecks(await core.checker.check(text, me, NEVER));
  return checks.map(({ claim, verdict }) => [claim.text, verdict.label]);
}

describe('a sentence of several statements', () => {
  it('is answered for each of them', async () => {
    expect(await labelsOf('Vaccines cause autism, and the Earth is flat. Goldfish have a three-second memory')).toEqual(
      [
        [expect.stringContaining('autism'), 'false'],
        [expect.stringContaining('flat'), 'false'],
        [expect.stringContaining('Goldfish'), 'false'],
      ],
    );
  });

  it('is not settled by a prior check of one of them, asked again either', async () => {
    const core = folder.open();
    const both = [
      [expect.stringContaining('blind'), 'false'],
      ['Fritz ate seven apples', 'unverified'],
    ];
    expect(await labelsOf('Bats are blind and Fritz ate seven apples', core)).toEqual(both);
    expect(await labelsOf('Bats are blind and Fritz ate seven apples', core)).toEqual(both);
  });

  it.each([
    ['The Great Emu War: Australia went to war with birds and lost', 'mostly-true'],
    ['The Shoah never occurred and was fabricated for propaganda', 'false'],
    ['Rome was burning and nero played his fiddle', 'false'],
  ])('is one claim where one prior check says all of it: %s', async (text, label) => {
    expect(await labelsOf(text)).toEqual([[expect.any(String), label]]);
  });

  it.each([
    'Fritz ate seven apples and Anna sold the red house',
    'Fritz ate seven apples, plums and heart attack deaths',
    'Anna Kohl bought and publicly destroyed the red house',
  ])('is one claim where nothing is known of it: %s', async (text) => {
    expect(await labelsOf(text)).toEqual([[text, 'unverified']]);
  });

  it('leads everybody who asks for one of them to the same check', async () => {
    const core = folder.open();
    const [, flat] = toChecks(await core.checker.check('Bats are blind and the Earth is flat', me, NEVER));
    expect(await core.one('The Earth is flat', toChatScope('-100'))).toMatchObject({ id: flat?.id });
  });
});
