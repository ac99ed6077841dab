import { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import type { VerdictLabel } from '../../src/core/types.ts';

/** What a piece of text is, for its looks. */
export type Tone = VerdictLabel | 'strong' | 'faint';

/** Dresses text for the terminal; without colours it comes back as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** The sixteen basic colours alone: the person's own palette keeps them readable on light and on dark. */
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

/** Makes the paint; `on` comes from `wantsColour`. */
export function createPaint(on: boolean): Paint {
  if (!on) return (_tone, text) => text;
  return (tone, text) => styleText(STYLES[tone], text, { validateStream: false });
}

/** An output, as far as its colours go: `process.stdout`, or any stream. */
export interface ColourOutput {
  isTTY?: boolean;
  getColorDepth?(env?: object): number;
}

/**
 * Whether to colour: `--color`/`--no-color` decide, then FORCE_COLOR, then NO_COLOR, TERM and whether it is a terminal,
 * as Node itself reads them (node:tty `getColorDepth`), but from the environment that was handed in.
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
