import { defined } from '../defined.ts';
import { toClaimKey } from '../language/canonical-form.ts';
import { isSeen } from '../language/characters.ts';
import { joinSentences } from '../language/sentences.ts';
import { isOfWords, isOpposite } from '../similar-check.ts';
import type { Locale } from '../text/locale.ts';
import { isWebAddress } from '../text/web-address.ts';
import type { Check, Citation, Difference, RelatedCheck } from '../types.ts';
import { toShortRating } from './closest.ts';
import { SYMBOLS, toMarks } from './marks.ts';
import { toPublisherName } from './publisher-name.ts';
import type { CardRelated } from './verdict-card.ts';

const MOST_RELATED = 3;

/** The similar checks that a card shows: never the check itself, nor an older check of the very same claim. */
export function toSimilarOf({ id, claimKey, related }: Check): RelatedCheck[] {
  const isItself = (one: RelatedCheck) => one.kind === 'check' && (one.id === id || toClaimKey(one.claim) === claimKey);
  return related.filter((one) => isSeen(one.claim) && !isItself(one)).slice(0, MOST_RELATED);
}

/** A similar check as a card shows it. */
export function toCardRelated(related: RelatedCheck, locale: Locale): CardRelated {
  const { claim, label, textualRating, publisher, url, reason, differences } = related;
  const rating = label === undefined && textualRating ? toShortRating(textualRating) : undefined;
  // The two differences that matter most.
  const differing = differences.slice(0, 2).map((difference) => toDiffers(difference, locale));
  return {
    symbol: SYMBOLS[label ?? 'unverified'],
    heading: rating ?? locale.t(`verdict.${label ?? 'unverified'}`),
    claim,
    ...defined({
      publisher: publisher === undefined ? undefined : toPublisherName(publisher, url),
      reason,
      differs: differing.join(toMarks(locale).semicolon) || undefined,
      url: url !== undefined && isWebAddress(url) ? url : undefined,
    }),
  };
}

/** What a card says if the opposite of its claim was checked. */
export interface Opposite {
  /** The prior check's. */
  id: string;
  /** "Agrees with a fact check": about the asked claim, next to which it stands. */
  heading: string;
  /** Which claim was checked, who rated it how, and why. */
  why: string;
  /** The prior check's sources. */
  citations: Citation[];
}

/** The prior check as a check of the opposite claim; nothing if it is not one, or rates it neither true nor false. */
export function toOpposite(related: RelatedCheck, { t }: Locale): Opposite | undefined {
  const { id, label, textualRating, publisher, url, claim, reason, citations = [] } = related;
  if (!isOpposite(related.differences) || (label !== 'true' && label !== 'false')) return undefined;
  const verdict = t(`verdict.${label}`);
  const rated =
    publisher === undefined
      ? t('closest.checkedHere', { verdict })
      : t('closest.rated', {
          publisher: toPublisherName(publisher, url, true),
          rating: textualRating ? toShortRating(textualRating) : verdict,
        });
  const which = t('why.opposite', { claim: claim.replace(/[.!。।]+$/u, ''), rated });
  // The card shows the rating above the sources already.
  const cited = citations.map((one) => (one.statement === textualRating ? { ...one, statement: '' } : one));
  return {
    id,
    citations: cited,
    heading: t(label === 'false' ? 'lean.agrees' : 'lean.contradicts'),
    why: joinSentences(reason ? [which, reason] : [which]),
  };
}

function toDiffers(difference: Difference, { t }: Locale): string {
  const { kind, asked, prior } = difference;
  const values = { kind: t(`differs.${kind}`), asked, prior };
  if (isOfWords(difference)) return t('differs.words', values);
  if (asked !== '' && prior !== '') return t('differs.both', values);
  if (prior !== '') return t('differs.prior', values);
  return asked === '' ? values.kind : t('differs.asked', values);
}
