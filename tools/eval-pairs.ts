import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readArguments } from '../src/cli/command-line.ts';
import { cleanMessage } from '../src/core/claim/clean.ts';
import { createMatcher } from '../src/core/match/matcher.ts';
import { createMatchingModel } from '../src/core/match/model.ts';
import { DIFFERENCE_KINDS, type Grade } from '../src/core/types.ts';
import { EVERYONE, findIdentical, indexCorpus, readJsonLines } from './matching-data.ts';

const USAGE = `npm run -s eval:pairs -- --pairs F.jsonl [--confirm all|none] [--weights FILE]

Measures how sentences are matched with their own prior claim. Prints JSON to standard output and a table to standard error.
  --pairs FILE    JSON Lines {id,prior,asked,same,kind,language}; all prior claims of the file are loaded together
  --confirm all   a model confirms each "likely" match that no rule forbids; none: no model (default)
  --weights FILE  default src/core/match/weights.json`;

const pairLine = z.object({
  id: z.coerce.string(),
  prior: z.string(),
  asked: z.string(),
  same: z.union([z.literal(0), z.literal(1), z.boolean()]).transform(Boolean),
  kind: z.string(),
  language: z.string(),
});
export type Pair = z.infer<typeof pairLine>;

/** How many of some pairs got each grade. */
export interface PairCounts extends Record<Exclude<Grade, 'none'>, number> {
  pairs: number;
  /** Named differences by kind; a pair can count for several. */
  named: Record<string, number>;
}

/** The pairs of one kind and language. */
export interface PairGroup {
  kind: string;
  language: string;
  same: PairCounts;
  different: PairCounts;
}

export interface PairReport {
  pairs: number;
  confirm: 'all' | 'none';
  same: PairCounts;
  different: PairCounts;
  groups: PairGroup[];
}

/** `npm run eval:pairs`. @returns the exit code */
export async function evalPairs(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      pairs: { type: 'string' },
      confirm: { type: 'string', default: 'none' },
      weights: { type: 'string', default: 'src/core/match/weights.json' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const { confirm } = values;
  if (values.help || !values.pairs || (confirm !== 'all' && confirm !== 'none')) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const pairs = await readJsonLines(values.pairs, pairLine);
  const report = await evaluatePairs(pairs, JSON.parse(await readFile(values.weights, 'utf8')), confirm);
  console.error(toTable(report));
  console.log(JSON.stringify(report));
  return 0;
}

/** Asks every pair's sentence with all priors known, and looks only at its own prior. */
export async function evaluatePairs(
  pairs: readonly Pair[],
  weights: unknown,
  confirm: 'all' | 'none' = 'none',
): Promise<PairReport> {
  const corpus = pairs.map(({ prior }, at) => ({ id: `${at}`, claim: prior, title: '', forms: [], summary: '' }));
  const store = await indexCorpus(corpus.map((claim) => ({ ...claim, label: 'false' as const })));
  const matcher = createMatcher({ priors: store.priors, model: createMatchingModel(weights) });
  const report: PairReport = { pairs: pairs.length, confirm, same: noCounts(), different: noCounts(), groups: [] };
  for (const { asked, prior, same, kind, language } of pairs) {
    const isOwn = ({ id }: { id: string }) => pairs[Number(id)]?.prior === prior;
    const claim = cleanMessage(asked);
    const identical = (await findIdentical(store.priors, claim.text)).some(isOwn);
    const match = (await matcher.match(claim, EVERYONE)).find(({ surface }) => isOwn(surface));
    const isConfirmed = confirm === 'all' && match?.grade === 'likely' && !match.vetoed;
    const grade = identical ? 'identical' : isConfirmed ? 'confirmed' : (match?.grade ?? 'none');
    let group = report.groups.find((one) => one.kind === kind && one.language === language);
    if (!group) {
      group = { kind, language, same: noCounts(), different: noCounts() };
      report.groups.push(group);
    }
    const side = same ? 'same' : 'different';
    for (const counts of [report[side], group[side]]) {
      counts.pairs += 1;
      if (grade !== 'none') counts[grade] += 1;
      for (const named of match?.differences ?? []) counts.named[named.kind] = (counts.named[named.kind] ?? 0) + 1;
    }
  }
  store.close();
  return report;
}

function noCounts(): PairCounts {
  return { pairs: 0, identical: 0, confirmed: 0, likely: 0, related: 0, named: {} };
}

const COLUMNS = ['pairs', 'identical', 'confirmed', 'likely', 'related'] as const;

function toTable(report: PairReport): string {
  const row = (name: string, side: string, counts: PairCounts) =>
    [
      name.padEnd(28),
      side.padEnd(10),
      ...COLUMNS.map((column) => `${counts[column]}`.padStart(10)),
      ' ',
      DIFFERENCE_KINDS.flatMap((kind) => (counts.named[kind] ? [`${kind} ${counts.named[kind]}`] : [])).join(', '),
    ].join('');
  const rows = [...report.groups, { ...report, kind: 'all', language: '' }].flatMap(
    ({ kind, language, same, different }) =>
      [row(`${kind} ${language}`, 'same', same), row(`${kind} ${language}`, 'different', different)].filter(
        (_, at) => [same, different][at]?.pairs !== 0,
      ),
  );
  return [' '.repeat(38) + COLUMNS.map((column) => column.padStart(10)).join(''), ...rows].join('\n');
}
