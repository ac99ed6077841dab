import type { CleanMessage } from './claim/clean.ts';
import type { LookedUp, LookUp, Settled } from './look-up.ts';
import type { Match } from './match/matcher.ts';
import type { CheckStore } from './ports.ts';
import { isSameRef } from './recognise.ts';
import type { Decided, Keeper } from './record-check.ts';
import { doDisagree, toDisagreeing, toUnverified } from './reviews/adopt-review.ts';
import type { Answer, Check, Failure, Recognition, Scope } from './types.ts';

/** What is kept of a claim, whatever is decided of it. */
export type Kept = Omit<Decided, 'verdict'>;

/** Makes the check of a claim that was looked up: what decides it decides it, and what is only like it is shown. */
export interface Settler {
  /** By what is known already. */
  settle(settled: Settled, kept: Kept, scope: Scope): Promise<Check>;
  /** A claim that no prior check decides: as what it is closest to, where a match is likely. @param failures why a model could not be asked */
  keepOpen(kept: Kept, matches: readonly Match[], scope: Scope, failures?: Failure[]): Promise<Check>;
}

export interface SettlerOptions {
  checks: CheckStore;
  keeper: Keeper;
  relate: LookUp['relate'];
  closestOf: LookUp['closestOf'];
  /** A model could be asked whether the closest claim is the same. */
  hasModel: boolean;
  now(): Date;
}

export function createSettler({ checks, keeper, relate, closestOf, hasModel, now }: SettlerOptions): Settler {
  return {
    async settle(settled, kept, scope) {
      if (settled.by === 'check') {
        const { aliases = [] } = kept;
        // The sentence that a model read the claim from leads there by itself the next time.
        return aliases.length > 0 ? checks.save(settled.check, scope, aliases) : settled.check;
      }
      if (settled.by === 'confirmation') return keeper.confirm(kept, settled.confirmed, scope);
      const { reviews } = settled;
      if (!doDisagree(reviews.map(({ label }) => label))) return keeper.takeOver(reviews, kept.known, scope);
      const recognition = { grade: 'identical', prior: { kind: 'review', id: reviews[0].id } } as const;
      return keeper.keep({ ...kept, verdict: toDisagreeing(reviews), recognition }, scope);
    },

    async keepOpen(kept, matches, scope, failures) {
      const closest = await closestOf(matches, scope);
      const related = await relate(matches, kept.known);
      const [first] = closest?.claims ?? [];
      if (!closest || !first) {
        const recognition = toRecognition(matches);
        return keeper.keep({ ...kept, verdict: toUnverified(), related, recognition, failures }, scope);
      }
      const open = {
        verdict: toUnverified('closest'),
        closest,
        related: related.filter((one) => !closest.claims.some((claim) => isSameRef(claim, one))),
        recognition: { grade: 'likely', prior: { kind: first.kind, id: first.id } } as const,
      };
      // Where a model is there and could not be asked, it is asked the next time.
      const soon = hasModel ? { expiresAt: now().toISOString() } : {};
      return keeper.keep({ ...kept, ...open, ...soon, failures }, scope);
    },
  };
}

export function toKept(
  { key, pointsOutside, known }: LookedUp,
  claim: Kept['claim'],
  { original }: { original: string },
): Kept {
  return { claim, key, pointsOutside, message: original, known };
}

/** A claim as it is kept. @param saidAt the platform knows when a message was sent; a model only reads it (`said`) */
export function toClaim(
  text: string,
  { claimant }: CleanMessage,
  { saidAt }: { saidAt?: string },
  language = 'und',
  said?: string,
): Kept['claim'] {
  const date = saidAt ?? said;
  return {
    text,
    language,
    ...(claimant === undefined ? {} : { claimant }),
    ...(date === undefined ? {} : { claimDate: date }),
  };
}

/** With what was asked, where the check has other words for it: spelling, case and marks make no other words. */
export function toAnswer(check: Check, asked: string): Answer {
  return toPlain(check.claim.text) === toPlain(asked) ? { check } : { check, asked };
}

function toPlain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** None of these is likely any more: somebody said so. */
export function toRelatedOnly(matches: readonly Match[]): Match[] {
  return matches.map((match) => (match.grade === 'likely' ? { ...match, grade: 'related' } : match));
}

export function toRecognition(matches: readonly Match[]): Recognition {
  const near = matches.find(({ grade }) => grade !== 'none');
  return near ? { grade: 'related', prior: { kind: near.surface.kind, id: near.surface.id } } : { grade: 'none' };
}
