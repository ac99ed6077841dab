import { toClaimKey } from './claim/claim-key.ts';
import { type CleanMessage, cleanMessage } from './claim/clean.ts';
import { toClaimKind } from './claim/kinds.ts';
import { toOnlyLink } from './claim/only-link.ts';
import { redact } from './claim/redact.ts';
import { splitClaims } from './claim/split-claims.ts';
import { createExtractor, type ExtractedClaim, toOwnClaims } from './extractor.ts';
import { type RatedReview, toNotCheckable, toUnverified } from './judge/prior-verdict.ts';
import { createKeeper } from './keep.ts';
import { createLookUp, type LookedUp } from './look-up.ts';
import { createMessageLookUp } from './look-up-message.ts';
import type { Matcher } from './match/matcher.ts';
import { OutOfReach } from './out-of-reach.ts';
import type { CheckStore, PriorIndex, Surroundings } from './ports.ts';
import { createResearcher, type Research, toMeans } from './research.ts';
import { createRecorder, type Recorder, type Stage, type Trace } from './trace.ts';
import type { Check, Scope, VerdictReason } from './types.ts';

/** How one check is to be made; all of it may be left out. */
export interface CheckOptions {
  /** Told what is being done, for people who wait. */
  onStage?: (stage: Stage) => void;
  /** Told once, at the end, what it cost. */
  onTrace?: (trace: Trace) => void;
  /** What was researched before is researched anew, under the same id. */
  again?: boolean;
  /** When the message was said (ISO day or moment), where that is known: never a date it mentions. */
  claimDate?: string;
}

/** The verification core: a message in, up to three checks out. */
export interface Checker {
  /**
   * @param text a message of at most 20,000 UTF-16 units, as it came
   * @returns at least one check; a message without a checkable claim gives one that says so
   * @throws the signal's reason if it is aborted; what the stores throw
   */
  check(text: string, scope: Scope, signal: AbortSignal, options?: CheckOptions): Promise<Check[]>;
}

export interface CheckerOptions {
  checks: CheckStore;
  priors: PriorIndex;
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

/** Makes the checker: it takes a message apart, looks each claim up, and looks further where prior checks do not decide. */
export function createChecker({ checks, priors, matcher, surroundings, research }: CheckerOptions): Checker {
  const { now } = surroundings;
  const means = toMeans(research);
  const { lookUp, findReview, relate } = createLookUp({ checks, priors, matcher, means, now });
  const lookUpMessage = createMessageLookUp({ lookUp, priors, most: MOST_CLAIMS });
  const keeper = createKeeper({ checks, surroundings, means });
  const researcher = research && createResearcher({ ...research, priors, matcher, findReview, now });
  const extract = research?.judge && createExtractor({ ...research.judge, priors, now, budget: research.budget });

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
  };

