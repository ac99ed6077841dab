import type { Checker } from '../core/checker.ts';
import type { Stage, Trace } from '../core/trace.ts';
import type { Answer, Check, Scope } from '../core/types.ts';

type CheckHow = NonNullable<Parameters<Checker['check']>[3]>;

/** The prefix of the ids of the starter pack's reviews. */
export const STARTER_PREFIX = 'urn:claimcheck:starter:';

/**
 * How a claim got its verdict. `starter`, `imported`: from a published review in the same words. `confirmed`: a person or a model said that it is the
 * same. `same`: an earlier check of ours that still holds. `judged`: from judged evidence. `closest`: a prior check is probably the same. `none`:
 * nothing decides it.
 */
export type Recognised = 'starter' | 'imported' | 'confirmed' | 'same' | 'judged' | 'closest' | 'none';

/** What the operator may know about one checked message: no words, no names, no ids. */
export interface CheckReport {
  platform: string;
  /** Who reads the answer: a group, one person, a guest's chat, or the terminal. */
  place: 'group' | 'private' | 'guest' | 'terminal';
  /** One entry per claim; empty if the check broke off. */
  claims: { label: Check['verdict']['label']; recognised: Recognised }[];
  ms: number;
  trace: Trace;
}

/** Called with the result of a message's check, whether it ended or broke off; not if it broke off before it cost anything. */
type Ended = (answers: readonly Answer[], trace: Trace) => void | Promise<void>;

/** The same checker with a callback. @param begin called before each check; the function it returns is called after it, and awaited */
export function whenEnded(checker: Checker, begin: (scope: Scope, how: CheckHow) => Ended): Checker {
  return {
    ...checker,
    async check(text, scope, signal, how = {}) {
      const end = begin(scope, how);
      let answers: Answer[] = [];
      let trace: Trace | undefined;
      const onTrace = (made: Trace) => {
        trace = made;
        how.onTrace?.(made);
      };
      try {
        answers = await checker.check(text, scope, signal, { ...how, onTrace });
        return answers;
      } finally {
        if (trace) await end(answers, trace);
      }
    },
  };
}

/** The same checker, with a report of each check; a check shared by several askers has one report. */
export function watchChecks(checker: Checker, now: () => Date, onChecked: (report: CheckReport) => void): Checker {
  return whenEnded(checker, (scope) => {
    const began = now();
    return (answers, trace) => {
      const claims = answers.map(({ check }) => ({
        label: check.verdict.label,
        recognised: toRecognised(check, began),
      }));
      const ms = now().getTime() - began.getTime();
      onChecked({ platform: scope.platform, place: toPlace(scope), claims, ms, trace });
    };
  });
}

function toPlace({ platform, chatId, visibility }: Scope): CheckReport['place'] {
  if (platform === 'terminal') return 'terminal';
  if (chatId === '') return 'guest';
  return visibility.kind === 'person' ? 'private' : 'group';
}

function toRecognised({ verdict, recognition, closest, judgedBy, checkedAt }: Check, began: Date): Recognised {
  if (recognition?.grade === 'confirmed') return 'confirmed';
  if (verdict.takenFrom) return verdict.takenFrom.reviewId.startsWith(STARTER_PREFIX) ? 'starter' : 'imported';
  if (closest) return 'closest';
  if (verdict.label === 'not-checkable') return 'none';
  if (Date.parse(checkedAt) < began.getTime()) return 'same';
  return judgedBy ? 'judged' : 'none';
}

/**
 * A report as one log line.
 *
 * @param currency of the amount; absent: the line has none
 * @returns `label` and `recognised` of all claims in order; for each stage its longest time, since claims are checked concurrently
 */
export function toLogLine({ trace, claims, ...report }: CheckReport, currency: string | undefined) {
  const { modelCalls, inputTokens, outputTokens, searches } = trace.spent;
  const stages: Partial<Record<Stage, number>> = {};
  for (const { stage, ms } of trace.stages) stages[stage] = Math.max(ms, stages[stage] ?? 0);
  return {
    ...report,
    label: claims.map(({ label }) => label).join(',') || 'broken-off',
    recognised: claims.map(({ recognised }) => recognised).join(',') || 'none',
    stages,
    ...{ modelCalls, inputTokens, outputTokens, searches },
    money: Number(trace.money.toFixed(6)),
    ...(currency !== undefined && { currency }),
    failures: trace.failures.map(({ name, why }) => `${name} ${why}`),
  };
}
