import type { ChatStores } from '../src/chat/chat-stores.ts';
import { ENGLISH_MARKS } from '../src/core/card/marks.ts';
import { toCard } from '../src/core/card/to-card.ts';
import type { CardSource, VerdictCard } from '../src/core/card/verdict-card.ts';
import { defined } from '../src/core/defined.ts';
import type { Locale, MessageKey } from '../src/core/text/locale.ts';
import type { Check, VerdictReason } from '../src/core/types.ts';
import { toPressed, toUnknown } from './card-reply.ts';
import type { Command } from './command.ts';
import type { DetailsReply } from './reply.ts';

type Section = DetailsReply['sections'][number];

/**
 * The *Details* button: the report, the sources with what each says about the claim, the earlier verdicts, how the claim was matched, and how the verdict
 * was made.
 *
 * @param postings the posted cards: what an asker said about a card is shown only there
 */
export function createDetailsCommand(postings?: ChatStores['postings']): Command {
  return {
    name: 'details',
    description: 'desk.details.description',
    listed: false,
    forAsker: true,
    async run(request, context) {
      const { locale } = context;
      const answer = await toPressed(postings, request, context);
      if (!answer) return toUnknown(locale);
      const card = toCard(answer, locale);
      return {
        kind: 'details',
        checkId: answer.check.id,
        title: card.claim,
        sections: toReport(card, answer.check, locale).filter(({ lines }) => lines.length > 0),
        direction: card.direction,
        ...defined({ marks: card.marks }),
      };
    },
  };
}

/** Reasons that only a search can find. */
const SEARCHED: ReadonlySet<string | undefined> = new Set<VerdictReason>([
  'nothing-found',
  'pages-unread',
  'unjudged',
  'model-failed',
  'model-broken',
]);

/** What this very verdict was made with. Nothing where a model or a search was there, and it is not known whether it did anything. */
function toMeans({ means, verdict, judgedBy, recognition }: Check): MessageKey[] {
  if (judgedBy) return ['desk.means.model', 'desk.means.search'];
  const isMatchedByModel = recognition?.by?.kind === 'model';
  const isByReviews = !isMatchedByModel && (verdict.takenFrom !== undefined || !means.model);
  const isSearched = SEARCHED.has(verdict.reason);
  return [
    ...(isByReviews ? (['desk.means.noModel'] as const) : []),
    ...(isSearched ? (['desk.means.search'] as const) : means.search ? [] : (['desk.means.noSearch'] as const)),
  ];
}

function toReport(card: VerdictCard, check: Check, locale: Locale): Section[] {
  const means = [...toMeans(check).map((key) => locale.t(key)), ...card.notes];
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

function toSources(sources: readonly CardSource[], title: string, { comma } = ENGLISH_MARKS): Section {
  return {
    title,
    lines: sources.flatMap(({ number, title: page, publisher, date, url, stance, statement, quoted, note }) => {
      const name = `${number}. ${[page, publisher, date].filter((part) => part).join(comma)}`;
      const lines: Section['lines'] = [url === undefined ? { text: name } : { text: name, url }];
      if (stance !== undefined) lines.push({ text: stance });
      lines.push({ text: statement, quoted });
      if (note !== undefined) lines.push({ text: note });
      return lines;
    }),
  };
}
