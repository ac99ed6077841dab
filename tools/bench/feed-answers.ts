import type { Checker } from '../../src/core/checker.ts';
import { cleanMessage } from '../../src/core/claim/clean.ts';
import type { Matcher } from '../../src/core/match/matcher.ts';
import type { Answer } from '../../src/core/types.ts';
import type { EmbeddedStore } from '../../src/providers/store/open-store.ts';
import { createBenchChecker } from './core.ts';
import { type BenchRun, type Figure, toFigure, toShare } from './figures.ts';
import type { MadeQuestion } from './made-questions.ts';
import { BENCH_SCOPE } from './store.ts';

/** Source: issue 13. */
const HIT_TARGET_MS = 25;
/** The first answers compile the hot code. */
const WARM_UP = 25;
const MOST_SHOWN = 5;
/** The depth down to which a right claim counts. */
const PLACES = 5;

/** The outcome of a question: the reviews that its card adopts, or the claim it is closest to. */
interface Asked {
  question: MadeQuestion;
  ms: number;
  /** The pages of the reviews in the question's own wording. */
  identical: { urls: readonly string[] };
  closest?: string;
}

/** Asks a made-up feed's claims verbatim and reworded. */
export async function askFeed(
  store: EmbeddedStore,
  { stored, reworded }: { stored: readonly MadeQuestion[]; reworded: readonly MadeQuestion[] },
  { say, signal }: BenchRun,
): Promise<Figure[]> {
  const { checker, matcher } = createBenchChecker(store);
  for (const question of [...stored.slice(-WARM_UP), ...reworded.slice(-WARM_UP)])
    await matcher.match(cleanMessage(question.text), BENCH_SCOPE);
  const askAll = async (questions: readonly MadeQuestion[]) => {
    const asked: Asked[] = [];
    for (const question of questions) asked.push(await ask(checker, question, signal));
    return asked;
  };
  const word = await askAll(stored);
  const others = await askAll(reworded);
  const precisions: number[] = [];
  for (const { right, text } of reworded) if (right) precisions.push(await toPrecision(matcher, text, right.claim));

  const show = (what: string, asked: readonly Asked[]) => {
    for (const { question, closest } of asked.slice(0, MOST_SHOWN))
      say(`feed: ${what}, ${question.language}: ${question.text} → ${closest ?? 'nothing'} (${question.right?.claim})`);
  };
  const lost = word.filter((asked) => !isIdentical(asked));
  show('not found word for word', lost);
  const known = others.filter(({ question }) => question.right);
  const none = others.filter(({ question }) => !question.right);
  const [wrong, wrongOfNone] = [known, none].map((asked) => asked.filter(isWrong)) as [Asked[], Asked[]];
  show('a wrong closest one', wrong);
  show('a closest one where none is right', wrongOfNone);
  const likely = known.filter((asked) => !isIdentical(asked) && asked.closest === asked.question.right?.claim);
  const times = (asked: readonly Asked[]) => asked.map(({ ms }) => ms);
  return [
    toFigure('asked word for word', 'ms', times(word), HIT_TARGET_MS),
    toShare(`  found (${word.length - lost.length})`, word.length - lost.length, word.length),
    toFigure('asked in other words', 'ms', times(others), HIT_TARGET_MS),
    toShare('  recognised as the very same', known.filter(isIdentical).length, known.length),
    toShare('  right closest claim', likely.length, known.length),
    toShare(
      '  MAP@5',
      precisions.reduce((sum, one) => sum + one, 0),
      known.length,
    ),
    toShare('  wrong closest claim', wrong.length, known.length),
    toShare('  wrong closest claim where none is right', wrongOfNone.length, none.length),
  ];
}

async function ask(checker: Checker, question: MadeQuestion, signal: AbortSignal): Promise<Asked> {
  const start = performance.now();
  const answers = await checker.check(question.text, BENCH_SCOPE, signal);
  const ms = performance.now() - start;
  const closest = answers.flatMap(({ check }) => check.closest?.claims[0]?.claim ?? [])[0];
  const asked = { question, ms, identical: { urls: answers.flatMap(toUrls) } };
  return closest === undefined ? asked : { ...asked, closest };
}

/** The pages of the reviews in the same wording: the adopted one, or those that disagree or rate off our scale. */
function toUrls({ check: { verdict } }: Answer): string[] {
  const { takenFrom, citations } = verdict;
  return takenFrom ? [takenFrom.url ?? ''] : citations.map(({ source }) => source.url);
}

function isIdentical({ question: { right }, identical }: Asked): boolean {
  return identical.urls.some((url) => right?.urls.includes(url));
}

/** Whether it was taken for another claim. */
function isWrong({ question: { right }, identical, closest }: Asked): boolean {
  const isOther = identical.urls.some((url) => !right?.urls.includes(url));
  return isOther || (closest !== undefined && closest !== right?.claim);
}

/** One divided by the rank of the right claim. */
async function toPrecision(matcher: Matcher, text: string, claim: string): Promise<number> {
  const ranked = await matcher.rank(cleanMessage(text), BENCH_SCOPE);
  const claims = [...new Set(ranked.map(({ surface }) => surface.claim))].slice(0, PLACES);
  const at = claims.indexOf(claim);
  return at < 0 ? 0 : 1 / (at + 1);
}
