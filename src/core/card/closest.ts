import { splitSentences } from '../language/sentences.ts';
import { doDisagree } from '../reviews/adopt-review.ts';
import type { Locale } from '../text/locale.ts';
import { shorten } from '../text/shorten.ts';
import type { Closest, ClosestCheck, FirmLabel, Verdict } from '../types.ts';
import type { CardClosest } from './verdict-card.ts';

/** Some publishers put their whole explanation into the rating; a card has room for its beginning. UTF-16 units. */
const LONGEST_RATING = 100;

/** The rating's first sentence. */
export function toShortRating(rating: string): string {
  const [first = rating, ...more] = splitSentences(rating);
  return shorten(more.length === 0 ? first : `${first} …`, LONGEST_RATING);
}

/** Whose verdict it is, where it is taken over from a publisher. */
export function toAttribution({ takenFrom }: Verdict, { t, formatDate }: Locale): string | undefined {
  if (!takenFrom) return undefined;
  const { publisher, textualRating, reviewDate } = takenFrom;
  const rating = toShortRating(textualRating);
  if (reviewDate === undefined) return t('card.attribution', { publisher, rating });
  return t('card.attributionDated', { publisher, rating, date: formatDate(reviewDate) });
}

/** The checked claims next to what was asked. */
export function toCardClosest({ claims }: Closest, locale: Locale): CardClosest[] {
  return claims.map((closest) => {
    const others = toOthers(closest, locale);
    return {
      title: locale.t('closest.title'),
      claim: closest.claim,
      rating: toRating(closest.verdict, locale),
      ...(others === undefined ? {} : { others }),
    };
  });
}

function toRating({ label, takenFrom }: Verdict, { t, formatDate }: Locale): string {
  if (!takenFrom) return t('closest.checkedHere', { verdict: t(`verdict.${label}`) });
  const { publisher, textualRating, reviewDate } = takenFrom;
  const values = { publisher, rating: toShortRating(textualRating) };
  return reviewDate === undefined
    ? t('closest.rated', values)
    : t('closest.ratedDated', { ...values, date: formatDate(reviewDate) });
}

/** What other publishers say of the very same claim: who agrees by name, who does not with the rating. */
function toOthers({ verdict, others }: ClosestCheck, { t, formatList }: Locale): string | undefined {
  if (others.length === 0) return undefined;
  const own = verdict.takenFrom;
  const labels = [...(own ? [verdict.label as FirmLabel] : []), ...others.map(({ label }) => label)];
  if (!doDisagree(labels))
    return t('closest.also', { publishers: formatList(others.map(({ publisher }) => publisher)) });
  const ratings = [...(own ? [own] : []), ...others].map(({ publisher, textualRating }) =>
    t('closest.ratingOf', { publisher, rating: toShortRating(textualRating) }),
  );
  return t('closest.disagree', { ratings: formatList(ratings) });
}
