import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MessagePayload, renderCard, renderLine, renderNotice } from '../../adapters/discord/render.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { VERDICT_LABELS } from '../../src/core/types.ts';
import { readMessage } from '../peers/discord/forms.ts';
import { readMarkdown } from '../peers/discord/markdown.ts';
import { createWorld } from '../peers/discord/world.ts';
import { card, text } from './discord-hostile.ts';
import { CARD } from './discord-house.ts';

/** As the stand-in reads a message: throws where Discord would refuse it. */
function accept({ allowedMentions, ...payload }: MessagePayload): void {
  const world = createWorld(1);
  readMessage(world, { ...payload, allowed_mentions: allowedMentions }, { mayBeEmpty: false });
  expect(world.violations).toEqual([]);
}

/** Everything of a message in which Discord looks for markdown. */
function toMarkdown({ embeds }: MessagePayload): string[] {
  return embeds.flatMap(({ title = '', description = '', fields = [] }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
}

/** Addresses are equal if they only differ in which signs are percent-encoded. */
function toComparable(address: string): string {
  return address.replace(/%(2[0-9A-F]|3[CE]|5[BCD]|60|7C)/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

describe('a card with any text in it', () => {
  it('breaks no limit of Discord', () => {
    fc.assert(fc.property(card, (any) => accept(renderCard(any, 'Pin'))));
  });

  it('keeps its verdict', () => {
    fc.assert(
      fc.property(card, fc.constantFrom('False', 'Mostly true'), (any, heading) => {
        const title = renderCard({ ...any, heading }, 'Pin').embeds[0]?.title;
        expect(title).toBe(`${any.symbol} ${heading}`);
      }),
    );
  });

  it('mentions nobody, formats nothing of its own, and links only to its sources', () => {
    fc.assert(
      fc.property(card, (any) => {
        const known = [...any.sources, ...any.related].flatMap(({ url: address }) =>
          address && URL.canParse(address) ? [toComparable(new URL(address).href)] : [],
        );
        for (const markdown of toMarkdown(renderCard(any, 'Pin'))) {
          const { links, specials, marks, blocks } = readMarkdown(markdown);
          expect(specials).toEqual([]);
          for (const link of links) expect(known).toContain(toComparable(link));
          for (const mark of marks) expect(['**', '*']).toContain(mark);
          for (const block of blocks) expect(block).toBe('> ');
        }
      }),
    );
  });

  it('keeps at least one source and one similar check, however long everything is', () => {
    const long = '*'.repeat(5_000);
    const sources = Array.from({ length: 9 }, (_, at) => ({
      ...CARD.sources[0],
      number: at + 1,
      title: long,
      statement: long,
    }));
    const similar = Array.from({ length: 9 }, () => ({ ...CARD.related[0], claim: long, differs: long }));
    const any = {
      ...CARD,
      claim: long,
      why: long,
      attribution: long,
      asOf: long,
      sources,
      related: similar,
    } as VerdictCard;
    const names = renderCard(any).embeds[0]?.fields?.map(({ name }) => name);
    expect(names).toContain('Sources');
    expect(names).toContain('Similar prior checks');
  });
});

describe('a notice with any text in it', () => {
  it('breaks no limit and shows only text', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(text, { maxLength: 60 }),
        fc.constantFrom('info' as const, 'refusal' as const),
        (title, lines, tone) => {
          const message = renderNotice({ tone, title, lines });
          accept(message);
          for (const markdown of toMarkdown(message)) {
            expect(readMarkdown(markdown)).toMatchObject({ links: [], specials: [], marks: [], blocks: [] });
          }
        },
      ),
    );
  });

  it('is refused by nobody for being empty', () => {
    accept(renderLine(' \u202e '));
    accept(renderNotice({ tone: 'info', title: '', lines: [] }));
  });
});

describe('the Pin button', () => {
  it('is left out where its id would be too long', () => {
    expect(renderCard({ ...CARD, checkId: 'x'.repeat(97) }, 'Pin').components).toEqual([]);
    expect(renderCard({ ...CARD, checkId: 'x'.repeat(96) }, 'Pin').components).toHaveLength(1);
  });

  it('is left out where no label is given', () => {
    expect(renderCard(CARD).components).toEqual([]);
  });
});

it('gives every label a colour of its own', () => {
  const colours = VERDICT_LABELS.map((label) => renderCard({ ...CARD, label }).embeds[0]?.color);
  expect(new Set(colours).size).toBe(VERDICT_LABELS.length);
});
