import { cleanMessage } from './claim/clean.ts';
import type { Matcher } from './match/matcher.ts';

/** How many candidates are explained. */
const MOST = 3;
/** What a stranger's check is not found by: the explanation shows public prior checks only. */
const EVERYONE = { platform: 'explain', chatId: '', personId: '', visibility: { kind: 'public' } } as const;

/** The matcher's grades in words; it shows nothing of what is far off. */
const GRADES = { likely: 'probably the same', related: 'similar', none: '' } as const;

/** For people who want to see why: the cleaned claim, and of the nearest prior checks the grade, how sure it is, the wording and what differs. */
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
