import type { Writable } from 'node:stream';
import type { Config } from '../src/config/config.ts';
import { openArchive } from '../src/providers/claim-reviews/open-archive.ts';
import { readClaimReviews } from '../src/providers/claim-reviews/read-claim-reviews.ts';
import { loadDocumentLines } from '../src/providers/documents/load-lines.ts';
import { type EmbeddedStore, openStore } from '../src/providers/store/open-store.ts';
import { ClaimcheckError } from '../src/shared/errors.ts';
import { type EvalCore, openEvalCore } from './eval-verdicts-core.ts';
import {
  appendResult,
  type EvalResult,
  type GoldClaim,
  readClaims,
  readResults,
  toFileError,
} from './eval-verdicts-data.ts';
import { renderVerdictsReport, STAND_IN_NOTE, toVerdictsReport } from './eval-verdicts-report.ts';
import { EVAL_VERDICTS_USAGE, type EvalVerdictsArguments, parseEvalVerdictsArguments } from './eval-verdicts-usage.ts';

/** What the command gets from outside. */
export interface EvalVerdictsDeps {
  /** Called after the claims and the earlier results were read. */
  readConfig(): Pick<Config, 'research'>;
  stdout: Writable;
  stderr: Writable;
  fetch: typeof globalThis.fetch;
  /** Aborted by Ctrl-C: the results in the file stay. */
  signal: AbortSignal;
}

const BATCH_REVIEWS = 500;

/**
 * `npm run eval:verdicts`: measures the whole core on a fixed folder of documents.
 *
 * @returns the exit code
 * @throws ClaimcheckError `usage`, `eval-failed`, `config-invalid`, `import-failed`; the signal's reason
 */
export async function evalVerdicts(args: string[], deps: EvalVerdictsDeps): Promise<number> {
  const parsed = parseEvalVerdictsArguments(args);
  if (!parsed) {
    deps.stdout.write(`${EVAL_VERDICTS_USAGE}\n`);
    return 0;
  }
  const say = (line: string) => deps.stderr.write(`${line}\n`);
  const claims = readClaims(parsed.claims).slice(0, parsed.limit);
  const results = readResults(parsed.out);
  const { research: config } = deps.readConfig();
  const isLocal = isLoopback(config.model?.baseUrl);
  const store = openStore({ file: ':memory:' });
  try {
    const core = await openEvalCore(config, store, parsed.answers);
    try {
      refuseOther(results, core.model, parsed.out);
      const open = claims.filter(({ id }) => {
        const known = results.get(id);
        return known === undefined || (parsed.retry && known.failure !== undefined);
      });
      if (isLocal) say(STAND_IN_NOTE);
      say(`${core.model}: ${open.length} claims to check, ${claims.length - open.length} already in ${parsed.out}.`);
      if (open.length > 0) {
        await load(parsed, store, deps, say);
        await askAll(open, core, parsed, { results, say, signal: deps.signal });
        const waiting = open.filter(({ id }) => !results.has(id)).length;
        if (waiting > 0)
          say(`${waiting} claims are waiting for answers: the prompts are in ${parsed.answers}/prompts.`);
      }
      const answered = claims.flatMap(({ id, label }) => {
        const result = results.get(id);
        return result ? [{ ...result, gold: label }] : [];
      });
      const report = toVerdictsReport(answered, core.model, isLocal);
      for (const line of renderVerdictsReport(report)) say(line);
      deps.stdout.write(`${JSON.stringify(report)}\n`);
      return 0;
    } finally {
      await core.close();
    }
  } finally {
    store.close();
  }
}

/** A results file belongs to one model: combined figures of two models mean nothing. */
function refuseOther(results: ReadonlyMap<string, EvalResult>, model: string, out: string): void {
  const other = Array.from(results.values()).find((result) => result.model !== model);
  if (!other) return;
  throw new ClaimcheckError(
    'eval-failed',
    `${out} contains answers from ${other.model}, but the model is now ${model}: give another file as --out.`,
  );
}

async function load(
  { documents, archive }: EvalVerdictsArguments,
  store: EmbeddedStore,
  { fetch, signal }: EvalVerdictsDeps,
  say: (line: string) => void,
): Promise<void> {
  const { taken, refused } = await loadDocumentLines(documents, store.documents, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error instanceof ClaimcheckError ? error : toFileError(documents, '--documents', 'cannot be read', error);
  });
  if (taken === 0) throw new ClaimcheckError('eval-failed', `${documents} contains no documents: check --documents.`);
  say(`${taken} documents${refused === 0 ? '' : `; ${refused} lines were not documents and were skipped`}.`);
  if (archive === undefined) return;
  const opened = await openArchive(archive, { fetch }, signal);
  if (!opened) return;
  const { bytes, name } = opened;
  let batch: Parameters<EmbeddedStore['priors']['addReviews']>[0][number][] = [];
  for await (const item of readClaimReviews({ bytes, name })) {
    signal.throwIfAborted();
    if ('review' in item) batch.push(item.review);
    if (batch.length < BATCH_REVIEWS) continue;
    await store.priors.addReviews(batch);
    batch = [];
  }
  await store.priors.addReviews(batch);
  say(`${await store.reviewCount()} prior fact checks.`);
}

/** Each result is written to the file before the worker takes its next claim. */
async function askAll(
  open: readonly GoldClaim[],
  core: EvalCore,
  { out, concurrency }: EvalVerdictsArguments,
  { results, say, signal }: { results: Map<string, EvalResult>; say(line: string): void; signal: AbortSignal },
): Promise<void> {
  const waiting = open.values();
  let done = 0;
  // The first fault stops all workers: the next run asks a claim in flight again.
  const fault = new AbortController();
  const either = AbortSignal.any([signal, fault.signal]);
  const work = async () => {
    try {
      for (const claim of waiting) {
        either.throwIfAborted();
        const result = await core.ask(claim, either);
        if (!result) continue;
        appendResult(out, result);
        results.set(result.id, result);
        done += 1;
        say(
          `${done} of ${open.length}: ${result.id} ${result.gold} → ${result.predicted}${result.failure === undefined ? '' : ` (${result.failure})`}`,
        );
      }
    } catch (error) {
      fault.abort(error);
      throw error;
    }
  };
  await Promise.allSettled(Array.from({ length: Math.min(concurrency, open.length) }, work));
  signal.throwIfAborted();
  fault.signal.throwIfAborted();
}

function isLoopback(baseUrl: string | undefined): boolean {
  const host = URL.parse(baseUrl ?? '')?.hostname ?? '';
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host);
}
