import type { SpendingRow, SpendingStore } from '../chat/ports.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { EXIT, readArguments } from './command-line.ts';
import { toFigure } from './refusals.ts';

const USAGE = `Usage: npm run -s report:spending -- [--days N]

Shows what checks cost: checks, calls, tokens and money, by chat, provider and day (UTC). A chat appears as its platform, a short
code and its kind. CLAIMCHECK_PRICES sets the prices, and CLAIMCHECK_CURRENCY names their currency.

  --days N   the number of days, including today: 30 by default, at most 366
  --help     show this text
`;
const DAY_MS = 24 * 60 * 60_000;
/** Older spending has been deleted. */
const MOST_DAYS = 366;

const SECTIONS = [
  ['chat', 'By chat'],
  ['provider', 'By provider'],
  ['day', 'By day'],
  ['all', 'Total'],
] as const;
/** The label of spending outside chats. */
const BESIDE = 'no chat (pictures, forgotten)';
const WIDTHS = [8, 8, 13, 12, 16];

export interface ReportSpendingOptions {
  spending: Pick<SpendingStore, 'report'>;
  write(text: string): void;
  now(): Date;
}

/** `npm run report:spending`: sums for the operator, without people's names or words. @returns the exit code */
export async function reportSpendingCommand(
  args: string[],
  { spending, write, now }: ReportSpendingOptions,
): Promise<number> {
  const { values } = readArguments({
    args,
    options: { days: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    write(USAGE);
    return EXIT.done;
  }
  const days = parseDays(values.days ?? '30');
  const [since, until] = [days - 1, 0].map((ago) =>
    new Date(now().getTime() - ago * DAY_MS).toISOString().slice(0, 10),
  );
  write(`Spending from ${since} to ${until}\n`);
  for (const [by, title] of SECTIONS) {
    const rows = await spending.report(by, since ?? '');
    if (by === 'chat' && rows.length === 0) {
      write('There were no checks.\n');
      return EXIT.done;
    }
    if (rows.length === 0) continue;
    const head = toLine(title, ['checks', 'calls', 'tokens in', 'tokens out', 'money']);
    write(`\n${head}${rows.map((row) => toRowLine(row, by === 'chat')).join('')}`);
  }
  return EXIT.done;
}

function parseDays(value: string): number {
  const days = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw new ClaimcheckError('usage', `--days takes a number from 1 to ${MOST_DAYS}. See --help.`);
}

function toRowLine({ name, currency, ...row }: SpendingRow, isChat: boolean): string {
  const counts = [row.checks, row.calls, row.inputTokens, row.outputTokens].map(toFigure);
  return toLine(`  ${name || (isChat ? BESIDE : '')}`, [...counts, `${row.money.toFixed(4)} ${currency}`.trim()]);
}

function toLine(name: string, figures: readonly string[]): string {
  const columns = figures.map((figure, at) => figure.padStart(WIDTHS[at] ?? 0));
  return `${name.padEnd(34)}${columns.join('')}\n`;
}
