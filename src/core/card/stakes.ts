import { UNSPACED } from '../language/characters.ts';
import data from './stakes.json' with { type: 'json' };

/** What somebody who believes a claim may lose. */
export type Stake = 'health' | 'money';

/** Words of all languages together: a claim's language is often unknown. A `*` stands for any ending, and the Arabic article may come first. */
function toPattern(words: Readonly<Record<string, string>>): RegExp {
  const all = Object.values(words).flatMap((list) => list.split('|'));
  const unspaced = all.filter((word) => UNSPACED.test(word));
  const spaced = all.filter((word) => !UNSPACED.test(word)).map((word) => word.replace('*', '[\\p{L}\\p{M}]*'));
  return new RegExp(`(?<![\\p{L}\\p{M}])(?:ال)?(?:${spaced.join('|')})(?![\\p{L}\\p{M}])|${unspaced.join('|')}`, 'iu');
}

const HEALTH = toPattern(data.health);
const MONEY = toPattern(data.money);

/**
 * What is at stake if somebody believes a claim that nothing decides: its card then says whom to ask. Told from words alone, so it is never more than
 * advice.
 */
export function toStake(claim: string): Stake | undefined {
  if (HEALTH.test(claim)) return 'health';
  return MONEY.test(claim) ? 'money' : undefined;
}
