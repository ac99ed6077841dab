import type { Checker, CheckOptions } from '../core/checker.ts';
import { defined } from '../core/defined.ts';
import { toAskedForms } from '../core/language/canonical-form.ts';
import { findVeto } from '../core/match/differences.ts';
import type { CheckStore, ConfirmationStore, Confirmer } from '../core/ports.ts';
import { isSameRef } from '../core/recognise.ts';
import type { Answer, Check, Means, PriorRef, Scope } from '../core/types.ts';

/** A person's word on the closest checked claim of a card. */
export interface Word {
  checkId: string;
  relation: 'same' | 'different';
  /** `moderator`: of the scope's group, according to the platform at the click. `operator`: a person named by the operator. */
  role: 'asker' | 'moderator' | 'operator';
  platform: string;
  personId: string;
  /** The asker's wording, if it differs from the check's. */
  asked?: string | undefined;
}

/**
 * Why a word changes nothing. `unknown`: the card asks nothing any more. `differs`: code finds another number, date, place or "not". `gone`: the prior
 * check is gone. `settled`: a moderator has decided, which an asker cannot change.
 */
export type Unsaid = 'unknown' | 'differs' | 'gone' | 'settled';

/** Takes people's words on closest claims, and applies an asker's own words. */
export interface Confirmations {
  /** @returns the card's new answer, or why there is none */
  say(word: Word, scope: Scope, signal: AbortSignal, options: Pick<CheckOptions, 'onStage'>): Promise<Answer | Unsaid>;
  /** The answers with this person's own words applied. */
  withOwn(answers: readonly Answer[], scope: Scope, askerId: string): Promise<Answer[]>;
  /** Deletes the asker's and the model's word on a sentence. @param form its claim key */
  drop(form: string, scope: Scope, askerId: string | undefined): Promise<void>;
}

export interface WordsOptions {
  checker: Checker;
  checks: CheckStore;
  confirmations: ConfirmationStore;
  /** Which means are available now. */
  means: Means;
  now(): Date;
}

/** Creates the service over the stored confirmations. */
export function createConfirmations({ checker, checks, confirmations, means, now }: WordsOptions): Confirmations {
  async function remember({ relation, role, platform, personId }: Word, check: Check, prior: PriorRef, scope: Scope) {
    // A sentence that refers to its context means something else the next time.
    if (toAskedForms(check.claim.text).length === 0) return;
    const by: Confirmer = { kind: role, platform, personId };
    await confirmations.save({ form: check.claimKey, prior, relation, by, at: now().toISOString() }, scope);
  }

  async function saySame(word: Word, check: Check, scope: Scope): Promise<Answer | Unsaid> {
    const { closest, recognition, claim } = check;
    const [near] = closest?.claims ?? [];
    const prior = near ?? (recognition?.grade === 'confirmed' ? recognition.prior : undefined);
    if (!prior) return 'unknown';
    const said = near?.claim ?? recognition?.claim ?? '';
    if ((closest && !closest.confirmable) || findVeto(claim.text, [said])) return 'differs';
    if (word.role === 'asker') {
      await remember(word, check, prior, scope);
      return { check, word: 'same' };
    }
    const adopted = await checker.adopt(check, prior, { kind: word.role }, scope);
    if (!adopted) return 'gone';
    await remember(word, check, prior, scope);
    return { check: adopted };
  }

  async function sayDifferent(
    word: Word,
    check: Check,
    scope: Scope,
    signal: AbortSignal,
    options: Pick<CheckOptions, 'onStage'>,
  ): Promise<Answer | Unsaid> {
    const { closest, recognition, claim } = check;
    const priors =
      closest?.claims ?? (recognition?.grade === 'confirmed' && recognition.prior ? [recognition.prior] : []);
    if (priors.length === 0) return 'unknown';
    for (const { kind, id } of priors) await remember(word, check, { kind, id }, scope);
    const isOwn = word.role === 'asker';
    const canLook = means.model || means.search;
    // An asker's rejection changes only their own card; everybody benefits only from a look at the evidence.
    if (isOwn && (recognition?.grade === 'confirmed' || !canLook)) return { check, word: 'different' };
    const how = defined({ except: isOwn ? priors : undefined, saidAt: claim.claimDate });
    const made = await checker.check(claim.text, scope, signal, { ...options, ...how, again: true });
    const answer = made.find((one) => one.check.id === check.id) ?? made[0];
    return answer ? { check: answer.check } : 'gone';
  }

  return {
    async say(word, scope, signal, options) {
      const check = await checks.get(word.checkId, scope);
      if (!check) return 'unknown';
      if (word.role === 'asker' && isSettled(check)) return 'settled';
      const answer = await (word.relation === 'same'
        ? saySame(word, check, scope)
        : sayDifferent(word, check, scope, signal, options));
      return typeof answer === 'string' || word.asked === undefined ? answer : { asked: word.asked, ...answer };
    },

    async withOwn(answers, scope, askerId) {
      const own = async (answer: Answer): Promise<Answer> => {
        const { claimKey, closest, recognition } = answer.check;
        const [prior] =
          closest?.claims ?? (recognition?.grade === 'confirmed' && recognition.prior ? [recognition.prior] : []);
        if (!prior) return answer;
        const words = await confirmations.of(claimKey, scope, { askerId });
        const mine = words.find(({ by, prior: ref }) => by.kind === 'asker' && isSameRef(ref, prior));
        // A moderator's word holds for the whole group.
        const isBound = words.some(
          ({ by, prior: ref }) => /^(?:moderator|operator)$/.test(by.kind) && isSameRef(ref, prior),
        );
        return mine && !isBound ? { ...answer, word: mine.relation } : answer;
      };
      return Promise.all(answers.map(own));
    },

    async drop(form, scope, askerId) {
      await confirmations.remove(form, scope, ['asker', 'model'], askerId);
    },
  };
}

/** Whether a moderator of the group, or a person named by the operator, said that it is the same. */
function isSettled({ recognition }: Check): boolean {
  const by = recognition?.by?.kind;
  return by === 'moderator' || by === 'operator';
}
