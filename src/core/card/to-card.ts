import { defined } from '../defined.ts';
import { toClaimKey } from '../language/canonical-form.ts';
import { isSeen, shorten } from '../language/characters.ts';
import { joinSentences, splitSentences } from '../language/sentences.ts';
import { isFirm } from '../recognise.ts';
import { OWN_PACK } from '../reviews/adopt-review.ts';
import type { Locale } from '../text/locale.ts';
import { isWebAddress } from '../text/web-address.ts';
import type { Answer, Check, Citation, Recognition, Verdict } from '../types.ts';
import { toAttribution, toCardClosest, toShortRating } from './closest.ts';
import { SYMBOLS, toMarks } from './marks.ts';
import { toPublisherName } from './publisher-name.ts';
import { toCardRelated, toOpposite, toSimilarOf } from './similar.ts';
import { toStake } from './stakes.ts';
import { toTold } from './told.ts';
import type { CardSource, VerdictCard } from './verdict-card.ts';
import { toMatched, toView } from './view.ts';

/** The URL scheme of the operator's own documents: they have a title, but no address to open. */
const OWN_DOCUMENT = 'document:';

const MOST_WHY = 2;
/** Two sentences of a publisher can be very long; a card is for people in a hurry. UTF-16 units. */
const LONGEST_WHY = 600;
const MOST_SOURCES = 5;
const MOST_FAILURES = 3;

/** Different from every verdict's symbol. */
const CLOSEST_SYMBOL = '🔎';
const OPPOSITE_SYMBOL = '↔️';

/**
 * The card of an answer, in the reader's language. Pure.
 *
 * @example toCard({ check }, toLocale('en'))
 */
export function toCard(answer: Answer, locale: Locale): VerdictCard {
  const view = toView({ ...answer, check: toTold(answer.check, locale.tag) }, locale);
  const { check, matched } = view;
  const { verdict, claim, recognition, closest } = check;
  // Told in the reader's language, the claim may be just what was asked.
  const asked = view.asked !== undefined && toClaimKey(view.asked) === toClaimKey(claim.text) ? undefined : view.asked;
  const { t } = locale;
  const { label } = verdict;
  const near = closest && toCardClosest(closest, locale);
  const similar = toSimilarOf(check);
  const [opposite] = isOpen(verdict) ? similar.flatMap((one) => toOpposite(one, locale) ?? []) : [];
  const [first] = closest?.claims ?? [];
  return {
    checkId: check.id,
    label,
    symbol: near ? CLOSEST_SYMBOL : opposite ? OPPOSITE_SYMBOL : SYMBOLS[label],
    heading: near ? t('closest.title') : (opposite?.heading ?? toHeading(verdict, locale)),
    ...defined({ attribution: toAttribution(verdict, locale), closest: near, recognition: recognition?.grade }),
    claim:
      [near ? (asked ?? claim.text) : claim.text].find(isSeen) ??
      t(verdict.reason === 'link-only' || verdict.reason === 'no-reader' ? 'card.link' : 'card.nothing'),
    ...(asked === undefined || near ? {} : { asked: { text: asked, ...defined({ matched }) } }),
    why:
      near && first ? toShortWhy(first.verdict.summary) || t('why.closest') : (opposite?.why ?? toWhy(check, locale)),
    sources: toSources(first?.verdict ?? (opposite ? { ...verdict, citations: opposite.citations } : verdict), locale),
    // The card shows the opposite above already.
    related: similar.filter(({ id }) => id !== opposite?.id).map((related) => toCardRelated(related, locale)),
    notes: [
      ...(near ? [t('card.exact')] : []),
      ...toFormer(check, locale),
      ...toNotes(check, opposite !== undefined, locale),
      ...(answer.unchecked ? [t('card.unchecked', { count: answer.unchecked })] : []),
    ],
    details: toDetails(check, locale),
    asOf: t('card.asOf', { date: locale.formatDate(toCheckedAt(check)) }),
    ...defined({ confidence: toConfidenceLine(verdict, locale) }),
    // A review that nobody has asked about yet has no check of ours.
    idLine: check.id === '' ? '' : t('card.id', { id: check.id }),
    titles: {
      claim: t(label === 'not-checkable' ? 'card.message' : 'card.claim'),
      sources: t('card.sources'),
      related: t('card.related'),
      asked: t('card.asked'),
    },
    direction: locale.direction,
    marks: toMarks(locale),
  };
}

