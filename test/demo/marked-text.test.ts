import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntities } from './entities.ts';
import { parseMarkdown } from './markdown.ts';
import type { Piece } from './page/views.ts';

const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(piece.inside))).join('');
const linksOf = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap((piece) =>
    typeof piece === 'string' ? [] : [...(piece.href === undefined ? [] : [piece.href]), ...linksOf(piece.inside)],
  );

describe('the demo’s reading of Discord’s markdown', () => {
  it.each<[string, Piece[]]>([
    ['**a** b', [{ as: 'strong', inside: ['a'] }, ' b']],
    ['*a **b***', [{ as: 'em', inside: ['a ', { as: 'strong', inside: ['b'] }] }]],
    ['***a***', [{ as: 'strong', inside: [{ as: 'em', inside: ['a'] }] }]],
    ['\\*a\\* 5\\. x', ['*a* 5. x']],
    ['> a\n*b*\nc', [{ as: 'quote', inside: ['a'] }, { as: 'em', inside: ['b'] }, '\n', 'c']],
    ['> a\n\nb', [{ as: 'quote', inside: ['a'] }, '\n', 'b']],
    ['[a](<https://x.org/b>)', [{ as: 'link', href: 'https://x.org/b', inside: ['a'] }]],
    ['[a](javascript:alert(1))', ['[a](javascript:alert(1))']],
    ['see https://x.org/b', ['see ', { as: 'link', href: 'https://x.org/b', inside: ['https://x.org/b'] }]],
    ['`**a**` ||b||', [{ as: 'code', inside: ['**a**'] }, ' ', { as: 'spoiler', inside: ['b'] }]],
    ['2 * 3 * 4 and a_b', ['2 ', { as: 'em', inside: [' 3 '] }, ' 4 and a_b']],
  ])('takes %j apart', (source, pieces) => {
    expect(parseMarkdown(source)).toEqual(pieces);
  });

  it('names who is mentioned', () => {
    const names = (id: string) => (id === '12' ? 'Ana' : undefined);
    expect(textOf(parseMarkdown('<@12> and <@13>', names))).toBe('@Ana and @unknown-user');
  });

  it('makes links of web addresses alone, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'[]()<>*_~|`\\ \n>#-ahtps:/.', 'javascript:', 'https://') }),
        (text) => {
          expect(linksOf(parseMarkdown(text)).filter((href) => !/^https?:\/\/[^\s<>]+$/.test(href))).toEqual([]);
        },
      ),
    );
  });
});

describe('the demo’s reading of Telegram’s entities', () => {
  it('marks what lies within another mark', () => {
    const pieces = parseEntities('a bc d', [
      { type: 'bold', offset: 2, length: 4 },
      { type: 'text_link', offset: 3, length: 1, url: 'https://x.org/' },
    ]);
    const link: Piece = { as: 'link', href: 'https://x.org/', inside: ['c'] };
    expect(pieces).toEqual(['a ', { as: 'strong', inside: ['b', link, ' d'] }]);
  });

  it('keeps every character, whatever the entities', () => {
    const entity = fc.record({
      type: fc.constantFrom('bold' as const, 'italic' as const, 'url' as const, 'cashtag' as const),
      offset: fc.nat(12),
      length: fc.nat(12),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 10 }), fc.array(entity), (text, entities) => {
        expect(textOf(parseEntities(text, entities))).toBe(text);
      }),
    );
  });
});
