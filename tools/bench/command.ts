import { ClaimcheckError } from '../../src/shared/errors.ts';
import { type Conditions, renderConditions } from './conditions.ts';
import { type Figure, renderFigures } from './figures.ts';

/** A larger number would fill the disk without telling anything new. */
const MOST = 10_000_000;

/** Parses a number. @param option without its dashes @throws ClaimcheckError `usage` unless it is a whole number from 1 to `most` */
export function toCount(option: string, text: string, most = MOST): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw new ClaimcheckError('usage', `--${option} takes whole numbers from 1 to ${most}, not “${text}”.`);
}

/** @throws ClaimcheckError `usage` if the bench has no part of that name */
export function refuseUnknown(names: readonly string[], parts: readonly string[]): void {
  const unknown = names.find((name) => !parts.includes(name));
  if (unknown === undefined) return;
  throw new ClaimcheckError('usage', `The benchmark has no part “${unknown}”: choose from ${parts.join(', ')}.`);
}

/** Prints figures as a table with the conditions below it, or as one JSON object. */
export function printBench(isJson: boolean, figures: readonly Figure[], conditions: Conditions & object): void {
  const table = () => [...renderFigures(figures), '', ...renderConditions(conditions)].join('\n');
  console.log(isJson ? JSON.stringify({ conditions, figures }) : table());
}
