import { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import type { VerdictLabel } from '../../src/core/types.ts';

/** The role of a piece of text, which decides its style. */
export type Tone = VerdictLabel | 'strong' | 'faint';

/** Styles text for the terminal; without colours it returns the text unchanged. */
export type Paint = (tone: Tone, text: string) => string;

/** Only the sixteen basic colours: the user's palette keeps them readable on light and on dark. */
const STYLES: Readonly<Record<Tone, Parameters<typeof styleText>[0]>> = {
  true: ['bold', 'green'],
  'mostly-true': ['bold', 'green'],
  'partially-true': ['bold', 'yellow'],
  misleading: ['bold', 'yellow'],
  false: ['bold', 'red'],
  unverified: ['bold', 'cyan'],
  'not-checkable': ['bold', 'blue'],
  strong: 'bold',
  faint: 'dim',
};

/** Creates the paint; `on` comes from `wantsColour`. */
export function createPaint(on: boolean): Paint {
  if (!on) return (_tone, text) => text;
  return (tone, text) => styleText(STYLES[tone], text, { validateStream: false });
}

/** The part of an output that decides on colours: `process.stdout`, or any stream. */
export interface ColourOutput {
  isTTY?: boolean;
  getColorDepth?(env?: object): number;
}

/**
 * Whether to colour: `--color`/`--no-color` decide, then FORCE_COLOR, then NO_COLOR, TERM and whether the output is a terminal, as Node reads them
 * (node:tty `getColorDepth`), but from the given environment.
 */
export function wantsColour(
  output: ColourOutput,
  env: Readonly<Record<string, string | undefined>>,
  asked: boolean | undefined,
): boolean {
  if (asked !== undefined) return asked;
  const depth = (output.getColorDepth ?? WriteStream.prototype.getColorDepth).bind(output);
  if (env.FORCE_COLOR !== undefined) return depth(env) > 1;
  return output.isTTY === true && depth(env) > 1;
}
