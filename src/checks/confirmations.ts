import type { Checker, CheckOptions } from '../core/checker.ts';
import { toAskedForms } from '../core/language/canonical-form.ts';
import { findVeto } from '../core/match/differences.ts';
import type { CheckStore, ConfirmationStore, Confirmer } from '../core/ports.ts';
import { isSameRef } from '../core/recognise.ts';
import type { Answer, Check, Means, PriorRef, Scope } from '../core/types.ts';
import { defined } from '../shared/values.ts';

/** A person's word on the closest checked claim of a card. */
export interface Word {
  checkId: string;
  relation: 'same' | 'different';
  /** `moderator`: of the group the scope belongs to, as the platform said at the click. `operator`: one the operator has named. */
  role: 'asker' | 'moderator' | 'operator';
  platform: string;
  personId: string;
  /** What was asked there, where the check's own words are others. */
  asked?: string | undefined;
}

/**
 * Why a word changes nothing. `unknown`: the card asks nothing any more. `differs`: code finds another number, date, place or "not". `gone`: the prior
 * check is. `settled`: a moderator's word holds there, and an asker's is none against it.
 */
export type Unsaid = 'unknown' | 'differs' | 'gone' | 'settled';

/** Takes people's words on closest claims, and finds an asker's own again. */
export interface Confirmations {
  /** @returns the card's new answer, or why there is none */
  say(word: Word, scope: Scope, signal: AbortSignal, options: Pick<CheckOptions, 'onStage'>): Promise<Answer | Unsaid>;
  /** The answers as this person's own words make them. */
  withOwn(answers: readonly Answer[], scope: Scope, askerId: string): Promise<Answer[]>;
  /** Takes the asker's and the model's word on a sentence back. @param form its claim key */
  drop(form: string, scope: Scope, askerId: string | undefined): Promise<void>;
}

export interface WordsOptions {
  checker: Checker;
  checks: CheckStore;
  confirmations: ConfirmationStore;
  /** What can be looked into now. */
  means: Means;
  now(): Date;
}

/** Makes the service over what is confirmed. */
export function createConfirmations({ checker, checks, confirmations, means, now }: WordsOptions): Confirmations {
  async function remember({ relation, role, platform, personId }: Word, check: Check, prior: PriorRef, scope: Scope) {
    // Confirmations that point outside themselves mean something else the next time.
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
    // What one asker says changes their card alone; only a look at the evidence is worth everybody's.
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
        // What a moderator said of it holds for the whole group.
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

/** A moderator of the group, or one that the operator has named, said that it is the same. */
function isSettled({ recognition }: Check): boolean {
  const by = recognition?.by?.kind;
  return by === 'moderator' || by === 'operator';
}
