import { cleanMessage } from './claim/clean.ts';
import type { Matcher } from './match/matcher.ts';

/** How many candidates are explained. */
const MOST = 3;
/** A scope that sees public prior checks only: an explanation shows nobody's private check. */
const EVERYONE = { platform: 'explain', chatId: '', personId: '', visibility: { kind: 'public' } } as const;

/** The matcher's grades in words; candidates graded `none` are not shown. */
const GRADES = { likely: 'probably the same', related: 'similar', none: '' } as const;

/** Explains a match: the cleaned claim, then the grade, probability, wording and differences of each of the nearest prior checks. */
export async function explainMatching(matcher: Matcher, message: string): Promise<string[]> {
  const claim = cleanMessage(message);
  const matches = await matcher.match(claim, EVERYONE);
  const near = matches.filter(({ grade }) => grade !== 'none').slice(0, MOST);
  return [
    `matched as: ${claim.text}`,
    ...near.flatMap(({ grade, wording, probability, differences }) => [
      `${GRADES[grade]} (${Math.round(probability * 100)} % sure that it is the same): “${wording}”`,
      ...differences.map(({ kind, asked, prior }) => `  differs: ${kind}: asked “${asked}”, prior “${prior}”`),
    ]),
    ...(near.length > 0 ? [] : ['no prior check is near it']),
  ];
}
