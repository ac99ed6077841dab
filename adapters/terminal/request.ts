import type { CommandRequest } from '../../commands/command.ts';

/** The environment as it was handed in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The platform's name in requests and scopes. */
export const PLATFORM = 'terminal';

/**
 * One input as a request. Whoever sits at the terminal is one person in a private chat: what they ask is seen by
 * nobody else who shares the store through a chat platform.
 */
export function toRequest(input: {
  id: string;
  command: string;
  text: string;
  locale: string | undefined;
}): CommandRequest {
  const { id, command, text, locale } = input;
  return {
    id,
    platform: PLATFORM,
    command,
    text,
    actorId: 'local',
    chat: { id: PLATFORM, kind: 'private' },
    ...(locale === undefined ? {} : { locale }),
  };
}

/**
 * The language of an environment, as a BCP 47 tag: LC_ALL, then LC_MESSAGES, then LANG, the first that is not empty
 * (POSIX.1-2024, section 8.2). `C` and `POSIX` name no language; nor does what cannot be read.
 */
export function toEnvironmentLocale(env: Environment): string | undefined {
  const value = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return toLocaleTag(value.split(/[.@]/)[0] ?? '');
}

/** A locale as people write it (`de`, `pt_BR`, `zh-Hant-TW`) as a BCP 47 tag; nothing if it is none. */
export function toLocaleTag(written: string): string | undefined {
  if (written === 'C' || written === 'POSIX') return undefined;
  try {
    return Intl.getCanonicalLocales(written.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** What was typed in the interactive mode: `/name rest` is a command, anything else a claim to check. */
export function parseInput(line: string): { command: string; text: string } {
  const [, command, text] = /^\/([\p{L}\p{N}_-]+)(?:\s+(.*))?$/su.exec(line.trim()) ?? [];
  return command === undefined ? { command: 'check', text: line.trim() } : { command: command.toLowerCase(), text: text ?? '' };
}
