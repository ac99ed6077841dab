import type { Locale } from '../../src/core/text/locale.ts';
import type { CheckTrace } from './session.ts';

/** Money is shown to a ten-thousandth: one check costs less than a cent. */
const MONEY_DIGITS = 4;

/** What a check cost and where its time went, in two lines for `--verbose`. */
export function toTraceLines({ spent, money, stages }: CheckTrace, { t }: Locale): string[] {
  const { modelCalls, inputTokens, outputTokens, searches } = spent;
  const asked = Object.entries(searches).map(([name, count]) => `${name} ${count}`);
  return [
    t('terminal.trace.cost', {
      modelCalls,
      inputTokens,
      outputTokens,
      searches: asked.length === 0 ? '0' : asked.join(', '),
      money: money.toFixed(MONEY_DIGITS),
    }),
    t('terminal.trace.times', { times: stages.map(({ stage, ms }) => `${stage} ${ms} ms`).join(', ') }),
  ];
}
