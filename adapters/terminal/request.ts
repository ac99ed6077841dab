import type { CommandRequest } from '../../commands/request.ts';
import { defined } from '../../src/shared/values.ts';

/** The environment as it was handed in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The platform's name in requests and scopes. */
const PLATFORM = 'terminal';

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
    ...defined({ locale }),
  };
}

/** What was typed in the interactive mode: `/name rest` is a command, anything else a claim to check. */
export function parseInput(line: string): { command: string; text: string } {
  const [, command, text] = /^\/([\p{L}\p{N}_-]+)(?:\s+(.*))?$/su.exec(line.trim()) ?? [];
  return command === undefined
    ? { command: 'check', text: line.trim() }
    : { command: command.toLowerCase(), text: text ?? '' };
}
