import type { Checker } from '../core/checker.ts';
import type { Stage, Trace } from '../core/trace.ts';
import type { Answer, Check, Scope } from '../core/types.ts';

type CheckHow = NonNullable<Parameters<Checker['check']>[3]>;

/** What the ids of the starter pack's reviews begin with. */
export const STARTER_PREFIX = 'urn:claimcheck:starter:';

/**
 * How a claim came to its verdict. `starter`, `imported`: in a published review's very words. `confirmed`: a person or a model said that it is the same.
 * `same`: a check of ours that still holds. `judged`: evidence was judged. `closest`: a prior check is probably the same. `none`: nothing decides it.
 */
export type Recognised = 'starter' | 'imported' | 'confirmed' | 'same' | 'judged' | 'closest' | 'none';

/** What the operator may know of one message that was checked: no words, no names, no ids. */
export interface CheckReport {
  platform: string;
  /** Who reads the answer: a group, one person, whoever a guest answers, or the terminal. */
  place: 'group' | 'private' | 'guest' | 'terminal';
  /** Of each of its claims; none where the check broke off. */
  claims: { label: Check['verdict']['label']; recognised: Recognised }[];
  ms: number;
  trace: Trace;
}

/** What came of a message, whether its check ended or broke off; none of a check that had not begun to cost anything. */
type Ended = (answers: readonly Answer[], trace: Trace) => void | Promise<void>;

/** The same checker. @param begin called before each check; what it gives is called after it, and waited for */
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

/** The same checker, of which each check is reported; what several ask for at once is one. */
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
 * A report as one line of the log.
 *
 * @param currency in which the money is; absent: it is not named
 * @returns `label` and `recognised` of all claims in their order; of each stage its longest time, since claims are looked into side by side
 */
export function toLogFacts({ trace, claims, ...report }: CheckReport, currency: string | undefined) {
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
