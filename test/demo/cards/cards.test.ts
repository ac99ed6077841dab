import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CARDS_FOLDER, readDigests, toDigest, toPictureName } from './pictures.ts';
import { renderTypical } from './render-typical.ts';
import { TYPICAL_CARDS } from './typical-checks.ts';

const PAGE = readFileSync(`${CARDS_FOLDER}../cards.md`, 'utf8');
const rendered = TYPICAL_CARDS.flatMap((card) =>
  renderTypical(card).map((one) => ({ ...one, name: card.name, picture: toPictureName(card.name, one.platform) })),
);

describe('the typical cards of docs/cards.md', () => {
  it.each(rendered)(
    '$name is what $platform gets today; `npx vitest run test/demo/cards -u` writes it anew',
    async (one) => {
      await expect(one.sent).toMatchFileSnapshot(`${CARDS_FOLDER}${one.name}.${one.platform}.txt`);
    },
  );

  it.each(rendered)(
    '$name on $platform looks like its picture; `npm run docs:cards` takes it anew',
    ({ picture, view }) => {
      expect(readDigests()[picture]).toBe(toDigest(view));
    },
  );

  it('are all shown there, and nothing else is kept', () => {
    const shown = Array.from(PAGE.matchAll(/\(cards\/([\w.-]+)\)/g), ([, file]) => file).sort();
    const kept = rendered.flatMap(({ picture, name, platform }) => [picture, `${name}.${platform}.txt`]).sort();
    expect(shown).toEqual(kept);
    expect(globSync('*', { cwd: CARDS_FOLDER }).sort()).toEqual([...kept, 'pictures.json'].sort());
  });
});