/** When a card's verdict was reached; for one that was taken over, when its publisher reviewed the claim. A day or a moment. */
export const toCheckedAt = ({ verdict, checkedAt }: Check): string => verdict.takenFrom?.reviewDate ?? checkedAt;

/** "Was ✅ True until 3 Nov 2026", on a card whose verdict has changed. */
function toFormer({ history, checkedAt }: Check, { t, formatDate }: Locale): string[] {
  const former = history.at(-1);
  if (!former) return [];
  const verdict = `${SYMBOLS[former.label]} ${t(`verdict.${former.label}`)}`;
  return [t('card.former', { verdict, date: formatDate(checkedAt) })];
}

/** The confidence and what it rests on, since the bare word cannot be weighed. Nothing if there is no verdict to be confident of. */
function toConfidenceLine({ label, confidence, takenFrom, citations }: Verdict, { t }: Locale): string | undefined {
  if (label === 'unverified' || label === 'not-checkable') return undefined;
  const publishers = new Set(
    citations.filter(({ quoteVerified, sent }) => quoteVerified && !sent).map(({ source }) => source.publisher),
  );
  const reason = takenFrom
    ? t(takenFrom.reviewId.startsWith(OWN_PACK) ? 'confidence.pack' : 'confidence.taken')
    : publishers.size > 0
      ? t('confidence.judged', { count: publishers.size })
      : undefined;
  const said = t('card.confidence', { confidence: t(`confidence.${confidence}`) });
  return reason === undefined ? said : t('card.because', { said, reason });
}

/** Reasons that only say that nothing is known. */
const NOTHING_KNOWN: ReadonlySet<string> = new Set([
  'no-prior-check',
  'no-page',
  'nothing-found',
  'not-enough-evidence',
]);

/** Whether nothing is known of the claim itself: its opposite, if that was checked, then says more. */
const isOpen = ({ reason, lean }: Verdict) => reason !== undefined && NOTHING_KNOWN.has(reason) && lean === undefined;

/** The label, or which way the evidence leans if nothing is decided: a screenshot may show only the heading. */
function toHeading({ label, lean, reason }: Verdict, { t }: Locale): string {
  if (lean === undefined) return t(`verdict.${label}`);
  if (lean === 'disagree' || lean === 'part') return t(`lean.${lean}`);
  if (reason === 'one-publisher') return t(lean === 'true' ? 'lean.oneTrue' : 'lean.oneFalse');
  return t(`lean.${lean}`);
}

/** Why the verdict is as it is. Empty if a review gives no reason and its rating, which stands above, is the label. */
function toWhy({ verdict, claim, history }: Check, { t }: Locale): string {
  const { label, reason, summary, takenFrom, citations } = verdict;
  const [first] = citations;
  if (reason === 'off-scale' && first) {
    const publisher = toPublisherName(first.source.publisher, first.source.url, true);
    return t('why.off-scale', { publisher, rating: toShortRating(first.statement) });
  }
  // A card that decides nothing still gives advice.
  const isGone = reason === 'no-prior-check' && history.some(isFirm);
  const why = isGone ? t('why.gone') : reason ? t(`why.${reason}`) : '';
  if (isOpen(verdict)) return joinSentences([why, t(`why.${toStake(claim.text) ?? 'careful'}`)]);
  if (reason) return why;
  if (summary.trim() !== '' || !takenFrom) return toShortWhy(summary);
  const rating = toShortRating(takenFrom.textualRating);
  const said = t(`verdict.${label}`);
  return rating.toLowerCase() === said.toLowerCase() ? '' : toShortWhy(t('why.taken', { rating, verdict: said }));
}

