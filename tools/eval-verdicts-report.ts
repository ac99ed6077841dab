import { CLASSES, type EvalResult, type VerdictClass } from './eval-verdicts-data.ts';

/** The printed report. Shares are 0 to 1, rounded to four places; `null` if the whole is empty. */
export interface VerdictsReport {
  model: string;
  /** Set if the model is on this machine, where it may be a stand-in. */
  note?: string;
  n: number;
  /** Claims during whose check something was out of reach. They count with their result. */
  failed: number;
  accuracy: number | null;
  /** The mean over the classes that occur, in the claims or in the answers. */
  macroF1: number | null;
  /** The share of supported claims that were called false. */
  falseAccusationRate: number | null;
  /** The share of claims with a firm label; and with a firm label or a lean. */
  answered: number | null;
  answeredOrLean: number | null;
  /** The share of firm labels that are in the right class. */
  precision: number | null;
  /** Leans; how many of them point to the right class; and how many lean to false for a supported claim. */
  leans: { n: number; right: number; accusing: number };
  /** `macroF1`, with each lean counted as the class it points to. */
  macroF1WithLeans: number | null;
  /** By the label's rating, the highest first: cumulative counts of firm answers and of right ones. */
  byRating: { rating: number; answered: number; right: number }[];
  /** Citations that do not count, by the rule in code or the objection of the cross-examination. */
  dropped: Record<string, number>;
  /** Of the quotes that passed the rules and were cross-examined, the share with the judge's stance. */
  agreement: number | null;
  citations: number;
  quotesFound: number | null;
  callsPerClaim: number | null;
  tokensPerClaim: number | null;
  secondsPerClaim: number | null;
  /** By the right class, then by the answered class. */
  confusion: Record<VerdictClass, Record<VerdictClass, number>>;
}

const OPEN: VerdictClass = 'Not Enough Evidence';
/** Objections of the cross-examination to a quote; all other reasons come from rules in code. */
const OBJECTIONS: readonly string[] = ['not-asked', 'other-stance', 'not-asserted', 'unnamed'];
const LEAN_CLASS: Readonly<Record<EvalResult['leans'][number], VerdictClass>> = {
  true: 'Supported',
  false: 'Refuted',
  part: 'Conflicting Evidence/Cherrypicking',
  disagree: 'Conflicting Evidence/Cherrypicking',
};

/** A result with the class its leans point to. */
function toLeaning(result: EvalResult): EvalResult {
  const [first, ...others] = result.leans;
  const isOne = first !== undefined && others.every((other) => other === first);
  return { ...result, predicted: LEAN_CLASS[isOne ? first : 'disagree'] };
}

/** Shown if the model's address is on loopback. */
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
  const firm = results.filter(({ predicted }) => predicted !== OPEN);
  const isRight = ({ gold, predicted }: EvalResult) => gold === predicted;
  const leaning = results.filter(({ predicted, leans }) => predicted === OPEN && leans.length > 0).map(toLeaning);
  const leant = results.map((one) => (one.predicted === OPEN && one.leans.length > 0 ? toLeaning(one) : one));
  const judgements = results.flatMap((one) => one.judgements);
  const dropped: Record<string, number> = {};
  for (const judgement of judgements)
    for (const [reason, times] of Object.entries(judgement.dropped)) dropped[reason] = (dropped[reason] ?? 0) + times;
  const objected = OBJECTIONS.reduce((total, reason) => total + (dropped[reason] ?? 0), 0);
  const examined = judgements.filter((judgement) => judgement.examined);
  const lost = (one: (typeof judgements)[number], of: (reason: string) => boolean) =>
    Object.entries(one.dropped).reduce((total, [reason, times]) => total + (of(reason) ? times : 0), 0);
  const heard = examined.reduce(
    (total, one) => total + one.cited - lost(one, (reason) => !OBJECTIONS.includes(reason)),
    0,
  );
  const scoresOf = (of: readonly EvalResult[]) => CLASSES.flatMap((one) => toF1(of, one) ?? []);
  const toMean = (of: readonly number[]) =>
    toShare(
      of.reduce((total, one) => total + one, 0),
      of.length,
    );
  const ratingOf = ({ judgements: own }: EvalResult) => Math.min(5, ...own.map(({ rated }) => rated.rating));
  return {
    answered: toShare(firm.length, n),
    answeredOrLean: toShare(firm.length + leaning.length, n),
    precision: toShare(firm.filter(isRight).length, firm.length),
    leans: {
      n: leaning.length,
      right: leaning.filter(isRight).length,
      accusing: leaning.filter(({ gold, predicted }) => gold === 'Supported' && predicted === 'Refuted').length,
    },
    macroF1WithLeans: toMean(scoresOf(leant)),
    byRating: [5, 4].map((rating) => {
      const so = firm.filter((one) => ratingOf(one) >= rating);
      return { rating, answered: so.length, right: so.filter(isRight).length };
    }),
    dropped,
    agreement: toShare(heard - objected, heard),
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
  const percent = (share: number | null) => (share === null ? 'none' : `${Math.round(share * 1000) / 10} %`);
  const toList = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort(([, one], [, other]) => other - one)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none';
  const show = (share: number | null) => (share === null ? 'none' : String(share));
  const rows = [['right \\ answer', ...CLASSES.map(toShort)]].concat(
    CLASSES.map((gold) => [toShort(gold), ...CLASSES.map((predicted) => String(confusion[gold][predicted]))]),
  );
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  return [
    `Model: ${report.model}. ${n} claims${failed === 0 ? '' : `, of which ${failed} had a service out of reach`}.`,
    ...(report.note === undefined ? [] : [report.note]),
    '',
    ...table,
    '',
    `accuracy                       ${show(report.accuracy)}`,
    `macro-F1                       ${show(report.macroF1)}`,
    `false accusations              ${show(report.falseAccusationRate)}  (supported claims called false)`,
    `answered firmly                ${percent(report.answered)}, with leans ${percent(report.answeredOrLean)}`,
    `precision of firm answers      ${show(report.precision)}`,
    `leans                          ${report.leans.n}, ${report.leans.right} to the right class, ${report.leans.accusing} against supported claims`,
    `macro-F1 with leans counted    ${show(report.macroF1WithLeans)}`,
    ...report.byRating.map(
      ({ rating, answered, right }) =>
        `rated ${rating}${rating < 5 ? ' or more' : '        '}                ${right} of ${answered} right`,
    ),
    `citations dropped              ${toList(report.dropped)}`,
    `agreement of the calls         ${percent(report.agreement)} of the quotes that were read twice`,
    `quotes found in their document ${percent(report.quotesFound)} of ${citations}`,
    `a claim                        ${show(report.callsPerClaim)} calls, ${show(report.tokensPerClaim)} tokens, ${show(report.secondsPerClaim)} s`,
  ];
}

/** @returns undefined if the class occurs neither in the claims nor in the answers */
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
