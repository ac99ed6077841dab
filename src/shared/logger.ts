import { pino, stdTimeFunctions } from 'pino';
import { renderLogLine } from './log-line.ts';
import { toPublicError, toPublicRecord } from './public-record.ts';
import { createSecretScreen } from './redact-secrets.ts';

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
 * The operator's log, on standard error so that answers on standard output stay clean: lines to read on a terminal, JSON
 * elsewhere. No line has a secret in it, nor what people wrote, nor who they are.
 *
 * @param level the least urgent level that is still written
 * @param secrets the values that no line may hold, whatever their shape
 */
export function createLogger(
  level: LogLevel,
  destination: LogDestination = process.stderr,
  secrets: readonly string[] = [],
): Logger {
  const { isTTY = false } = destination;
  const hide = createSecretScreen(secrets);
  // By its strings: a secret can be of digits alone, and a number that is hidden leaves no JSON.
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
      // pino's own would copy every property of an error before `log` sees it.
      serializers: { err: (value: unknown) => value },
      hooks: { logMethod: logWithoutErrorText, streamWrite: screen },
    },
    { write: (line: string) => destination.write(isTTY ? renderLogLine(line) : line) },
  );
}

/** pino takes an error's own text where a line is given none, and that may quote what was read. */
function logWithoutErrorText(this: pino.Logger, args: unknown[], method: pino.LogFn): void {
  const [first, ...rest] = args;
  const facts = first instanceof Error ? { err: first } : first;
  const error = typeof facts === 'object' && facts !== null && 'err' in facts ? facts.err : undefined;
  const text = rest.length === 0 && error instanceof Error ? [toPublicError(error)] : rest;
  Reflect.apply(method, this, [facts, ...text]);
}
