import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { z } from 'zod';
import { ClaimcheckError } from '../src/shared/errors.ts';

/** AVeriTeC's four classes. */
export const CLASSES = ['Supported', 'Refuted', 'Not Enough Evidence', 'Conflicting Evidence/Cherrypicking'] as const;
export type VerdictClass = (typeof CLASSES)[number];

/** AVeriTeC writes days as 25-8-2020. */
const day = z
  .string()
  .transform((text) => text.trim().replace(/^(\d{1,2})-(\d{1,2})-(\d{4})$/, (_, d, m, y) => `${y}-${pad(m)}-${pad(d)}`))
  .refine((text) => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10))), {
    error: 'date is not a day (YYYY-MM-DD or D-M-YYYY)',
  });

const pad = (number: string) => number.padStart(2, '0');

const CLAIM = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  claim: z.string().trim().min(1).max(20_000),
  date: z
    .union([z.literal('').transform(() => undefined), day])
    .nullish()
    .transform((date) => date ?? undefined),
  label: z.enum(CLASSES),
});
export type GoldClaim = z.infer<typeof CLAIM>;

const RESULT = z.object({
  id: z.string(),
  gold: z.enum(CLASSES),
  predicted: z.enum(CLASSES),
  /** Our label; for several claims in one text, each label once, joined by `+`. */
  label: z.string(),
  confidence: z.enum(['high', 'medium', 'low']),
  reason: z.string().exactOptional(),
  /** `found`: a document with this address contains the quote, by a search that is independent of the core's. */
  citations: z.array(z.object({ url: z.string(), quote: z.string(), found: z.boolean() })),
  calls: z.number(),
  tokens: z.number(),
  ms: z.number(),
  /** What was out of reach, if anything. */
  failure: z.string().exactOptional(),
  model: z.string(),
  /** The direction in which an unverified claim leans. */
  leans: z.array(z.enum(['true', 'false', 'part', 'disagree'])).default([]),
  /** How each verdict was reached (`Judgement`). */
  judgements: z
    .array(
      z.object({
        rated: z.object({ label: z.string(), rating: z.number(), margin: z.number() }),
        cited: z.number(),
        dropped: z.record(z.string(), z.number()),
        examined: z.boolean(),
      }),
    )
    .default([]),
});
/** The outcome of a claim: one line of the results file. */
export type EvalResult = z.infer<typeof RESULT>;

/** @throws ClaimcheckError `eval-failed`, with the line's number, for an invalid claim or a repeated id */
export function readClaims(file: string): GoldClaim[] {
  const seen = new Set<string>();
  const claims = readLines(file, '--claims').map(([number, line]) => {
    const claim = parseLine(file, number, line, CLAIM);
    if (seen.has(claim.id)) throw toLineError(file, number, 'its id was used on an earlier line');
    seen.add(claim.id);
    return claim;
  });
  if (claims.length === 0) throw new ClaimcheckError('eval-failed', `${file} contains no claims.`);
  return claims;
}

/** The results of earlier runs, the last one for each id. An incomplete last line, left by a killed run, is removed from the file. */
export function readResults(file: string): Map<string, EvalResult> {
  const results = new Map<string, EvalResult>();
  const text = readText(file, '--out', true);
  const whole = text.lastIndexOf('\n') + 1;
  if (whole < text.length) truncateSync(file, Buffer.byteLength(text.slice(0, whole)));
  for (const [at, line] of text.slice(0, whole).split('\n').entries()) {
    if (line.trim() === '') continue;
    const result = parseLine(file, at + 1, line, RESULT);
    results.set(result.id, result);
  }
  return results;
}

/** @throws ClaimcheckError `eval-failed` */
export function appendResult(file: string, result: EvalResult): void {
  try {
    appendFileSync(file, `${JSON.stringify(result)}\n`);
  } catch (error) {
    throw toFileError(file, '--out', 'cannot be written', error);
  }
}

/** An error about a file that was named on the command line. */
export function toFileError(file: string, option: string, what: string, cause: unknown): ClaimcheckError {
  return new ClaimcheckError('eval-failed', `${file} ${what}: check ${option}.`, { cause });
}

function readText(file: string, option: string, mayBeMissing = false): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing && mayBeMissing) return '';
    throw toFileError(file, option, isMissing ? 'does not exist' : 'cannot be read', error);
  }
}

function readLines(file: string, option: string): [number: number, line: string][] {
  const lines = readText(file, option).split('\n');
  return lines.flatMap((line, at): [number, string][] => (line.trim() === '' ? [] : [[at + 1, line]]));
}

function parseLine<T>(file: string, number: number, line: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw toLineError(file, number, 'it is not valid JSON');
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw toLineError(file, number, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

function toLineError(file: string, number: number, what: string): ClaimcheckError {
  return new ClaimcheckError('eval-failed', `${file}, line ${number}: ${what}. Fix the line and start again.`);
}
