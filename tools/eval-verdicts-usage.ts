import { readArguments } from '../src/cli/command-line.ts';
import { ClaimcheckError } from '../src/shared/errors.ts';

/** The help text. */
export const EVAL_VERDICTS_USAGE = `npm run -s eval:verdicts -- --claims F.jsonl --documents D.jsonl --out O.jsonl [--answers DIR] [--archive FILE] [--limit N] [--concurrency N] [--retry]

Checks each claim with a fixed set of documents in place of the web. Prints one JSON line to standard output and a table to standard error.
The settings name the model (OPENAI_API_KEY or OPENAI_BASE_URL, OPENAI_MODEL).
  --claims       JSON Lines {id,claim,claimant?,date?,label}; labels as in AVeriTeC: Supported, Refuted,
                 Not Enough Evidence, Conflicting Evidence/Cherrypicking. date is YYYY-MM-DD or D-M-YYYY. claimant is not used
  --documents    JSON Lines {url,title,publisher,date,text}; a dated claim uses only documents from its day or earlier
  --out          the file to append each answer to; claims already in it are skipped
  --answers      reads the model's answers from files: DIR/prompts/KEY.json contains a question, DIR/answers/KEY.json the JSON
                 that a reader wrote. Run it again until no prompt is waiting: claims, verdicts and examinations follow
                 one another. It needs no model
  --archive      prior fact checks of any date, in any form that "npm run import" reads (default none)
  --limit        only the first N claims
  --concurrency  claims at once                                                                    (default 2)
  --retry        checks claims again for which a service was out of reach`;

/** The parsed command line. */
export interface EvalVerdictsArguments {
  claims: string;
  documents: string;
  out: string;
  answers?: string;
  archive?: string;
  limit: number;
  concurrency: number;
  retry: boolean;
}

/**
 * Parses the command line.
 *
 * @returns undefined for `--help`
 * @throws ClaimcheckError `usage`
 */
export function parseEvalVerdictsArguments(args: string[]): EvalVerdictsArguments | undefined {
  const text = { type: 'string' } as const;
  const { values } = readArguments({
    args,
    options: {
      ...{ claims: text, documents: text, out: text, answers: text, archive: text, limit: text },
      concurrency: { type: 'string', default: '2' },
      retry: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const { claims, documents, out, answers, archive, limit, concurrency, retry } = values;
  if (!claims || !documents || !out) {
    throw new ClaimcheckError('usage', 'Give --claims, --documents and --out, each with a file. See --help.');
  }
  return {
    ...{ claims, documents, out, retry },
    ...(answers ? { answers } : {}),
    ...(archive ? { archive } : {}),
    limit: limit === undefined ? Number.POSITIVE_INFINITY : toCount('limit', limit),
    concurrency: toCount('concurrency', concurrency),
  };
}

function toCount(option: string, text: string): number {
  const count = Number(text);
  if (/^\d{1,6}$/.test(text) && count >= 1) return count;
  throw new ClaimcheckError('usage', `--${option} takes a whole number of at least 1, not “${text}”.`);
}
