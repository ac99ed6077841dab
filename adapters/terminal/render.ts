import wrapAnsi from 'wrap-ansi';
import type { CommandReply } from '../../commands/command.ts';
import { ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import type { CardAsked, CardClosest, CardRelated, CardSource, VerdictCard } from '../../src/core/card/verdict-card.ts';
import type { Locale } from '../../src/core/text/locale.ts';
import type { ClaimcheckError } from '../../src/shared/errors.ts';
import type { Paint, Tone } from './colours.ts';
import { toHarmless, toHttpUrl } from './harmless.ts';
import type { Answer, CheckTrace } from './session.ts';

/** How text is laid out. */
export interface Layout {
  /** The width; `toColumns` computes a sensible one. */
  columns: number;
  paint: Paint;
}

/** A piece of foreign text with its style; an empty or absent text is left out together with its separator. */
type Span = readonly [tone: Tone | 'plain', text: string | undefined];

/** The prefixes of a paragraph's first line and of its other lines. */
interface Hang {
  first: string;
  rest: string;
  /** The width of the wider prefix, in columns. */
  width: number;
}

/** Separates short facts; the no-break space keeps the dot from beginning a line. */
const BETWEEN = '\u00a0· ';

/** Everything below a verdict is indented by the width of a symbol and a space, so that verdicts stand out. */
const BODY: Hang = { first: '   ', rest: '   ', width: 3 };
const OVERHANG: Hang = { first: '', rest: '   ', width: 3 };
const FLUSH: Hang = { first: '', rest: '', width: 0 };

/**
 * A card for a terminal: what was asked, if the wording differs; the verdict, its publisher and the claim, or the closest claims; then the reasons, the
 * sources, and similar checks. Every line fits `columns`, except that a link is never broken. Ends without a newline.
 */
export function renderCard(card: VerdictCard, layout: Layout): string {
  const facts: Span[] = [card.asOf, card.idLine].map((text) => ['faint', text]);
  return joinSections([
    ...(card.closest ? renderClosest(card, card.closest, layout) : renderVerdict(card, layout)),
    toLines(layout, BODY, [['plain', card.why]]),
    card.notes.flatMap((note) => toLines(layout, BODY, [['faint', note]])),
    titled(layout, card.titles.sources, card.sources, (source) => renderSource(source, layout, card.marks)),
    titled(layout, card.titles.related, card.related, (related) => renderRelated(related, layout)),
    toLines(layout, BODY, facts),
  ]);
}

function renderVerdict(card: VerdictCard, layout: Layout): string[][] {
  const bar = `   ${layout.paint(card.label, '▌')} `;
  const verdict = [card.symbol, card.heading].map(toHarmless).join(' ');
  return [
    [
      ...(card.asked ? renderAsked(card, card.asked, layout) : []),
      ...toLines(layout, OVERHANG, [
        [card.label, verdict],
        ['faint', card.confidence],
      ]),
      ...toLines(layout, BODY, [['faint', card.attribution]]),
    ],
    toLines(layout, { first: bar, rest: bar, width: 5 }, [['strong', card.claim]]),
  ];
}

/** No verdict and no verdict's colour: nobody has confirmed that it is the same claim. */
function renderClosest(card: VerdictCard, closest: readonly CardClosest[], layout: Layout): string[][] {
  const [open, close] = (card.marks ?? ENGLISH_MARKS).quote;
  const known = closest.flatMap(({ title, claim, rating, others }, at) => [
    ...(title === closest[at - 1]?.title ? [] : toLines(layout, OVERHANG, [['strong', `${card.symbol} ${title}`]])),
    ...toLines(layout, BODY, [['plain', [`${open}${claim}${close}`, rating].join(' — ')]]),
    ...toLines(layout, BODY, [['plain', others]]),
  ]);
  return [renderAsked(card, { text: card.claim }, layout), known];
}

function renderAsked({ titles, marks = ENGLISH_MARKS }: VerdictCard, asked: CardAsked, layout: Layout): string[] {
  return toLines(layout, BODY, [
    ['strong', `${titles.asked}${marks.colon}${asked.text}`],
    ['faint', asked.matched],
  ]);
}

/** A few lines of text for a terminal: the title, then one paragraph per line. Ends without a newline. */
export function renderNotice(notice: Extract<CommandReply, { kind: 'notice' }>, layout: Layout): string {
  const title = toLines(layout, OVERHANG, [[notice.tone === 'refusal' ? 'misleading' : 'strong', notice.title]]);
  return [...title, ...notice.lines.flatMap((line) => toLines(layout, BODY, [['plain', line]]))].join('\n');
}

/** The answer to one input: its cards, separated by blank lines, or a notice. Ends without a newline. */
export function renderAnswer({ reply, explain, trace }: Answer, locale: Locale, layout: Layout): string {
  if (reply.kind === 'notice') return renderNotice(reply, layout);
  const told = explain === undefined ? [] : [...explain, ...(trace === undefined ? [] : toTraceLines(trace, locale))];
  const lines = told.flatMap((line) => toLines(layout, deeper(BODY, 2), [['faint', line]]));
  const title = toLines(layout, BODY, [['faint', locale.t('terminal.explain')]]);
  const cards = reply.cards.map((card) => renderCard(card, layout));
  return [...cards, ...(lines.length > 0 ? [[...title, ...lines].join('\n')] : [])].join('\n\n');
}

/** One dimmed remark of the terminal adapter itself. Ends without a newline. */
export function renderRemark(text: string, layout: Layout): string {
  return toLines(layout, FLUSH, [['faint', text]]).join('\n');
}

/** An error whose message says how to fix it; a list of problems keeps its lines. Ends without a newline. */
export function renderError({ message }: ClaimcheckError, layout: Layout): string {
  const paragraphs = message.split('\n').map((line) => toLines(layout, FLUSH, [['plain', line]]));
  return paragraphs.flat().join('\n');
}

/** A term with its meaning, as help texts list them: side by side if there is room. Ends without a newline. */
export function renderTerm(term: string, meaning: string, layout: Layout): string {
  const column = 22;
  const rest = ' '.repeat(layout.columns < 3 * column ? 6 : column);
  const beside = term.length + BODY.width < rest.length;
  const first = beside ? (BODY.rest + term).padEnd(rest.length) : rest;
  const lines = toLines(layout, { first, rest, width: rest.length }, [['plain', meaning]]);
  return [...(beside ? [] : toLines(layout, deeper(BODY, 0), [['plain', term]])), ...lines].join('\n');
}

function renderSource(source: CardSource, layout: Layout, { quote: [open, close] } = ENGLISH_MARKS): string[] {
  const number = `${BODY.rest}${source.number}. `;
  const indent = ' '.repeat(number.length);
  const hang = { first: indent, rest: indent, width: indent.length };
  return [
    ...toLines(layout, { ...hang, first: number }, [
      ['plain', source.title],
      ['faint', source.publisher],
      ['faint', source.date],
      ['faint', source.stance],
      ['faint', source.note],
    ]),
    ...toLines(layout, hang, [['plain', source.quoted ? `${open}${source.statement}${close}` : source.statement]]),
    ...toLink(hang, source.url),
  ];
}

function renderRelated(related: CardRelated, layout: Layout): string[] {
  const verdict = [related.symbol, related.heading].map(toHarmless).join(' ');
  const hang = deeper(BODY, 3);
  return [
    ...toLines(layout, { ...hang, first: BODY.first }, [
      ['strong', verdict],
      ['plain', related.claim],
    ]),
    ...toLines(layout, hang, [
      ['faint', related.publisher],
      ['plain', related.differs],
    ]),
    ...toLines(layout, hang, [['plain', related.reason]]),
    ...toLink(hang, related.url),
  ];
}

function titled<T>(layout: Layout, title: string, items: readonly T[], render: (item: T) => string[]) {
  const lines = items.flatMap(render);
  return lines.length === 0 ? [] : [...toLines(layout, BODY, [['strong', title]]), ...lines];
}

/** A link gets its own unbroken line, so that a terminal can open it and a person can copy it. */
function toLink(hang: Hang, url: string | undefined): string[] {
  const link = toHttpUrl(url ?? '');
  return link === undefined ? [] : [hang.rest + link];
}

/** Wraps spans as one paragraph; a word longer than a line is broken, so that no line is too wide. */
function toLines({ columns, paint }: Layout, hang: Hang, spans: readonly Span[]): string[] {
  const text = spans
    .flatMap(([tone, foreign]) => {
      const clean = toHarmless(foreign ?? '');
      if (clean === '') return [];
      return tone === 'plain' ? clean : paint(tone, clean);
    })
    .join(BETWEEN);
  if (text === '') return [];
  return wrapAnsi(text, columns - hang.width, { hard: true })
    .split('\n')
    .map((line, index) => (index === 0 ? hang.first : hang.rest) + line);
}

const joinSections = (sections: readonly string[][]): string =>
  sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n');

function deeper({ rest, width }: Hang, by: number): Hang {
  const indent = rest + ' '.repeat(by);
  return { first: indent, rest: indent, width: width + by };
}

/** Decimals of an amount of money: one check costs less than a cent. */
const MONEY_DIGITS = 4;

/** The cost and timing of a check, in two lines for `--verbose`. */
function toTraceLines({ spent, money, currency = '', stages }: CheckTrace, { t }: Locale): string[] {
  const { modelCalls, inputTokens, outputTokens, searches } = spent;
  const asked = Object.entries(searches).map(([name, count]) => `${name} ${count}`);
  return [
    t('terminal.trace.cost', {
      modelCalls,
      inputTokens,
      outputTokens,
      searches: asked.length === 0 ? '0' : asked.join(', '),
      money: `${money.toFixed(MONEY_DIGITS)} ${currency}`.trim(),
    }),
    t('terminal.trace.times', { times: stages.map(({ stage, ms }) => `${stage} ${ms} ms`).join(', ') }),
  ];
}
