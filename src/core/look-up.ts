import { toAdvised } from './claim/advice.ts';
import type { CleanMessage } from './claim/clean.ts';
import { toClaimKind } from './claim/kinds.ts';
import { MOST_CLAIMS, splitClaims, splitClauses } from './claim/split-claims.ts';
import { defined } from './defined.ts';
import { toAskedForms, toClaimKey } from './language/canonical-form.ts';
import { withoutAsking } from './language/filler.ts';
import type { Match } from './match/matcher.ts';
import { type ConfirmedPrior, isAmong, isFirm, toRef } from './recognise.ts';
import type { RatedReview } from './reviews/adopt-review.ts';
import type { Core, Run } from './run.ts';
import { toReason, toSimilarReview } from './similar-check.ts';
import type { Check, PriorRef, RelatedCheck, Scope } from './types.ts';

/**
 * What decides a claim: a check of it that still holds, reviews of its very words, or a prior check that somebody confirmed to be of the same claim.
 */
export type Decision =
  | { by: 'check'; check: Check }
  | { by: 'reviews'; reviews: readonly [RatedReview, ...RatedReview[]] }
  | { by: 'confirmation'; confirmed: ConfirmedPrior };

/** A sentence of a message, looked up among prior checks. */
export interface LookedUp {
  /** As it stands in the message. */
  asked: string;
  /** The sentence of several statements that it was taken from. */
  within?: string;
  /** What it says; of a question, what it asks about. */
  statement: string;
  key: string;
  /** The words alone do not say what is claimed ("he", "this photo"): earlier decisions on the same words do not apply. */
  pointsOutside: boolean;
  /** A question that the rules cannot turn into a statement: it gets a verdict only if a prior check answers it, or a model turns it into one. */
  notCheckable?: 'question';
  /** The check of this very claim, whether it still holds or not. */
  known?: Check;
  decided?: Decision;
  /** Prior checks that somebody said are another claim: no model is asked about them again. */
  different: readonly PriorRef[];
  /** Similar prior checks; those in `different` are graded `related` at most. */
  matches: readonly Match[];
}

const MOST_RELATED = 3;
/** A shorter text is no claim by itself. UTF-16 units. */
const LEAST_SAID = 6;

/**
 * Looks up the statements of a message, in message order. Statements that are known word for word are chosen first, wherever they stand. A sentence
 * of several statements is taken apart if a prior check decides one of them. If none of several sentences is decided, the message is also tried as a
 * whole.
 *
 * @param known the message's own statements that are known word for word
 */
export async function lookUpMessage(
  core: Core,
  message: CleanMessage,
  known: readonly string[],
  run: Run,
): Promise<LookedUp[]> {
  const ask = (text: string) => lookUp(core, text, message, run);
  // A known wording may span two sentences: it is one claim, and its parts are dropped.
  const longest = known.filter((one) => !known.some((other) => other !== one && other.includes(one)));
  const first = longest.slice(0, MOST_CLAIMS);
  const rest = splitClaims(message.text, MOST_CLAIMS, core.by).filter(
    (sentence) => !first.some((one) => one.includes(sentence) || sentence.includes(one)),
  );
  const placeOf = (text: string) => message.text.indexOf(text);
  const chosen = [...first, ...rest].slice(0, MOST_CLAIMS).sort((a, b) => placeOf(a) - placeOf(b));
  const found: LookedUp[] = [];
  for (const [at, sentence] of chosen.entries()) {
    const left = MOST_CLAIMS - found.length - (chosen.length - at - 1);
    found.push(...(await lookUpParts(sentence, left, ask)));
  }
  if (found.length > 1 && found.every(({ decided }) => decided === undefined)) {
    // One claim can be spread over two sentences, neither of which states it alone.
    const whole = await ask(message.text);
    if (whole.decided || (isNear(whole) && !found.some(isNear))) return [whole];
  }
  return found;
}

async function lookUpParts(sentence: string, left: number, ask: (text: string) => Promise<LookedUp>) {
  const whole = await ask(sentence);
  const clauses = whole.decided ? [] : splitClauses(whole.statement);
  if (clauses.length === 0 || clauses.length > left) return [whole];
  const parts: LookedUp[] = [];
  for (const clause of clauses) parts.push({ ...(await ask(clause)), within: sentence });
  return parts.some(({ decided }) => decided) ? parts : [whole];
}

function isNear({ matches }: LookedUp): boolean {
  return matches.some(({ grade }) => grade === 'likely');
}

