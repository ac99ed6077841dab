import { tokenize } from '../match/tokens.ts';

/**
 * The identity of a claim: equal for every spelling of it that differs only in case, accents, punctuation, quote marks, white space, contractions and
 * names with several spellings ("U.S.", "USA"). Word order, numbers and negations stay.
 *
 * @param text a cleaned claim (`cleanMessage`)
 */
export function toClaimKey(text: string): string {
  return tokenize(
    text
      .replace(/\bcan not\b/giu, 'cannot')
      .replace(/(?<=\p{N}),(?=\p{N}{3}(?!\p{N}))/gu, '')
      .replace(/(?<![\p{L}\p{N}])[-−](?=[\p{N}.$€£¥])/gu, ' minus ')
      .replace(/(?<!\p{N})\.(?=\p{N})/gu, '0.')
      .replace(/[$€£¥<>=≠+]/gu, (sign) => ` ${SIGNS.get(sign) ?? ''} `),
  )
    .map(({ word }) => CONTRACTIONS.get(word) ?? word)
    .join(' ');
}

/** Signs that tell claims apart as words do. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['$', 'dollar'],
  ['€', 'euro'],
  ['£', 'pound'],
  ['¥', 'yen'],
  ['<', 'under'],
  ['>', 'over'],
  ['=', 'equals'],
  ['≠', 'unequals'],
  ['+', 'plus'],
]);

/** Spelled-out forms of the contractions that people write in several ways. */
const CONTRACTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cant: 'cannot',
    dont: 'do not',
    doesnt: 'does not',
    didnt: 'did not',
    isnt: 'is not',
    arent: 'are not',
    wasnt: 'was not',
    werent: 'were not',
    wont: 'will not',
    wouldnt: 'would not',
    shouldnt: 'should not',
    couldnt: 'could not',
    hasnt: 'has not',
    havent: 'have not',
    hadnt: 'had not',
  }),
);
