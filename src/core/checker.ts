import { cleanMessage, toFirstLink } from './claim/clean.ts';
import { type ToldBy, toClaimKind } from './claim/kinds.ts';
import { redact } from './claim/redact.ts';
import { MOST_CLAIMS, splitClaims } from './claim/split-claims.ts';
import { toOwnWords } from './claim/what-is-asked.ts';
import { defined } from './defined.ts';
import { createExtractor, type ExtractedClaim, toOwnClaims } from './extract/extractor.ts';
import { toClaimKey } from './language/canonical-form.ts';
import { toStatements } from './language/sentences.ts';
import { type LookedUp, lookUp, lookUpMessage } from './look-up.ts';
import { OutOfReach } from './out-of-reach.ts';
import { createRecogniser } from './recognise.ts';
import { adoptConfirmed } from './record-check.ts';
import { lookFurther } from './research.ts';
import { type Checker, type CheckerOptions, type Core, type Message, type Run, toMeans } from './run.ts';
import { decide, recordNotCheckable } from './settle.ts';
import { createRecorder } from './trace.ts';
import type { Answer, Failure, VerdictReason } from './types.ts';

export type { Checker, CheckOptions } from './run.ts';

/** How much of a linked page is checked in place of the message: its beginning states its claim. UTF-16 units. */
const PAGE_BEGINNING = 4_000;
/** Reasons against checking a text that may still be the wording of a prior check. */
const LIKE_CLAIMS: ReadonlySet<VerdictReason> = new Set(['question', 'opinion', 'too-short']);
/** Unchecked statements are counted up to here: a chain letter has dozens, and nobody needs the exact number. */
const MOST_COUNTED = 50;

/**
 * Makes the checker: it takes a message apart, looks each claim up, and researches further if prior checks do not decide.
 *
 * @example
 * const matcher = createMatcher({ priors, model: createMatchingModel(weights) });
 * const checker = createChecker({ checks, priors, confirmations, matcher, surroundings });
 * const [answer] = await checker.check('The moon is made of cheese', scope, AbortSignal.timeout(60_000));
 */
export function createChecker(options: CheckerOptions): Checker {
  const { research, surroundings, ...stores } = options;
  const core = toCore(options);
  const { recogniser } = core;
  const onlooker = toCore({ ...stores, surroundings, checks: { ...stores.checks, save: async (check) => check } });
  return {
    async check(text, scope, signal, how = {}) {
      signal.throwIfAborted();
      const recorder = createRecorder(surroundings.now, how.onStage);
      try {
        const message = { ...cleanMessage(text), original: text, said: text };
        return await checkMessage(how.priorsOnly ? onlooker : core, message, { ...how, scope, signal, recorder });
      } finally {
        const spent = recorder.spent();
        how.onTrace?.({
          spent,
          money: research?.budget?.toMoney(spent) ?? 0,
          stages: recorder.stages,
          failures: recorder.failures,
          judgements: recorder.judgements,
        });
      }
    },
    async adopt(known, ref, by, scope) {
      const prior = await recogniser.load(ref, scope);
      const { claim, claimKey: key } = known;
      return prior && adoptConfirmed(core, { claim, key, message: claim.original, known }, { prior, by }, scope);
    },
  };
}

function toCore(options: CheckerOptions): Core {
  const { judge } = options.research ?? {};
  const { name = '' } = judge?.model ?? {};
  const model = judge && { name, version: `${name} ${judge.extract.version}` };
  const means = toMeans(options.research);
  const recogniser = createRecogniser({ ...options, version: model?.version });
  return { ...options, recogniser, means, model, by: means.model ? 'model' : 'rules' };
}

/** Takes a message through all steps: its claims, prior checks of them, a model's reading, then evidence, judgement and record of each claim. */
async function checkMessage(core: Core, message: Message, run: Run): Promise<Answer[]> {
  const { by, means, recogniser } = core;
  const kind = toClaimKind(message.text, by);
  const isClaim = kind.kind !== 'not-checkable';
  // A single statement is looked up as it stands, and that already includes the word-for-word search.
  const isPlain = isClaim && isOneStatement(message.text, by);
  const statements = isPlain ? [] : await recogniser.identicalStatements(message.text, run.scope);
  const isPointing = message.hadLink && message.from === undefined && toOwnWords(message.said) !== 'claim';
  if ((!isClaim || isPointing) && statements.length === 0) {
    const near = isClaim || LIKE_CLAIMS.has(kind.reason) ? await lookUp(core, message.text, message, run) : undefined;
    const isKnown = near?.decided ?? near?.matches.some(({ grade }) => grade === 'likely');
    if (near && isKnown) return [await decide(core, near, message, run)];
    const answers = isPointing ? await checkPage(core, message, run) : undefined;
    if (answers) return answers;
    const isBare = isPointing && toOwnWords(message.said) === 'bare';
    const unread = core.research?.reader ? 'link-only' : 'no-reader';
    if (isBare) return [await answerNotCheckable(core, unread, message, run)];
    if (!isClaim) return [await answerNotCheckable(core, kind.reason, message, run)];
  }

  const found = await run.recorder.during('matching', () => lookUpMessage(core, message, statements, run));
  // A claim that cannot be looked into further with the means at hand is decided by prior checks alone.
  const open = found.filter(
    ({ decided, notCheckable }) =>
      !decided && (notCheckable ? means.model && means.search : means.model || means.search),
  );
  const known = await inParallel(
    found.filter((one) => !open.includes(one)),
    (one) => decide(core, one, message, run),
  );
  if (open.length === 0) return withUnchecked(known, message.text, by);

  const { claims, failures, none } = await extract(core, open, message, run);
  if (none && known.length === 0) return [await answerNotCheckable(core, none, message, run)];
  const looked = await inParallel(claims.slice(0, MOST_CLAIMS), (claim) =>
    lookFurther(core, claim, failures, message, run),
  );
  return withUnchecked(once([...known, ...looked]).slice(0, MOST_CLAIMS), message.text, by);
}

