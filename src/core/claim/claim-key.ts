import { tokenize } from '../match/tokens.ts';

/**
 * The identity of a claim: equal for every spelling of it that differs only in case, accents, punctuation, quote marks, white space, contractions and
 * names with several spellings ("U.S.", "USA"). Word order, numbers and negations stay.
 *
 * @param text a cleaned claim (`cleanMessage`)
 */
export function toClaimKey(text: string): string {
  return tokenize(
    text.replace(/(?<=\p{N}),(?=\p{N}{3}(?!\p{N}))/gu, '').replace(/(?<![\p{L}\p{N}])[-−](?=\p{N})/gu, ' minus '),
  )
    .map(({ word }) => CONTRACTIONS[word] ?? word)
    .join(' ');
}

/** Spelled-out forms of the contractions that people write in several ways. */
const CONTRACTIONS: Readonly<Record<string, string>> = {
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
};
