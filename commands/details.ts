import { ENGLISH_MARKS } from '../src/core/card/marks.ts';
import { toCard } from '../src/core/card/to-card.ts';
import type { CardSource, VerdictCard } from '../src/core/card/verdict-card.ts';
import type { Locale } from '../src/core/text/locale.ts';
import type { Check } from '../src/core/types.ts';
import { toRefusal } from './card-reply.ts';
import type { Command, DetailsReply } from './command.ts';

type Section = DetailsReply['sections'][number];

/** The *Sources* button: the pages a card cites, each with what it is cited for. */
export const sourcesCommand = createButton('sources', ({ sources, titles, marks }) => [
  toSources(sources, titles.sources, marks),
]);

/** The *Details* button: the report, the earlier verdicts, by what it was judged, and the sources. */
export const detailsCommand = createButton('details', (card, check, locale) => {
  const { model, search } = check.means;
  const means = [
    locale.t(model ? 'desk.means.model' : 'desk.means.noModel'),
    locale.t(search ? 'desk.means.search' : 'desk.means.noSearch'),
    ...card.notes,
  ];
  const report = card.details.map(({ title, text }) => ({
    title,
    lines: text.split('\n').map((line) => ({ text: line })),
  }));
  const summary = { title: `${card.symbol} ${card.heading}`, lines: [{ text: card.why }, { text: card.asOf }] };
  const howMade = { title: locale.t('desk.means.title'), lines: means.map((text) => ({ text })) };
  return [summary, ...report, toSources(card.sources, card.titles.sources, card.marks), howMade];
});

function createButton(
  name: 'sources' | 'details',
  toSections: (card: VerdictCard, check: Check, locale: Locale) => Section[],
): Command {
  return {
    name,
    description: `desk.${name}.description`,
    listed: false,
    forAsker: true,
    async run(request, { desk, scope, locale }) {
      const check = await desk.find(request.text, scope);
      if (!check) return toRefusal(locale.t('desk.unknown.title'), locale.t('desk.unknown.body'));
      return toDetailsReply(check, locale, toSections);
    },
  };
}

function toDetailsReply(check: Check, locale: Locale, toSections: Parameters<typeof createButton>[1]): DetailsReply {
  const card = toCard(check, locale);
  return {
    kind: 'details',
    checkId: check.id,
    title: card.claim,
    sections: toSections(card, check, locale).filter(({ lines }) => lines.length > 0),
    direction: card.direction,
    ...(card.marks ? { marks: card.marks } : {}),
  };
}

function toSources(sources: readonly CardSource[], title: string, { comma } = ENGLISH_MARKS): Section {
  return {
    title,
    lines: sources.flatMap(({ number, title: page, publisher, date, url, statement, quoted, note }) => {
      const name = `${number}. ${[page, publisher, date].filter((part) => part).join(comma)}`;
      const lines: Section['lines'] = [url === undefined ? { text: name } : { text: name, url }];
      lines.push({ text: statement, quoted });
      if (note !== undefined) lines.push({ text: note });
      return lines;
    }),
  };
}
