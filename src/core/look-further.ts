import type { CleanMessage } from './claim/clean.ts';
import { redact } from './claim/redact.ts';
import type { ExtractedClaim } from './extract/extractor.ts';
import { toClaimKey } from './language/canonical-form.ts';
import type { LookedUp, LookUp, LookUpHow } from './look-up.ts';
import type { Match } from './match/matcher.ts';
import type { ConfirmationStore } from './ports.ts';
import { isSameRef, toRef } from './recognise.ts';
import type { Keeper } from './record-check.ts';
import type { Finding, ResearchTask } from './research.ts';
import { type Kept, type Settler, toAnswer, toClaim, toKept, toRecognition, toRelatedOnly } from './settle.ts';
import type { Recorder } from './trace.ts';
import type { Answer, Failure, PriorRef, Scope } from './types.ts';

/** What is to be known of the check that a claim is a part of. */
export interface LookFurtherRun extends LookUpHow {
  scope: Scope;
  signal: AbortSignal;
  recorder: Recorder;
  /** What is remembered as the message. */
  original: string;
  /** The page the message was taken from. */
  from?: string;
  saidAt?: string;
}

export interface LookFurtherOptions {
  lookUp: LookUp['lookUp'];
  relate: LookUp['relate'];
  closestOf: LookUp['closestOf'];
  settler: Settler;
  keeper: Keeper;
  confirmations: ConfirmationStore;
  /** Absent: nothing can be searched. */
  researcher: ((task: ResearchTask) => Promise<Finding>) | undefined;
  /** What the first call asks, and its version (`Confirmer`). */
  model: { name: string; version: string } | undefined;
  now(): Date;
}

/**
 * Makes the way of a claim that no prior check decides: a model's word on a prior check adopts it or lets the claim be looked into; a match that nobody
 * settled stays the closest one.
 *
 * @returns a function whose `failures` say why no model could be asked what the claims are; absent where one was, or there is none
 */
export function createLookFurther(options: LookFurtherOptions) {
  const { lookUp, relate, closestOf, settler, keeper, confirmations, researcher, model, now } = options;

  /** What the model said of prior claims serves everybody who asks in these words, as long as the model and its prompt stay. */
  async function remember(claim: ExtractedClaim, looked: LookedUp, same: readonly PriorRef[], scope: Scope) {
    if (!model || looked.pointsOutside) return;
    const isLikely = (ref: PriorRef) =>
      (claim.matches ?? []).some(({ surface, grade }) => grade === 'likely' && isSameRef(surface, ref));
    const words = [
      ...same.map((prior) => ({ prior, relation: 'same' as const })),
      ...[...claim.different, ...claim.unrelated]
        .filter(isLikely)
        .map((prior) => ({ prior, relation: 'different' as const })),
    ];
    const by = { kind: 'model', model: model.name, version: model.version } as const;
    for (const form of new Set([looked.key, ...claim.keys]))
      for (const word of words) await confirmations.save({ form, ...word, by, at: now().toISOString() }, scope);
  }

  /** What the model confirms: a prior check it was asked about, or the words it gave the claim, which are a known wording. */
  function toConfirmed(claim: ExtractedClaim, { settled, key }: LookedUp) {
    const isReworded = claim.said !== undefined && toClaimKey(claim.said) !== key;
    if (settled?.by === 'reviews' && isReworded) return { kind: 'review' as const, review: settled.reviews[0] };
    return settled ? undefined : claim.same;
  }

  return async (
    claim: ExtractedClaim,
    failures: Failure[] | undefined,
    message: CleanMessage,
    run: LookFurtherRun,
  ): Promise<Answer> => {
    const { scope, signal, recorder, from } = run;
    signal.throwIfAborted();
    const looked = claim.looked ?? (await lookUp(claim.text, message, scope, run));
    const said = claim.said ?? claim.text;
    const kept: Kept = {
      ...toKept(looked, toClaim(claim.text, message, run, claim.language, claim.claimDate), run),
      aliases: claim.keys,
      known: claim.known ?? looked.known,
    };
    const confirmed = model && toConfirmed(claim, looked);
    if (confirmed) {
      await remember(claim, looked, [toRef(confirmed)], scope);
      const by = { kind: 'model', model: model.name } as const;
      return toAnswer(await keeper.confirm(kept, { prior: confirmed, by }, scope), said);
    }
    if (looked.settled) return toAnswer(await settler.settle(looked.settled, kept, scope), said);
    await remember(claim, looked, [], scope);
    const isAmong = (refs: readonly PriorRef[], { surface }: Match) => refs.some((ref) => isSameRef(ref, surface));
    const matches = (looked.matches.length > 0 ? looked.matches : (claim.matches ?? [])).filter(
      (match) => !isAmong(claim.unrelated, match),
    );
    const isUnsettled = matches.some((match) => match.grade === 'likely' && !isAmong(claim.different, match));
    const isLikely = isUnsettled && (await closestOf(matches, scope)) !== undefined;
    if (!researcher || isLikely) {
      const shown = isLikely ? matches : toRelatedOnly(matches);
      return toAnswer(await settler.keepOpen(kept, shown, scope, failures), said);
    }
    const { language, questions } = claim;
    const { claimDate } = kept.claim;
    const finding = await researcher({
      claim: {
        text: redact(claim.outward ?? claim.text),
        questions: questions.map(redact),
        language,
        ...(claimDate === undefined ? {} : { claimDate }),
      },
      ...{ scope, recorder, signal },
      ...(from === undefined ? {} : { from }),
    });
    signal.throwIfAborted();
    if (finding.kind === 'reviews')
      return toAnswer(await settler.settle({ by: 'reviews', reviews: finding.reviews }, kept, scope), said);
    const [related, recognition] = [await relate(matches, kept.known), toRecognition(toRelatedOnly(matches))];
    return toAnswer(await keeper.keep({ ...kept, ...finding, related, recognition }, scope), said);
  };
}
