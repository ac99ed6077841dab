import type { Judgement } from './judge/decide.ts';
import type { Spending, TokenUsage } from './ports.ts';
import type { Failure } from './types.ts';

/** What a check is doing, for people who wait. */
export type Stage = 'matching' | 'extracting' | 'searching' | 'judging';

/** What one `check` spent, and where its time went. */
export interface Trace {
  spent: Spending;
  /** In the operator's currency; 0 for what has no price. */
  money: number;
  /** In order of completion. Claims are looked into in parallel, so the times may add up to more than the whole check took. */
  stages: { stage: Stage; ms: number }[];
  /** Every failure. Pages all fail under the name `PAGES`, so that nobody can tell from a trace what was asked. */
  failures: Failure[];
  /** How each judged claim's verdict came about. */
  judgements: Judgement[];
}

/** The name that all pages fail under. */
export const PAGES = 'pages';

/** Collects a trace while a check is made. */
export interface Recorder {
  /** Runs one stage and notes how long it took, whether it succeeds or not. */
  during<T>(stage: Stage, work: () => Promise<T>): Promise<T>;
  /** Adds one model call and the tokens it counted. */
  modelCall(usage: TokenUsage): void;
  searches(counts: Readonly<Record<string, number>>): void;
  judged(judgement: Judgement): void;
  failed(failure: Failure): void;
  /** A recorder for a part of the work; this one is told everything too. */
  part(): Recorder;
  /** Everything spent so far. */
  spent(): Spending;
  stages: Trace['stages'];
  failures: Trace['failures'];
  judgements: Trace['judgements'];
}

/** Makes the recorder of one `check`. @param parent a recorder that is told everything too */
export function createRecorder(
  now: () => Date,
  onStage: ((stage: Stage) => void) | undefined,
  parent?: Recorder,
): Recorder {
  const stages: Trace['stages'] = [];
  const failures: Trace['failures'] = [];
  const judgements: Trace['judgements'] = [];
  const total = { modelCalls: 0, inputTokens: 0, outputTokens: 0 };
  const searches: Record<string, number> = {};
  const recorder: Recorder = {
    ...{ stages, failures, judgements },
    failed(failure) {
      parent?.failed(failure);
      failures.push(failure);
    },
    judged(judgement) {
      parent?.judged(judgement);
      judgements.push(judgement);
    },
    part: () => createRecorder(now, onStage, recorder),
    async during(stage, work) {
      onStage?.(stage);
      const start = now().getTime();
      try {
        return await work();
      } finally {
        for (const list of parent ? [stages, parent.stages] : [stages])
          list.push({ stage, ms: now().getTime() - start });
      }
    },
    modelCall({ inputTokens, outputTokens }) {
      parent?.modelCall({ inputTokens, outputTokens });
      total.modelCalls += 1;
      total.inputTokens += inputTokens;
      total.outputTokens += outputTokens;
    },
    searches(counts) {
      parent?.searches(counts);
      for (const [name, count] of Object.entries(counts)) searches[name] = (searches[name] ?? 0) + count;
    },
    spent: () => ({ ...total, searches: { ...searches } }),
  };
  return recorder;
}
