import { cleanMessage } from './claim/clean.ts';
import { PROBABILITY_FEATURES } from './match/features.ts';
import type { Matcher } from './match/matcher.ts';

/** How many candidates are explained. */
const MOST = 3;
/** What a stranger's check is not found by: the explanation shows public prior checks only. */
const EVERYONE = { platform: 'explain', chatId: '', personId: '', visibility: { kind: 'public' } } as const;

/** For people who want to see why: the cleaned claim, and for the nearest prior checks the grade, the probability, the wording, what differs, and the features that say something. */
export async function explainMatching(matcher: Matcher, message: string): Promise<string[]> {
  const claim = cleanMessage(message);
  const matches = await matcher.match(claim, EVERYONE);
  const lines = [`matched as: ${claim.text}`];
  if (matches.length === 0) lines.push('no prior check shares a word with it');
  for (const { surface, grade, wording, probability, likeness, differences, features } of matches.slice(0, MOST)) {
    lines.push(`${grade}  p=${probability.toFixed(3)}  like=${likeness.toFixed(3)}  ${surface.id}  ${wording}`);
    for (const { kind, asked, prior } of differences)
      lines.push(`  differs: ${kind}: asked “${asked}”, prior “${prior}”`);
    const shown = PROBABILITY_FEATURES.flatMap((name, at) => {
      const value = (features[at] ?? 0).toFixed(2);
      return value === '0.00' ? [] : [`${name}=${value}`];
    });
    lines.push(`  ${shown.join(' ')}`);
  }
  return lines;
}
