import { type CleanMessage, cleanMessage, toOnlyLink } from './claim/clean.ts';
import { type ToldBy, toClaimKind } from './claim/kinds.ts';
import { redact } from './claim/redact.ts';
import { splitClaims } from './claim/split-claims.ts';
import { createExtractor, type ExtractedClaim, toOwnClaims } from './extract/extractor.ts';
import { toClaimKey } from './language/canonical-form.ts';
import { toStatements } from './language/message-statements.ts';
import { createLookFurther } from './look-further.ts';
import { createLookUp, type LookedUp, type LookUpHow } from './look-up.ts';
import { createMessageLookUp } from './look-up-message.ts';
import type { Matcher } from './match/matcher.ts';
import { OutOfReach } from './out-of-reach.ts';
import type { CheckStore, ConfirmationStore, PriorIndex, Surroundings } from './ports.ts';
import { createRecogniser } from './recognise.ts';
import { createKeeper } from './record-check.ts';
import { createResearcher, type Research, toMeans } from './research.ts';
import { toNotCheckable } from './reviews/adopt-review.ts';
import { createSettler, toAnswer, toClaim, toKept } from './settle.ts';
import { createRecorder, type Recorder, type Stage, type Trace } from './trace.ts';
import type { Answer, Check, ConfirmedBy, Failure, PriorRef, Scope, VerdictReason } from './types.ts';

/** How one check is to be made; all of it may be left out. */
export interface CheckOptions extends LookUpHow {
  /** Told what is being done, for people who wait. */
  onStage?: (stage: Stage) => void;
  /** Told once, at the end, what it cost. */
  onTrace?: (trace: Trace) => void;
  /** When the message was said (ISO day or moment), where that is known: never a date it mentions. */
  saidAt?: string;
}

/** The verification core: a message in, up to three checks out. */
export interface Checker {
  /**
   * @param text a message of at most 20,000 UTF-16 units, as it came
   * @returns at least one check, each with what was asked where its own words are others; a message without a checkable claim gives one that says so
   * @throws the signal's reason if it is aborted; what the stores throw
   */
  check(text: string, scope: Scope, signal: AbortSignal, options?: CheckOptions): Promise<Answer[]>;
  /** Takes a prior check's verdict over for a check that somebody said is of the same claim. @returns nothing if the prior check cannot decide any more */
  adopt(check: Check, prior: PriorRef, by: ConfirmedBy, scope: Scope): Promise<Check | undefined>;
}

export interface CheckerOptions {
  checks: CheckStore;
  priors: PriorIndex;
  confirmations: ConfirmationStore;
  matcher: Matcher;
  surroundings: Surroundings;
  /** Absent: prior checks alone decide. */
  research?: Research;
}

const MOST_CLAIMS = 3;
/** Of a page that is checked itself, its beginning says what it claims. UTF-16 units. */
const PAGE_BEGINNING = 4_000;

/** One call of `check`. */
interface Run extends CheckOptions {
  scope: Scope;
  signal: AbortSignal;
  recorder: Recorder;
  /** What is remembered as the message. */
  original: string;
  /** The message itself, or what stands on the page that it links to. */
  said: string;
  /** The page the message was taken from. */
  from?: string;
}

/** The claims to look into, none of which a prior check decides; `none` says why there is none. */
interface OpenClaims {
  claims: readonly ExtractedClaim[];
  failures?: Failure[];
  none?: VerdictReason;
}

