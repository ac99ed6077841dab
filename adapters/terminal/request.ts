import type { CommandRequest } from '../../commands/request.ts';
import { defined } from '../../src/core/defined.ts';

/** Environment variables, as passed in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The platform's name in requests and scopes. */
const PLATFORM = 'terminal';

/**
 * One input as a request. The terminal's user is one person in a private chat: nobody who shares the store through a chat platform sees what they ask.
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

/** Parses an input of the interactive mode: `/name rest` is a command, anything else a claim to check. */
export function parseInput(line: string): { command: string; text: string } {
  const [, command, text] = /^\/([\p{L}\p{N}_-]+)(?:\s+(.*))?$/su.exec(line.trim()) ?? [];
  return command === undefined
    ? { command: 'check', text: line.trim() }
    : { command: command.toLowerCase(), text: text ?? '' };
}
