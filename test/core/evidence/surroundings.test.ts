import { describe, expect, it } from 'vitest';
import { renderCard } from '../../../adapters/terminal/render.ts';
import { toCard } from '../../../src/core/card/to-card.ts';
import { toSurroundings } from '../../../src/core/evidence/surroundings.ts';
import { toUnverified } from '../../../src/core/reviews/adopt-review.ts';
import { toLocale } from '../../../src/core/text/locale.ts';
import { toCheck } from '../../contracts/samples.ts';

const HERE = 'The bridge of Arnstadt was closed in 2019, and 14 cables were replaced.';

function lookAround(page: string, here = HERE) {
  const start = page.indexOf(here);
  return toSurroundings(page, { start, end: start + here.length });
}

describe('what stands right before and after a passage', () => {
  it.each([
    ['the two sentences of its paragraph', `One. It is old. It is long. ${HERE} It cost much. Dr. Rossi paid. More.`],
    ['of the paragraphs around it', `One. It is old. It is long.\n\n${HERE}\n\nIt cost much. Dr. Rossi paid. More.`],
    [
      'of two paragraphs each',
      `One.\n\nIt is old.\n \nIt is\nlong.\n\n${HERE}\n\nIt cost much.\n\nDr. Rossi paid.\n\nMore.`,
    ],
  ])('is %s', (_, page) => {
    expect(lookAround(page)).toEqual({ before: 'It is old. It is long.', after: 'It cost much. Dr. Rossi paid.' });
  });

  it('is nothing at the ends of a page', () => {
    expect(lookAround(HERE)).toEqual({ before: '', after: '' });
    expect(lookAround(`\n\n${HERE}\n`)).toEqual({ before: '', after: '' });
    expect(lookAround(`It is old. ${HERE}`)).toEqual({ before: 'It is old.', after: '' });
  });

  it('is of the same section', () => {
    const page = `It rained.\n\nThe bridge\n\n${HERE}\n\nThe harbour\n\nShips come.`;
    expect(lookAround(page)).toEqual({ before: '', after: '', heading: 'The bridge' });
  });

  it('is one sentence where two are too long, and the beginning of one that is', () => {
    const middling = `It is old, ${'so old '.repeat(20)}indeed.`;
    const long = `It is long, ${'so long '.repeat(300)}indeed.`;
    expect(lookAround(`${middling} ${middling} ${HERE} ${middling} ${middling}`)).toEqual({
      before: middling,
      after: middling,
    });
    const { before, after } = lookAround(`${middling} ${long.slice(0, 600)}. ${HERE} ${long} ${middling}`);
    for (const said of [before, after]) expect(said).toMatch(/^It is long, so .* …$/);
    expect(Math.max(before.length, after.length)).toBeLessThanOrEqual(252);
  });

  it('is found in scripts without spaces', () => {
    expect(lookAround('它很旧。它很长。桥在二零一九年关闭。花费很多。', '桥在二零一九年关闭。')).toEqual({
      before: '它很旧。它很长。',
      after: '花费很多。',
    });
  });
});

describe('the heading of a passage', () => {
  it.each([
    ['right above it', `Bridges\n\n${HERE}`, 'Bridges'],
    ['above its section', `Roads\n\nIt rained.\n\n2. Bridges\n\nIt is old.\n\nIt is long.\n\n${HERE}`, '2. Bridges'],
    ['a question of its section', `Who closed it, and why\n\nIt is old. ${HERE}`, 'Who closed it, and why'],
    ['in another script', `桥梁\n\n它很旧。\n\n${HERE}`, '桥梁'],
    ['not a sentence', `Bridges\n\nIt is old.\n\nसेतु पुराना है।\n\n“It is long.”\n\n${HERE}`, 'Bridges'],
    ['not what leads to the next paragraph', `Bridges\n\nThe mayor said:\n\n${HERE}`, 'Bridges'],
    ['not an item of a list', `Bridges\n\n- One of steel\n\n${HERE}`, 'Bridges'],
    ['not a row or a verse', `Bridges\n\nSteel\t14\n\nOld\nlong\n\n${HERE}`, 'Bridges'],
    ['not a number', `Bridges\n\n* * *\n\n2019\n\n${HERE}`, 'Bridges'],
    ['not a long paragraph', `Bridges\n\n${'so long '.repeat(16)}\n\n${HERE}`, 'Bridges'],
    ['not below it', `${HERE}\n\nBridges\n\nIt is old.`, undefined],
    [
      'not the end of a paragraph whose beginning is too far above',
      `${'so long '.repeat(30)}\n\n${'It is old.\n\n'.repeat(829)}${HERE}`,
      undefined,
    ],
  ])('is %s', (_, page, heading) => {
    expect(lookAround(page).heading).toBe(heading);
  });

  it('is not another one where the passage begins with its own', () => {
    const here = `Bridges\n\n${HERE}`;
    expect(lookAround(`Roads\n\nIt rained.\n\n${here}`, here).heading).toBeUndefined();
    expect(lookAround('Roads\n\nIt rained.\n\nBridges', 'Bridges').heading).toBe('Roads');
  });
});

it('does not show our own verdicts around a passage', () => {
  const check = toCheck('7K3M9Q2A', { text: 'The bridge closed', verdict: { ...toUnverified(), label: 'false' } });
  const card = renderCard(toCard({ check }, toLocale('en')), { columns: 80, paint: (_, text) => text });
  expect(lookAround(`Bridges\n\n${card}\n\n${HERE}\n\n${card}`)).toEqual({ before: '', after: '', heading: 'Bridges' });
  const line = card.replace(/\s+/g, ' ').trim();
  expect(lookAround(`It is old.\n\n${line}.\n\n${HERE}\n\n${line}.`)).toEqual({ before: '', after: '' });
});