/** Makes the checker: it takes a message apart, looks each claim up, and looks further where prior checks do not decide. */
export function createChecker({
  checks,
  priors,
  confirmations,
  matcher,
  surroundings,
  research,
}: CheckerOptions): Checker {
  const { now } = surroundings;
  const means = toMeans(research);
  const by = means.model ? 'model' : 'rules';
  const name = research?.judge?.model.name ?? '';
  const model = research?.judge && { name, version: `${name} ${research.judge.extract.version}` };
  const recogniser = createRecogniser({ checks, priors, confirmations, version: model?.version });
  const { lookUp, findReviews, relate, closestOf } = createLookUp({ checks, priors, matcher, recogniser, means, now });
  const lookUpMessage = createMessageLookUp({ lookUp, most: MOST_CLAIMS, by });
  const keeper = createKeeper({ checks, surroundings, means });
  const settler = createSettler({ checks, keeper, relate, closestOf, hasModel: model !== undefined, now });
  const { settle, keepOpen } = settler;
  const researcher = research && createResearcher({ ...research, priors, findReviews, now });
  const lookFurther = createLookFurther({
    ...{ lookUp, relate, closestOf, settler, keeper, confirmations, now },
    researcher: means.search ? researcher : undefined,
    model,
  });
  const extract =
    research?.judge && createExtractor({ ...research.judge, load: recogniser.load, now, budget: research.budget });

  return {
    async check(text, scope, signal, options = {}) {
      signal.throwIfAborted();
      const recorder = createRecorder({ now, onStage: options.onStage });
      try {
        return await checkMessage(text, { ...options, scope, signal, recorder, original: text, said: text });
      } finally {
        const spent = recorder.spent();
        options.onTrace?.({ spent, money: research?.budget?.toMoney(spent) ?? 0, stages: recorder.stages });
      }
    },
    async adopt(known, ref, by, scope) {
      const prior = await recogniser.load(ref, scope);
      const { claim, claimKey: key } = known;
      return prior && keeper.confirm({ claim, key, message: claim.original, known }, { prior, by }, scope);
    },
  };

  async function checkMessage(text: string, run: Run): Promise<Answer[]> {
    const message = cleanMessage(text);
    const kind = toClaimKind(message.text, by);
    // One statement is looked up as it stands, which searches for its words as well.
    const isPlain = kind.kind !== 'not-checkable' && isOneStatement(message.text, by);
    const statements = isPlain ? [] : await recogniser.identicalStatements(message.text, run.scope);
    if (kind.kind === 'not-checkable' && statements.length === 0) {
      const isLink = message.hadLink && kind.reason === 'no-words';
      const page = isLink && run.from === undefined ? await readLink(text, run) : undefined;
      if (page) return checkMessage(page.text, { ...run, said: page.text, from: page.url });
      const reason = isLink ? 'link-only' : kind.reason;
      return [{ check: await keepAside(message.text, reason, run) }];
    }
    const found = await run.recorder.during('matching', () =>
      lookUpMessage(message, statements, run.scope, run, run.signal),
    );
    const open = found.filter(({ settled, aside, askable }) => !settled && (!aside || (askable && means.search)));
    // What nobody could look into further is decided by prior checks alone; so is everything, where nothing is open.
    if (open.length === 0 || (!means.model && !means.search)) return unique(found, (one) => decide(one, message, run));
    const settled = await unique(
      found.filter((one) => !open.includes(one)),
      (one) => decide(one, message, run),
    );
    const { claims, failures, none } = await toOpenClaims(open, run);
    if (none && settled.length === 0) return [{ check: await keepAside(message.text, none, run) }];
    const looked = await unique(claims.slice(0, MOST_CLAIMS), (claim) => lookFurther(claim, failures, message, run));
    return uniqueById([...settled, ...looked]).slice(0, MOST_CLAIMS);
  }

  /** The page behind a message that is but a link, by its title and its beginning. */
  async function readLink(text: string, { signal }: Run): Promise<{ url: string; text: string } | undefined> {
    const url = toOnlyLink(text);
    if (url === undefined || !research?.reader) return undefined;
    try {
      const page = await research.reader.read(url, signal);
      return { url: page.url, text: `${page.title}.\n\n${page.text.slice(0, PAGE_BEGINNING)}` };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof OutOfReach) return undefined;
      throw error;
    }
  }

  /** By prior checks alone. */
  async function decide(looked: LookedUp, message: CleanMessage, run: Run): Promise<Answer> {
    run.signal.throwIfAborted();
    const { settled, statement, key, aside } = looked;
    const kept = toKept(looked, toClaim(statement, message, run), run);
    if (settled) return toAnswer(await settle(settled, kept, run.scope), statement);
    const closest = await closestOf(looked.matches, run.scope);
    if (!aside || looked.known || closest) return toAnswer(await keepOpen(kept, looked.matches, run.scope), statement);
    // A question nobody has looked into is no claim yet; asked as a statement it can be, and then has a check of its own.
    const related = await relate(looked.matches, undefined);
    const verdict = toNotCheckable(aside);
    return { check: await keeper.keep({ ...kept, key: toAsideKey(aside, key), verdict, related }, run.scope) };
  }

  /** What is to be looked into: as a model reads the message, else as its sentences stand. */
  async function toOpenClaims(open: readonly LookedUp[], run: Run): Promise<OpenClaims> {
    // People's addresses are told from words only before the message is cleaned.
    const outward = cleanMessage(redact(run.said)).text;
    const own = toOwnClaims(open, splitClaims(outward, MOST_CLAIMS, by));
    if (!extract) return { claims: own };
    const { scope, signal, recorder } = run;
    const extracted = await extract({ text: outward, open, scope, recorder, signal });
    if ('claims' in extracted) return extracted;
    if ('none' in extracted) return { claims: [], ...extracted };
    // Without the model's help the sentences are still there, and what is said of them stays honest.
    if (!extracted.failures) return { claims: own };
    const kinds = open.map(({ statement }) => toClaimKind(statement));
    const claims = own.filter((_, at) => kinds[at]?.kind !== 'not-checkable');
    const [first] = kinds.flatMap((kind) => (kind.kind === 'not-checkable' ? kind.reason : []));
    return { claims, failures: extracted.failures, ...(claims.length === 0 && first ? { none: first } : {}) };
  }

  async function keepAside(statement: string, reason: VerdictReason, run: Run): Promise<Check> {
    const key = toAsideKey(reason, toClaimKey(statement));
    const claim = { text: statement, language: 'und' };
    return keeper.keep({ claim, key, message: run.original, verdict: toNotCheckable(reason) }, run.scope);
  }
}

/** A message whose only statement, and only claim, is the whole of it. */
function isOneStatement(text: string, by: ToldBy): boolean {
  const [claim, ...others] = splitClaims(text, MOST_CLAIMS, by);
  return claim === text && others.length === 0 && toStatements(text).length === 1;
}

/** Side by side, each check once. */
async function unique<T>(items: readonly T[], toOne: (item: T) => Promise<Answer>): Promise<Answer[]> {
  return uniqueById(await Promise.all(items.map(toOne)));
}

function uniqueById(answers: readonly Answer[]): Answer[] {
  return Array.from(new Map(answers.map((answer) => [answer.check.id, answer])).values());
}

/** The key of what is no claim: no claim's own key has brackets in it, so that neither is ever taken for the other. */
function toAsideKey(reason: string, key: string): string {
  return `(${reason}) ${key}`.trim();
}
