import { splitSentences } from '../language/sentences.ts';
import type { Locale } from '../text/locale.ts';
import { shorten } from '../text/shorten.ts';
import type { Answer, Citation, Difference, RelatedCheck, Verdict, VerdictLabel } from '../types.ts';
import { toAttribution, toCardClosest, toShortRating } from './closest.ts';
import { toDetails, toNotes } from './details.ts';
import { toMarks } from './marks.ts';
import type { CardRelated, CardSource, VerdictCard } from './verdict-card.ts';
import { toView } from './view.ts';

/** Told apart by shape as well as by colour. */
const SYMBOLS: Readonly<Record<VerdictLabel, string>> = {
  true: '✅',
  'mostly-true': '☑️',
  'partially-true': '🟡',
  misleading: '⚠️',
  false: '❌',
  // The white question mark cannot be seen on a light ground.
  unverified: '❓',
  'not-checkable': '💬',
};

/** The scheme of the operator's own documents: they have a title and nowhere to go. */
const OWN_DOCUMENT = 'document:';

const MOST_WHY = 2;
/** Two sentences of a publisher can be very long; a card is for people in a hurry. UTF-16 units. */
const LONGEST_WHY = 600;
const MOST_SOURCES = 5;
const MOST_RELATED = 3;

/** Told apart from every verdict. */
const CLOSEST_SYMBOL = '🔎';

/**
 * The card of an answer, in the reader's language. Pure.
 *
 * @example toCard({ check }, toLocale('en'))
 */
export function toCard(answer: Answer, locale: Locale): VerdictCard {
  const { check, asked, matched } = toView(answer, locale);
  const { verdict, claim, recognition, closest } = check;
  const { t } = locale;
  const attribution = toAttribution(verdict, locale);
  const isFirm = verdict.label !== 'unverified' && verdict.label !== 'not-checkable';
  const near = closest && toCardClosest(closest, locale);
  const [first] = closest?.claims ?? [];
  return {
    checkId: check.id,
    label: verdict.label,
    symbol: near ? CLOSEST_SYMBOL : SYMBOLS[verdict.label],
    heading: near ? t('closest.title') : t(`verdict.${verdict.label}`),
    ...(attribution === undefined ? {} : { attribution }),
    claim: (near ? (asked ?? claim.text) : claim.text) || t('card.nothing'),
    ...(asked === undefined || near ? {} : { asked: { text: asked, ...(matched === undefined ? {} : { matched }) } }),
    ...(near ? { closest: near } : {}),
    ...(recognition ? { recognition: recognition.grade } : {}),
    why: near && first ? toWhy(first.verdict, locale) || t('why.closest') : toWhy(verdict, locale),
    sources: toSources(first ? first.verdict.citations : verdict.citations, locale),
    related: check.related.slice(0, MOST_RELATED).map((related) => toCardRelated(related, locale)),
    notes: [...(near ? [t('card.exact')] : []), ...toNotes(check, locale)],
    details: toDetails(check, locale),
    asOf: t('card.asOf', { date: locale.formatDate(verdict.takenFrom?.reviewDate ?? check.checkedAt) }),
    ...(isFirm ? { confidence: t('card.confidence', { confidence: t(`confidence.${verdict.confidence}`) }) } : {}),
    idLine: t('card.id', { id: check.id }),
    titles: {
      claim: t(verdict.label === 'not-checkable' ? 'card.message' : 'card.claim'),
      sources: t('card.sources'),
      related: t('card.related'),
      asked: t('card.asked'),
    },
    direction: locale.direction,
    marks: toMarks(locale),
  };
}

function toWhy({ reason, summary, takenFrom }: Verdict, { t }: Locale): string {
  if (reason) return t(`why.${reason}`);
  if (summary.trim() !== '' || !takenFrom) return toShortWhy(summary);
  const { publisher, textualRating } = takenFrom;
  return toShortWhy(t('why.taken', { publisher, rating: toShortRating(textualRating) }));
}

function toShortWhy(text: string): string {
  return shorten(splitSentences(text).slice(0, MOST_WHY).join(' '), LONGEST_WHY);
}

function toSources(citations: readonly Citation[], locale: Locale): CardSource[] {
  return citations
    .filter(({ source }) => isWebUrl(source.url) || source.url.startsWith(OWN_DOCUMENT))
    .slice(0, MOST_SOURCES)
    .map(({ source, statement, quote, quoteVerified, stance, later }, at) => ({
      number: at + 1,
      title: source.title,
      publisher: source.publisher,
      ...(source.publishedAt === undefined ? {} : { date: locale.formatDate(source.publishedAt) }),
      ...(isWebUrl(source.url) ? { url: source.url } : {}),
      statement: quoteVerified && quote !== undefined ? quote : statement,
      quoted: quoteVerified && quote !== undefined,
      ...(stance === undefined ? {} : { stance: locale.t(`stance.${stance}`) }),
      ...(quoteVerified ? {} : { note: locale.t('card.notReRead') }),
      ...(later ? { note: locale.t('card.later') } : {}),
    }));
}

function toCardRelated(
  { claim, label, textualRating, publisher, url, differences }: RelatedCheck,
  locale: Locale,
): CardRelated {
  const differs = toDifferences(differences, locale);
  return {
    symbol: SYMBOLS[label ?? 'unverified'],
    heading: locale.t(`verdict.${label ?? 'unverified'}`),
    ...(label === undefined && textualRating ? { heading: toShortRating(textualRating) } : {}),
    claim,
    ...(publisher === undefined ? {} : { publisher }),
    ...(differs === '' ? {} : { differs }),
    ...(url !== undefined && isWebUrl(url) ? { url } : {}),
  };
}

/** The two that matter most. */
function toDifferences(differences: readonly Difference[], locale: Locale): string {
  const differing = differences.slice(0, 2).map((difference) => toDiffers(difference, locale));
  return differing.join(toMarks(locale).semicolon);
}

function toDiffers({ kind, asked, prior }: Difference, { t }: Locale): string {
  const values = { kind: t(`differs.${kind}`), asked, prior };
  if (asked !== '' && prior !== '') return t('differs.both', values);
  if (prior !== '') return t('differs.prior', values);
  return asked === '' ? values.kind : t('differs.asked', values);
}

function isWebUrl(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '');
}
