import { defined } from '../defined.ts';
import { toReason } from '../similar-check.ts';
import type { Check, RelatedCheck, Verdict } from '../types.ts';

/**
 * Puts the claims, ratings and reasons of a check's reviews into the reader's language, if they are told in it. Pure. @param language BCP 47, of the
 * card
 */
export function toTold(check: Check, language: string): Check {
  const { verdict, claim, recognition, closest, related } = check;
  const told = verdict.takenFrom?.told?.[language];
  return {
    ...check,
    verdict: translate(verdict, language),
    // The claim is the review's word for word, in whichever language it was asked.
    claim: told && recognition?.grade === 'identical' ? { ...claim, text: told.claim, language } : claim,
    ...(told && recognition?.claim !== undefined && { recognition: { ...recognition, claim: told.claim } }),
    ...(closest && {
      closest: {
        ...closest,
        claims: closest.claims.map((one) => ({
          ...one,
          claim: one.verdict.takenFrom?.told?.[language]?.claim ?? one.claim,
          verdict: translate(one.verdict, language),
        })),
      },
    }),
    related: related.map((one) => translateRelated(one, language)),
  };
}

function translate(verdict: Verdict, language: string): Verdict {
  const { takenFrom } = verdict;
  const told = takenFrom?.told?.[language];
  if (!takenFrom || !told) return verdict;
  const { textualRating, summary } = told;
  return { ...verdict, summary, takenFrom: { ...takenFrom, textualRating } };
}

function translateRelated(related: RelatedCheck, language: string): RelatedCheck {
  const told = related.told?.[language];
  return told
    ? {
        ...related,
        claim: told.claim,
        textualRating: told.textualRating,
        ...defined({ reason: toReason(told.summary) }),
      }
    : related;
}
