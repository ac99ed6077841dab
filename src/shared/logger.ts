import { pino, stdTimeFunctions } from 'pino';
import { ClaimcheckError } from './errors.ts';
import { renderLogLine } from './log-line.ts';
import { hideSecrets } from './redact-secrets.ts';

/** How much the log tells, from the least to the most. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** The levels of pino's logger, and not its children: what they are bound to would go past the screening below. */
export type Logger = Pick<pino.Logger, LogLevel>;

/** Where log lines go. */
export interface LogDestination {
  write(line: string): unknown;
  isTTY?: boolean;
}

/**
 * Under these names the platforms' libraries and our own types carry what people wrote, or who they are by name. Whole
 * values go: what was said in a chat is no business of the operator's.
 */
const PRIVATE_NAMES = new Set(
  'text,content,caption,original,claim,body,requestBody,rawError,payload,ctx,message,username,displayName,first_name,last_name,token,authorization'.split(
    ',',
  ),
);

/** Deeper than anything that is logged on purpose; beyond it there are clients and sockets. */
const MOST_LEVELS = 4;

/**
 * The operator's log, on standard error so that answers on standard output stay clean: lines to read on a terminal, JSON
 * elsewhere. No line has a token in it, nor what people wrote.
 *
 * @param level the least urgent level that is still written
 */
export function createLogger(level: LogLevel, destination: LogDestination = process.stderr): Logger {
  const { isTTY = false } = destination;
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (record) => toPublicRecord(record),
      },
      // pino's own would copy every property of an error before `log` sees it.
      serializers: { err: (value: unknown) => value },
      hooks: { logMethod: logWithoutErrorText, streamWrite: hideSecrets },
    },
    { write: (line: string) => destination.write(isTTY ? renderLogLine(line) : line) },
  );
}

/** pino takes an error's own text where a line is given none, and that may quote what was read. */
function logWithoutErrorText(this: pino.Logger, args: unknown[], method: pino.LogFn): void {
  const [first, ...rest] = args;
  const facts = first instanceof Error ? { err: first } : first;
  const error = typeof facts === 'object' && facts !== null && 'err' in facts ? facts.err : undefined;
  const text = rest.length === 0 && error instanceof Error ? [toErrorText(error)] : rest;
  Reflect.apply(method, this, [facts, ...text]);
}

function toPublicRecord(record: Record<string, unknown>): Record<string, unknown> {
  return toPublic(record, 0) as Record<string, unknown>;
}

function toPublic(value: unknown, level: number): unknown {
  if (value instanceof Error) return toErrorRecord(value, level);
  if (typeof value !== 'object' || value === null) return value;
  if (level >= MOST_LEVELS) return '…';
  if (Array.isArray(value)) return value.slice(0, 20).map((part) => toPublic(part, level + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !PRIVATE_NAMES.has(name))
      .map(([name, part]) => [name, toPublic(part, level + 1)]),
  );
}

/** What finds a fault, and no property besides: discord.js and grammY hang the message that was to be sent on theirs. */
function toErrorRecord(error: Error, level: number): Record<string, unknown> {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number');
  return {
    type: error.name,
    ...(code ? { code: error.code } : {}),
    reason: toErrorText(error),
    // A sentence with its fix needs no stack; a fault of ours does.
    ...(error instanceof ClaimcheckError ? {} : { stack: frames.slice(0, 20).map((line) => line.trim()) }),
    ...(error.cause instanceof Error && level < MOST_LEVELS ? { cause: toErrorRecord(error.cause, level + 1) } : {}),
  };
}

/** @returns the error's text, unless it quotes what could not be read, as `JSON.parse` does */
function toErrorText(error: Error): string {
  return error instanceof SyntaxError ? 'unreadable text' : error.message.slice(0, 1_000);
}