/** Adds the number of unchecked statements to the last answer. */
function withUnchecked(answers: Answer[], text: string, by: ToldBy): Answer[] {
  const unchecked = answers.length < MOST_CLAIMS ? 0 : splitClaims(text, MOST_COUNTED, by).length - answers.length;
  return unchecked <= 0 ? answers : answers.map((one, at) => (at < answers.length - 1 ? one : { ...one, unchecked }));
}

/** Checks the page behind a message's first link, by its title and its beginning. @returns nothing if there is no link or it cannot be read */
async function checkPage(core: Core, message: Message, run: Run): Promise<Answer[] | undefined> {
  const url = toFirstLink(message.said);
  const page = url === undefined ? undefined : await readPage(core, url, run.signal);
  if (!page) return undefined;
  const said = `${page.title.replace(/[.!?…]+$/u, '')}.\n\n${page.text.slice(0, PAGE_BEGINNING)}`;
  const from = page.original ?? page.url;
  return checkMessage(core, { ...cleanMessage(said), original: message.original, said, from }, run);
}

async function readPage({ research }: Core, url: string, signal: AbortSignal) {
  try {
    return await research?.reader?.read(url, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OutOfReach) return undefined;
    throw error;
  }
}

/** The claims to look into; `none` says why there are none. */
interface OpenClaims {
  claims: readonly ExtractedClaim[];
  failures?: Failure[];
  none?: VerdictReason;
}

/** The claims as a model reads them in the message, or the message's own sentences if no model can. */
async function extract(core: Core, open: readonly LookedUp[], message: Message, run: Run): Promise<OpenClaims> {
  const { research, recogniser } = core;
  // Redaction comes first: in a cleaned message, people's addresses can no longer be told from words.
  const text = withoutDecided(cleanMessage(redact(message.said)).text, open);
  const own = toOwnClaims(open, splitClaims(text, MOST_CLAIMS, core.by));
  if (!research?.judge) return { claims: own };
  const { budget, judge } = research;
  const extractor = createExtractor({ ...judge, load: recogniser.load, budget });
  const extracted = await extractor({ text, open, ...run });
  if ('claims' in extracted) return extracted;
  if ('none' in extracted) return { claims: [], ...extracted };
  const { failures } = extracted;
  if (!failures) return { claims: own };
  // If the model failed, the message's own sentences are used, each with the kind that the rules give it.
  const kinds = open.map(({ statement }) => toClaimKind(statement));
  const claims = own.filter((_, at) => kinds[at]?.kind !== 'not-checkable');
  const [none] = claims.length > 0 ? [] : kinds.flatMap((kind) => (kind.kind === 'not-checkable' ? kind.reason : []));
  return { claims, failures, ...defined({ none }) };
}

/**
 * Cuts each partly decided sentence of a message down to its open statements: a model that reads the decided ones again may merge them into one
 * claim.
 */
function withoutDecided(text: string, open: readonly LookedUp[]): string {
  const parts = Map.groupBy(open, ({ within }) => within);
  return [...parts].reduce(
    (left, [within, own]) =>
      within === undefined ? left : left.replace(within, () => own.map(({ asked }) => asked).join('. ')),
    text,
  );
}

async function answerNotCheckable(core: Core, reason: VerdictReason, message: Message, run: Run): Promise<Answer> {
  const { text, original } = message;
  const made = { claim: { text, language: 'und' }, key: toClaimKey(text), message: original };
  return { check: await recordNotCheckable(core, reason, made, run.scope) };
}

/** Whether the whole message is one statement and one claim. */
function isOneStatement(text: string, by: ToldBy): boolean {
  const [claim, ...others] = splitClaims(text, MOST_CLAIMS, by);
  return claim === text && others.length === 0 && toStatements(text).length === 1;
}

async function inParallel<T>(items: readonly T[], toAnswer: (item: T) => Promise<Answer>): Promise<Answer[]> {
  return once(await Promise.all(items.map(toAnswer)));
}

/** Removes answers with the same check. */
function once(answers: readonly Answer[]): Answer[] {
  return Array.from(new Map(answers.map((answer) => [answer.check.id, answer])).values());
}
