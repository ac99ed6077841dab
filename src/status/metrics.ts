import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CheckReport } from '../checks/check-report.ts';

/** The outcome of an answer: it was delivered, a card was updated, it waits for its person, or an attempt failed. */
export type Posted = 'sent' | 'edited' | 'kept' | 'failed';

/** The jobs that are accepted and not answered yet. */
export interface Queue {
  length: number;
  /** When the oldest was accepted, as an ISO timestamp. */
  oldest?: string;
}

/** Counts what the bot does. No label contains personal data: platforms, labels, providers and kinds of failures are few. */
export interface Metrics {
  checked(report: CheckReport): void;
  posted(platform: string, what: Posted): void;
  /** All metrics in Prometheus' format; the queue is read at this moment. */
  render(queue: () => Promise<Queue>): Promise<{ type: string; text: string }>;
}

/** In seconds: a prior check takes milliseconds, a search a second, a slow model a minute. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Creates the counters at 0, and begins to watch the process. @param currency of the prices; empty if none is set */
export function createMetrics(currency: string, now: () => Date): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const count = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `claimcheck_${name}`, help, labelNames, registers });
  const seconds = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Histogram({ name: `claimcheck_${name}_seconds`, help, labelNames, registers, buckets: BUCKETS });
  const gauge = (name: string, help: string) => new Gauge({ name: `claimcheck_${name}`, help, registers });

  const claims = count('checks_total', 'Claims that got a verdict.', 'platform', 'label', 'recognition');
  const broken = count('checks_broken_off_total', 'Messages whose check ended without a verdict.', 'platform');
  const whole = seconds(
    'check',
    'Time to check a message, from extracting its claims to its verdicts.',
    'platform',
    'place',
  );
  const stages = seconds('stage', 'Time of a stage; the claims of a message are researched in parallel.', 'stage');
  const calls = count('model_calls_total', 'Questions to the model.');
  const tokens = count('tokens_total', "Tokens, as the model's server counts them.", 'direction');
  const searches = count('searches_total', 'Requests to search providers and archives.', 'provider');
  const money = count('money_total', 'Cost of checks, according to the price table.', 'currency');
  const failures = count('failures_total', 'Calls to providers that failed during checks.', 'provider', 'kind');
  const postings = count('postings_total', 'Answers and cards on chat platforms.', 'platform', 'outcome');
  const waiting = gauge('queue_jobs', 'Requests accepted but not answered yet.');
  const age = gauge('queue_oldest_seconds', 'How long the oldest unanswered request has waited; 0 if there is none.');
  money.inc({ currency }, 0);

  return {
    checked({ platform, place, claims: found, ms, trace }) {
      for (const { label, recognised: recognition } of found) claims.inc({ platform, label, recognition });
      if (found.length === 0) broken.inc({ platform });
      whole.observe({ platform, place }, ms / 1000);
      for (const { stage, ms: own } of trace.stages) stages.observe({ stage }, own / 1000);
      calls.inc(trace.spent.modelCalls);
      tokens.inc({ direction: 'input' }, trace.spent.inputTokens);
      tokens.inc({ direction: 'output' }, trace.spent.outputTokens);
      for (const [provider, requests] of Object.entries(trace.spent.searches)) searches.inc({ provider }, requests);
      money.inc({ currency }, trace.money);
      for (const { name: provider, why: kind } of trace.failures) failures.inc({ provider, kind });
    },
    posted: (platform, outcome) => postings.inc({ platform, outcome }),
    async render(queue) {
      const { length, oldest } = await queue();
      waiting.set(length);
      age.set(oldest === undefined ? 0 : Math.max(0, now().getTime() - Date.parse(oldest)) / 1000);
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