/** Strips hearsay that names no speaker: "They say that …", "Dicen que …". */
function withoutHearsay(sentence: string): string {
  const rest = withoutAsking(sentence);
  return rest === sentence || rest.length < LEAST_SAID ? sentence : `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
}

/** Looks up what prior checks say of a sentence. @param message the message that the sentence is from */
export async function lookUp(core: Core, sentence: string, message: CleanMessage, run: Run): Promise<LookedUp> {
  const { recogniser, checks, matcher } = core;
  const { scope, again = false, except = [] } = run;
  run.signal.throwIfAborted();
  const asked = toClaimKind(sentence);
  const isQuestion = asked.kind === 'yes-no-question' && asked.statement === undefined;
  const statement =
    (asked.kind === 'yes-no-question' ? asked.statement : undefined) ?? toAdvised(sentence) ?? withoutHearsay(sentence);
  const key = toClaimKey(statement);
  // A question may be stored under its own words or under those of its statement.
  const forms = new Set([...new Set([statement, sentence])].flatMap((text) => toAskedForms(text)));
  const pointsOutside = forms.size === 0;
  const identical = await recogniser.identical([...forms], scope);
  const own = identical.find((prior) => prior.kind === 'check')?.check;
  const before = (await checks.findByKey(key, scope)) ?? own;
  // Another message with these words can be about something else, so a firm verdict stays with the first message.
  const known = before && pointsOutside && isFirm(before.verdict) ? undefined : before;
  const found = {
    ...{ asked: sentence, statement, key, pointsOutside, different: except, matches: [] },
    ...defined({ known, notCheckable: isQuestion ? ('question' as const) : undefined }),
  };
  const [review, ...reviews] = identical.flatMap((prior) => (prior.kind === 'review' ? prior.review : []));
  if (review) return { ...found, decided: { by: 'reviews', reviews: [review, ...reviews] } };
  const said = pointsOutside ? { different: [] } : await recogniser.confirmed(key, scope);
  const different = [...except, ...said.different];
  if (said.same && !isAmong(different, toRef(said.same.prior)))
    return { ...found, different, decided: { by: 'confirmation', confirmed: said.same } };
  if (known && !pointsOutside && !again && isCurrent(core, known))
    return { ...found, different, decided: { by: 'check', check: known } };
  const all = await matcher.match({ ...message, text: statement }, scope);
  const others = all.filter(({ surface }) => surface.id !== known?.id);
  return { ...found, different, matches: lowerDifferent(others, different) };
}

/** Lowers the matches that are known to be of another claim to `related`. */
export const lowerDifferent = (matches: readonly Match[], different: readonly PriorRef[]): Match[] =>
  matches.map((match) => (isAmong(different, match.surface) ? toRelatedOnly(match) : match));

/**
 * Whether a stored check still holds. A verdict that was taken over never does: it is taken over anew from its source. A verdict of our own holds
 * until it expires, or more means are available.
 */
function isCurrent({ means, surroundings }: Core, { verdict, recognition, ...check }: Check): boolean {
  if (verdict.takenFrom !== undefined || recognition?.grade === 'confirmed') return false;
  const isOpen = verdict.label === 'unverified';
  // Without means, matching again costs nothing, and an archive may have been imported since.
  if (isOpen && !means.model && !means.search) return false;
  if ((means.model && !check.means.model) || (means.search && !check.means.search)) return false;
  if (check.expiresAt !== undefined && Date.parse(check.expiresAt) <= surroundings.now().getTime()) return false;
  return !(isOpen && check.failures !== undefined);
}

/** Lowers a `likely` match to `related`, for claims that are known to differ. */
export function toRelatedOnly(match: Match): Match {
  return match.grade === 'likely' ? { ...match, grade: 'related' } : match;
}

/** The similar claims to show, without the check itself. */
export async function toRelated(
  { priors, checks }: Core,
  matches: readonly Match[],
  scope: Scope,
  known?: Check,
): Promise<RelatedCheck[]> {
  const near = matches.filter(({ grade, surface }) => grade !== 'none' && surface.id !== known?.id);
  return Promise.all(
    near.slice(0, MOST_RELATED).map(async ({ surface: { kind, id, label, claim }, probability, differences }) => {
      const review = kind === 'review' ? await priors.review(id) : undefined;
      if (review) return toSimilarReview(review, { probability, differences });
      const summary = (await checks.get(id, scope))?.verdict.summary ?? '';
      return { kind, id, claim, ...defined({ label, reason: toReason(summary) }), probability, differences };
    }),
  );
}
