import { pino, stdTimeFunctions } from 'pino';
import { renderLogLine } from './log-line.ts';
import { toPublicError, toPublicRecord } from './public-record.ts';
import { createSecretScreen } from './redact-secrets.ts';

/** The log levels, from the least output to the most. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** pino's levels without `child`: the bindings of a child would bypass the screening below. */
export type Logger = Pick<pino.Logger, LogLevel>;

/** Where log lines go. */
export interface LogDestination {
  write(line: string): unknown;
  isTTY?: boolean;
}

/**
 * The operator's log, on standard error so that answers on standard output stay clean: readable lines on a terminal, JSON elsewhere. No line contains a
 * secret, people's words, or who they are.
 *
 * @param level the least urgent level that is written
 * @param secrets values that no line may contain, whatever their form
 */
export function createLogger(
  level: LogLevel,
  destination: LogDestination = process.stderr,
  secrets: readonly string[] = [],
): Logger {
  const { isTTY = false } = destination;
  const hide = createSecretScreen(secrets);
  // Only strings are screened: a secret may consist of digits, and hiding a number would break the JSON.
  const screen = (line: string) =>
    `${JSON.stringify(JSON.parse(line, (_, value: unknown) => (typeof value === 'string' ? hide(value) : value)))}\n`;
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: toPublicRecord,
      },
      // pino's own serializer would copy every property of an error before `log` sees it.
      serializers: { err: (value: unknown) => value },
      hooks: { logMethod: logWithoutErrorText, streamWrite: screen },
    },
    { write: (line: string) => destination.write(isTTY ? renderLogLine(line) : line) },
  );
}

/** pino uses an error's message for a line without text, and that message may quote what was read. */
function logWithoutErrorText(this: pino.Logger, args: unknown[], method: pino.LogFn): void {
  const [first, ...rest] = args;
  const facts = first instanceof Error ? { err: first } : first;
  const error = typeof facts === 'object' && facts !== null && 'err' in facts ? facts.err : undefined;
  const text = rest.length === 0 && error instanceof Error ? [toPublicError(error)] : rest;
  Reflect.apply(method, this, [facts, ...text]);
}