function toShortWhy(text: string): string {
  return shorten(joinSentences(splitSentences(text).slice(0, MOST_WHY)), LONGEST_WHY);
}

function toSources({ citations, takenFrom, reason }: Verdict, locale: Locale): CardSource[] {
  // A publisher taken from an archive of reviews is checked against the host; a fetched page names itself.
  const isTold = takenFrom !== undefined || reason === 'off-scale' || reason === 'reviews-disagree';
  return citations
    .filter(({ source }) => isWebAddress(source.url) || source.url.startsWith(OWN_DOCUMENT))
    .slice(0, MOST_SOURCES)
    .map(({ source: { title, publisher, url, publishedAt }, statement, quote, quoteVerified, stance, ...of }, at) => ({
      // Every source needs a visible name that can be pressed.
      ...{
        number: at + 1,
        title: isSeen(title) ? title : toHost(url),
        publisher: isTold ? toPublisherName(publisher, url) : publisher,
      },
      ...defined({
        date: publishedAt === undefined ? undefined : locale.formatDate(publishedAt),
        url: isWebAddress(url) ? url : undefined,
        stance: stance && locale.t(`stance.${stance}`),
        note: toSourceNote({ quoteVerified, ...of }, locale),
      }),
      // The card shows the taken-over rating above already.
      statement: (quoteVerified ? quote : undefined) ?? (statement === takenFrom?.textualRating ? '' : statement),
      quoted: quoteVerified && quote !== undefined,
    }));
}

const toHost = (url: string): string => (isWebAddress(url) ? new URL(url).host : url.slice(OWN_DOCUMENT.length));

/** Where the quote comes from; nothing if it was read for this very check. */
function toSourceNote(
  {
    later,
    quoteVerified,
    quoteVerifiedAt,
    sent,
  }: Pick<Citation, 'later' | 'quoteVerified' | 'quoteVerifiedAt' | 'sent'>,
  { t, formatDate }: Locale,
): string | undefined {
  if (sent) return t('card.sent');
  if (later) return t('card.later');
  if (quoteVerified) return quoteVerifiedAt && t('card.readOn', { date: formatDate(quoteVerifiedAt) });
  return t('card.notReRead');
}

/** What was read in vain, and what was out of reach while the check was made, in a sentence each. */
function toNotes(
  { failures = [], verdict: { report } }: Check,
  isAnswered: boolean,
  { t, formatList }: Locale,
): string[] {
  const read = isAnswered ? [] : (report?.read ?? []);
  const inVain = read.length === 0 ? [] : [t('card.read', { publishers: formatList(read) })];
  if (failures.length === 0) return inVain;
  const named = failures
    .slice(0, MOST_FAILURES)
    .map(({ name, why }) => t('card.failure', { name, why: t(`failure.${why}`) }));
  return [...inVain, t('card.outOfReach', { what: formatList(named) })];
}

/** The report's non-empty parts, then the earlier verdicts and what judged the claim. */
function toDetails(check: Check, locale: Locale): VerdictCard['details'] {
  const { t, formatDate } = locale;
  const { verdict, history, judgedBy, recognition } = check;
  const { analysis = '', missing = [] } = verdict.report ?? {};
  const earlier = history.map(({ at, label }) =>
    t('details.earlier', { date: formatDate(at), verdict: t(`verdict.${label}`) }),
  );
  const parts = [
    { title: t('details.analysis'), text: analysis },
    { title: t('details.missing'), text: missing.join('\n') },
    { title: t('details.history'), text: earlier.join('\n') },
    { title: t('grade.title'), text: recognition ? toGrade(check, recognition, locale) : '' },
    {
      title: t('details.judgedBy'),
      text: judgedBy ? t('details.model', { model: judgedBy.model, prompts: judgedBy.prompts.join(', ') }) : '',
    },
  ];
  return parts.filter(({ text }) => text !== '');
}

function toGrade(check: Check, { grade, by }: Recognition, locale: Locale): string {
  if (grade !== 'confirmed') return locale.t(`grade.${grade}`);
  return locale.t('grade.confirmed', { by: by ? toMatched(by, check, locale) : '' });
}
