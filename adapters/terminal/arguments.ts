import { parseArgs } from 'node:util';
import type { MessageKey } from '../../src/core/text/locale.ts';
import { toLocaleTag } from '../../src/core/text/locale-tag.ts';

/** The parsed command line of `check`. */
export interface CheckArguments {
  /** One message each; empty if standard input is to be read. */
  messages: string[];
  json: boolean;
  verbose: boolean;
  help: boolean;
  /** A BCP 47 tag. */
  locale?: string;
  /** Set by `--color` and `--no-color`. */
  colour?: boolean;
}

/** What is wrong with a command line, as a text key with its values. */
export interface UsageProblem {
  key: MessageKey;
  values: Readonly<Record<string, string>>;
}

/** Every option; a test keeps the help text in step with them. */
export const OPTIONS = {
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  locale: { type: 'string' },
  color: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the arguments after `check`. Node parses them leniently and they are validated here, so that every problem is reported in the reader's language
 * instead of Node's words.
 */
export function parseArguments(args: readonly string[]): CheckArguments | UsageProblem {
  const { tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  const found: CheckArguments = { messages: [], json: false, verbose: false, help: false };
  for (const token of tokens) {
    if (token.kind === 'positional') found.messages.push(token.value);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(OPTIONS, token.name)) return problem('terminal.usage.unknown', token.rawName);
    if (token.name === 'locale') {
      const tag = token.value === undefined ? undefined : toLocaleTag(token.value);
      if (tag === undefined) return problem('terminal.usage.locale', token.rawName);
      found.locale = tag;
      continue;
    }
    if (token.value !== undefined) return problem('terminal.usage.noValue', token.rawName);
    if (token.name === 'color') found.colour = true;
    else if (token.name === 'no-color') found.colour = false;
    else found[token.name as 'json' | 'verbose' | 'help'] = true;
  }
  return found;
}

const problem = (key: MessageKey, option: string): UsageProblem => ({ key, values: { option } });
