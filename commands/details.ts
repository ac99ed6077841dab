import type { ChatStores } from '../src/chat/chat-stores.ts';
import { ENGLISH_MARKS } from '../src/core/card/marks.ts';
import { toCard } from '../src/core/card/to-card.ts';
import type { CardSource, VerdictCard } from '../src/core/card/verdict-card.ts';
import { defined } from '../src/core/defined.ts';
import type { Locale } from '../src/core/text/locale.ts';
import type { Answer, Check } from '../src/core/types.ts';
import { toRefusal, toStanding } from './card-reply.ts';
import type { Command } from './command.ts';
import type { DetailsReply } from './reply.ts';

type Section = DetailsReply['sections'][number];

type ToSections = (card: VerdictCard, check: Check, locale: Locale) => Section[];

/** The *Sources* and *Details* buttons. */
export interface DetailsCommands {
  /** The pages a card cites, each with what it is cited for. */
  sources: Command;
  /** The report, the earlier verdicts, how the claim was matched, by what it was judged, and the sources. */
  details: Command;
}

/** @param postings where cards stand: what an asker said of one is seen there alone */
export function createDetailsCommands(postings?: ChatStores['postings']): DetailsCommands {
  return {
    sources: createButton('sources', postings, ({ sources, titles, marks }) => [
      toSources(sources, titles.sources, marks),
    ]),
    details: createButton('details', postings, toReport),
  };
}

function toReport(card: VerdictCard, { means: { model, search } }: Check, locale: Locale): Section[] {
  const means = [
    locale.t(model ? 'desk.means.model' : 'desk.means.noModel'),
    locale.t(search ? 'desk.means.search' : 'desk.means.noSearch'),
    ...card.notes,
  ];
  const report = card.details.map(({ title, text }) => ({
    title,
    lines: text.split('\n').map((line) => ({ text: line })),
  }));
  const closest = (card.closest ?? []).flatMap(({ claim, rating, others }) => [`${claim} — ${rating}`, others ?? '']);
  const said = [...closest, card.why, card.asOf].filter((text) => text !== '');
  const summary = { title: `${card.symbol} ${card.heading}`, lines: said.map((text) => ({ text })) };
  const howMade = { title: locale.t('desk.means.title'), lines: means.map((text) => ({ text })) };
  return [summary, ...report, toSources(card.sources, card.titles.sources, card.marks), howMade];
}

function createButton(
  name: 'sources' | 'details',
  postings: ChatStores['postings'] | undefined,
  toSections: ToSections,
): Command {
  return {
    name,
    description: `desk.${name}.description`,
    listed: false,
    forAsker: true,
    async run(request, { checkService, scope, locale }) {
      const standing = await toStanding(postings, request, { checkService, scope });
      const answer = standing.find(({ check }) => check.id === request.text);
      if (!answer) return toRefusal(locale.t('desk.unknown.title'), locale.t('desk.unknown.body'));
      return toDetailsReply(answer, locale, toSections);
    },
  };
}

function toDetailsReply(answer: Answer, locale: Locale, toSections: ToSections): DetailsReply {
  const { check } = answer;
  const card = toCard(answer, locale);
  return {
    kind: 'details',
    checkId: check.id,
    title: card.claim,
    sections: toSections(card, check, locale).filter(({ lines }) => lines.length > 0),
    direction: card.direction,
    ...defined({ marks: card.marks }),
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
