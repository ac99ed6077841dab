import { CLASSES, type EvalResult, type VerdictClass } from './eval-verdicts-data.ts';

/** What is printed. Shares are 0 to 1, rounded to four places; `null` where there is nothing to take a share of. */
export interface VerdictsReport {
  model: string;
  /** Set where the model is on this machine: it may be a stand-in. */
  note?: string;
  n: number;
  /** During their check something was out of reach. They count as they are. */
  failed: number;
  accuracy: number | null;
  /** Mean over the classes that occur, in the claims or in the answers. */
  macroF1: number | null;
  /** Of the supported claims, those called false. */
  falseAccusationRate: number | null;
  citations: number;
  quotesFound: number | null;
  callsPerClaim: number | null;
  tokensPerClaim: number | null;
  secondsPerClaim: number | null;
  /** By the right class, then by the answer. */
  confusion: Record<VerdictClass, Record<VerdictClass, number>>;
}

/** Said where the model's address is on loopback. */
export const STAND_IN_NOTE =
  "The model answers from this machine. If it is a stand-in: a stand-in's accuracy is not the bot's.";

/** @param isLocal the model's address is on loopback */
export function toVerdictsReport(results: readonly EvalResult[], model: string, isLocal: boolean): VerdictsReport {
  const n = results.length;
  const count = (gold: VerdictClass, predicted: VerdictClass) =>
    results.filter((one) => one.gold === gold && one.predicted === predicted).length;
  const row = (gold: VerdictClass) => toRecord((predicted) => count(gold, predicted));
  const scores = CLASSES.flatMap((one) => toF1(results, one) ?? []);
  const sum = (of: (result: EvalResult) => number) => results.reduce((total, one) => total + of(one), 0);
  const supported = results.filter(({ gold }) => gold === 'Supported').length;
  const citations = results.flatMap((one) => one.citations);
  return {
    model,
    ...(isLocal ? { note: STAND_IN_NOTE } : {}),
    n,
    failed: results.filter(({ failure }) => failure !== undefined).length,
    accuracy: toShare(
      sum(({ gold, predicted }) => Number(gold === predicted)),
      n,
    ),
    macroF1: toShare(
      scores.reduce((total, one) => total + one, 0),
      scores.length,
    ),
    falseAccusationRate: toShare(count('Supported', 'Refuted'), supported),
    citations: citations.length,
    quotesFound: toShare(citations.filter(({ found }) => found).length, citations.length),
    callsPerClaim: toShare(
      sum(({ calls }) => calls),
      n,
    ),
    tokensPerClaim: toShare(
      sum(({ tokens }) => tokens),
      n,
    ),
    secondsPerClaim: toShare(sum(({ ms }) => ms) / 1_000, n),
    confusion: toRecord(row),
  };
}

/** The report as lines for people. */
export function renderVerdictsReport(report: VerdictsReport): string[] {
  const { confusion, n, failed, citations } = report;
  const show = (share: number | null) => (share === null ? 'none' : String(share));
  const rows = [['right \\ answer', ...CLASSES.map(toShort)]].concat(
    CLASSES.map((gold) => [toShort(gold), ...CLASSES.map((predicted) => String(confusion[gold][predicted]))]),
  );
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  return [
    `Model: ${report.model}. ${n} claims${failed === 0 ? '' : `, with ${failed} of which something was out of reach`}.`,
    ...(report.note === undefined ? [] : [report.note]),
    '',
    ...table,
    '',
    `accuracy                       ${show(report.accuracy)}`,
    `macro-F1                       ${show(report.macroF1)}`,
    `false accusations              ${show(report.falseAccusationRate)}  (supported claims called false)`,
    `quotes found in their document ${show(report.quotesFound)}  of ${citations}`,
    `a claim                        ${show(report.callsPerClaim)} calls, ${show(report.tokensPerClaim)} tokens, ${show(report.secondsPerClaim)} s`,
  ];
}

/** Nothing where the class occurs neither in the claims nor in the answers. */
function toF1(results: readonly EvalResult[], one: VerdictClass): number | undefined {
  const right = results.filter(({ gold, predicted }) => gold === one && predicted === one).length;
  const named = results.filter(({ gold }) => gold === one).length + results.filter((r) => r.predicted === one).length;
  return named === 0 ? undefined : (2 * right) / named;
}

function toRecord<T>(of: (one: VerdictClass) => T): Record<VerdictClass, T> {
  const [supported, refuted, open, conflicting] = CLASSES;
  return {
    [supported]: of(supported),
    [refuted]: of(refuted),
    [open]: of(open),
    [conflicting]: of(conflicting),
  };
}

function toShort(one: VerdictClass): string {
  return one === 'Conflicting Evidence/Cherrypicking' ? 'Conflicting' : one;
}

function toShare(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}
