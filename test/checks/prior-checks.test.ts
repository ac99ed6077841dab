import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPriorChecks, type PriorChecks } from '../../src/checks/prior-checks.ts';
import { toPublicScope } from '../contracts/samples.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';

describe('what is suggested while somebody types', () => {
  let folder: Awaited<ReturnType<typeof createCoreFolder>>;
  let priors: PriorChecks;
  beforeAll(async () => {
    folder = await createCoreFolder();
    priors = createPriorChecks(folder.open().store);
  });
  afterAll(() => {
    folder.closeAll();
    folder.remove();
  });

  const suggest = async (text: string) =>
    (await priors.like(text, toPublicScope(), 20)).map(({ check }) => check.claim.text);

  it.each(['great wall', 'great wall moon', 'great wall of china can be seen fr', 'is the great wall visible'])(
    'has the Great Wall first for “%s”',
    async (text) => {
      expect((await suggest(text))[0]).toBe('The Great Wall of China can be seen from the Moon.');
    },
  );

  it('leaves out what shares a single word of many', async () => {
    const found = await suggest('great wall moon');
    expect(found.join('\n')).not.toMatch(/sugar|Facebook|Nero/);
    expect(await suggest('great zebulon quartermain ducats')).toEqual([]);
  });
});