  async function checkMessage(text: string, run: Run): Promise<Check[]> {
    const message = cleanMessage(text);
    const kind = toClaimKind(message.text);
    if (kind.kind === 'not-checkable') {
      const isLink = message.hadLink && kind.reason === 'no-words';
      const page = isLink && run.from === undefined ? await readLink(text, run) : undefined;
      if (page) return checkMessage(page.text, { ...run, said: page.text, from: page.url });
      const reason = isLink ? 'link-only' : kind.reason;
      return [await keepAside(message.text, reason, run)];
    }
    const found = await run.recorder.during('matching', () =>
      lookUpMessage(message, run.scope, run.again ?? false, run.signal),
    );
    const open = found.filter(({ settled, aside, askable }) => !settled && (!aside || (askable && means.search)));
    // What nobody could look into further is decided by prior checks alone; so is everything, where nothing is open.
    if (open.length === 0 || (!means.model && !means.search)) return unique(found, (one) => decide(one, message, run));
    const settled = await unique(
      found.filter((one) => !open.includes(one)),
      (one) => decide(one, message, run),
    );
    const claims = await toOpenClaims(open, run);
    if (claims.length === 0 && settled.length === 0) return [await keepAside(message.text, 'opinion', run)];
    const looked = await unique(claims.slice(0, MOST_CLAIMS), (claim) => decideOpen(claim, message, run));
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
  async function decide(looked: LookedUp, message: CleanMessage, run: Run): Promise<Check> {
    run.signal.throwIfAborted();
    const { settled, statement, key, known, aside, matches } = looked;
    if (settled) return settle(settled, [key], known, run.scope);
    const kept = {
      claim: toClaim(statement, message, run),
      message: run.original,
      known,
      related: await relate(matches),
    };
    if (!aside || known) return keeper.keep({ ...kept, key, verdict: toUnverified() }, run.scope);
    // A question nobody has looked into is no claim yet; asked as a statement it can be, and then has a check of its own.
    return keeper.keep({ ...kept, key: toAsideKey(aside, key), verdict: toNotCheckable(aside) }, run.scope);
  }

  /** By what is known already: the keys lead there from now on. */
  async function settle(by: Check | RatedReview, keys: readonly string[], known: Check | undefined, scope: Scope) {
    if ('textualRating' in by) return keeper.takeOver(by, keys, known, scope);
    return keys.every((key) => key === by.claimKey) ? by : checks.save(by, scope, keys);
  }

  /** What is to be looked into: as a model reads the message, else as its sentences stand. */
  async function toOpenClaims(open: readonly LookedUp[], run: Run): Promise<ExtractedClaim[]> {
    // People's addresses are told from words only before the message is cleaned.
    const outward = cleanMessage(redact(run.said)).text;
    const own = toOwnClaims(open, splitClaims(outward, MOST_CLAIMS));
    if (!extract) return own;
    const { scope, signal, recorder } = run;
    const extracted = await extract({ text: outward, open, scope, recorder, signal });
    // Without the model's help the sentences are still there, and what is said of them stays honest.
    return extracted ?? own;
  }

  async function decideOpen(claim: ExtractedClaim, message: CleanMessage, run: Run): Promise<Check> {
    const { scope, signal, recorder, again = false, from } = run;
    signal.throwIfAborted();
    const looked = await lookUp(claim.text, message, scope, again);
    const known = claim.known ?? looked.known;
    const keys = [...claim.keys, looked.key];
    if (looked.settled) return settle(looked.settled, keys, known, scope);
    if (claim.same) return keeper.takeOver(claim.same, keys, known, scope);
    const kept = {
      claim: toClaim(claim.text, message, run, claim.language, claim.claimDate),
      key: looked.key,
      aliases: claim.keys,
      message: run.original,
      known,
    };
    const matches = looked.matches.length > 0 ? looked.matches : (claim.matches ?? []);
    if (!researcher || !means.search) {
      return keeper.keep({ ...kept, verdict: toUnverified(), related: await relate(matches) }, scope);
    }
    const { language, questions } = claim;
    const asked = {
      text: redact(claim.outward ?? claim.text),
      questions: questions.map(redact),
      language,
      ...(kept.claim.claimDate === undefined ? {} : { claimDate: kept.claim.claimDate }),
    };
    const finding = await researcher({
      claim: asked,
      scope,
      recorder,
      signal,
      ...(from === undefined ? {} : { from }),
    });
    signal.throwIfAborted();
    if (finding.kind === 'review') return keeper.takeOver(finding.review, keys, known, scope);
    return keeper.keep({ ...kept, ...finding, related: await relate(matches) }, scope);
  }

  async function keepAside(statement: string, reason: VerdictReason, run: Run): Promise<Check> {
    const key = toAsideKey(reason, toClaimKey(statement));
    const claim = { text: statement, language: 'und' };
    return keeper.keep({ claim, key, message: run.original, verdict: toNotCheckable(reason) }, run.scope);
  }
}

function toClaim(text: string, { claimant }: CleanMessage, run: Run, language = 'und', said?: string) {
  // The platform knows when a message was sent; a model only reads it.
  const claimDate = run.claimDate ?? said;
  return {
    text,
    language,
    ...(claimant === undefined ? {} : { claimant }),
    ...(claimDate === undefined ? {} : { claimDate }),
  };
}

/** Side by side, each check once. */
async function unique<T>(items: readonly T[], toCheck: (item: T) => Promise<Check>): Promise<Check[]> {
  return uniqueById(await Promise.all(items.map(toCheck)));
}

function uniqueById(checks: readonly Check[]): Check[] {
  return Array.from(new Map(checks.map((check) => [check.id, check])).values());
}

/** The key of what is no claim: no claim's own key has brackets in it, so that neither is ever taken for the other. */
function toAsideKey(reason: string, key: string): string {
  return `(${reason}) ${key}`.trim();
}
