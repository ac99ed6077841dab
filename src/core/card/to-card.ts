import { splitSentences } from '../claim/sentences.ts';
import type { Locale } from '../text/locale.ts';
import type { Check, Citation, Difference, RelatedCheck, Verdict, VerdictLabel } from '../types.ts';
import type { CardRelated, CardSource, VerdictCard } from './verdict-card.ts';

/** Told apart by shape as well as by colour. */
const SYMBOLS: Readonly<Record<VerdictLabel, string>> = {
  true: '✅',
  'mostly-true': '☑️',
  'partially-true': '🟡',
  misleading: '⚠️',
  false: '❌',
  unverified: '❔',
  'not-checkable': '💬',
};

const MOST_WHY = 2;
/** Two sentences of a publisher can be very long; a card is for people in a hurry. UTF-16 units. */
const LONGEST_WHY = 600;
const MOST_SOURCES = 5;
const MOST_RELATED = 3;
const MOST_DIFFERENCES = 2;

/** The card of a check, in the reader's language. Pure. */
export function toCard(check: Check, locale: Locale): VerdictCard {
  const { verdict, claim } = check;
  const { t } = locale;
  const attribution = toAttribution(verdict, locale);
  const isFirm = verdict.label !== 'unverified' && verdict.label !== 'not-checkable';
  return {
    checkId: check.id,
    label: verdict.label,
    symbol: SYMBOLS[verdict.label],
    heading: t(`verdict.${verdict.label}`),
    ...(attribution === undefined ? {} : { attribution }),
    claim: claim.text || t('card.nothing'),
    why: toWhy(verdict, locale),
    sources: toSources(verdict.citations, locale),
    related: check.related.slice(0, MOST_RELATED).map((related) => toCardRelated(related, locale)),
    asOf: t('card.asOf', { date: locale.formatDate(verdict.takenFrom?.reviewDate ?? check.checkedAt) }),
    ...(isFirm ? { confidence: t('card.confidence', { confidence: t(`confidence.${verdict.confidence}`) }) } : {}),
    idLine: t('card.id', { id: check.id }),
    titles: { claim: t('card.claim'), sources: t('card.sources'), related: t('card.related') },
    direction: locale.direction,
  };
}

function toAttribution({ takenFrom }: Verdict, { t, formatDate }: Locale): string | undefined {
  if (!takenFrom) return undefined;
  const { publisher, textualRating: rating, reviewDate } = takenFrom;
  if (reviewDate === undefined) return t('card.attribution', { publisher, rating });
  return t('card.attributionDated', { publisher, rating, date: formatDate(reviewDate) });
}

function toWhy({ reason, summary, takenFrom }: Verdict, { t }: Locale): string {
  if (reason) return t(`why.${reason}`);
  const sentences = splitSentences(summary);
  if (sentences.length === 0 && takenFrom)
    return t('why.taken', { publisher: takenFrom.publisher, rating: takenFrom.textualRating });
  const why = sentences.slice(0, MOST_WHY).join(' ');
  return why.length <= LONGEST_WHY
    ? why
    : `${why
        .slice(0, LONGEST_WHY)
        .toWellFormed()
        .replace(/\s+\S*$/u, '')} …`;
}

function toSources(citations: readonly Citation[], locale: Locale): CardSource[] {
  return citations
    .filter(({ source }) => isWebUrl(source.url))
    .slice(0, MOST_SOURCES)
    .map(({ source, statement, quote, quoteVerified }, at) => ({
      number: at + 1,
      title: source.title,
      publisher: source.publisher,
      ...(source.publishedAt === undefined ? {} : { date: locale.formatDate(source.publishedAt) }),
      url: source.url,
      statement: quoteVerified && quote !== undefined ? quote : statement,
      quoted: quoteVerified && quote !== undefined,
      ...(quoteVerified ? {} : { note: locale.t('card.notReRead') }),
    }));
}

function toCardRelated(
  { claim, label, textualRating, publisher, url, differences }: RelatedCheck,
  locale: Locale,
): CardRelated {
  const differs = differences
    .slice(0, MOST_DIFFERENCES)
    .map((difference) => toDiffers(difference, locale))
    .join('; ');
  return {
    symbol: SYMBOLS[label ?? 'unverified'],
    heading: label === undefined ? (textualRating ?? locale.t('verdict.unverified')) : locale.t(`verdict.${label}`),
    claim,
    ...(publisher === undefined ? {} : { publisher }),
    ...(differs === '' ? {} : { differs }),
    ...(url !== undefined && isWebUrl(url) ? { url } : {}),
  };
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
