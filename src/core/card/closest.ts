import { defined } from '../defined.ts';
import { shorten } from '../language/characters.ts';
import { splitSentences } from '../language/sentences.ts';
import { doDisagree } from '../reviews/adopt-review.ts';
import type { Locale, MessageKey } from '../text/locale.ts';
import type { Closest, ClosestCheck, FirmLabel, Verdict } from '../types.ts';
import { toPublisherName } from './publisher-name.ts';
import type { CardClosest } from './verdict-card.ts';

/** Some publishers put their whole explanation into the rating; a card has room for its beginning. UTF-16 units. */
const LONGEST_RATING = 100;

/** The rating's first sentence, shortened. */
export function toShortRating(rating: string): string {
  const [first = rating, ...more] = splitSentences(rating);
  return shorten(more.length === 0 ? first : `${first} …`, LONGEST_RATING);
}

/** Whose verdict it is, if it was taken over from a publisher. */
export function toAttribution({ takenFrom }: Verdict, locale: Locale): string | undefined {
  return takenFrom && toRated(['card.attribution', 'card.attributionDated'], takenFrom, locale);
}

/** The checked claims next to what was asked. */
export function toCardClosest({ claims }: Closest, locale: Locale): CardClosest[] {
  const { t } = locale;
  return claims.map((closest) => {
    const { label, takenFrom } = closest.verdict;
    return {
      title: t('closest.title'),
      claim: closest.claim,
      rating: takenFrom
        ? toRated(['closest.rated', 'closest.ratedDated'], takenFrom, locale)
        : t('closest.checkedHere', { verdict: t(`verdict.${label}`) }),
      ...defined({ others: toOthers(closest, locale) }),
    };
  });
}

function toRated(
  [key, dated]: readonly [MessageKey, MessageKey],
  { publisher, textualRating, reviewDate, url }: NonNullable<Verdict['takenFrom']>,
  { t, formatDate }: Locale,
): string {
  const values = { publisher: toPublisherName(publisher, url, true), rating: toShortRating(textualRating) };
  return reviewDate === undefined ? t(key, values) : t(dated, { ...values, date: formatDate(reviewDate) });
}

/** What other publishers say of the very same claim: by name if they agree; if not, all of them with their ratings. */
function toOthers({ verdict, others }: ClosestCheck, { t, formatList }: Locale): string | undefined {
  if (others.length === 0) return undefined;
  const own = verdict.takenFrom;
  const labels = [...(own ? [verdict.label as FirmLabel] : []), ...others.map(({ label }) => label)];
  if (!doDisagree(labels))
    return t('closest.also', {
      publishers: formatList(others.map(({ publisher, url }) => toPublisherName(publisher, url, true))),
    });
  const ratings = [...(own ? [own] : []), ...others].map(({ publisher, url, textualRating }) =>
    t('closest.ratingOf', { publisher: toPublisherName(publisher, url, true), rating: toShortRating(textualRating) }),
  );
  return t('closest.disagree', { ratings: formatList(ratings) });
}
