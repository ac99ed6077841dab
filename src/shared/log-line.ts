/** The fields of every log line, with pino's names; others are shown as they come. */
interface LogRecord {
  level?: unknown;
  time?: unknown;
  msg?: unknown;
  err?: { type?: unknown; reason?: unknown; stack?: unknown };
}

/** Characters that would move the cursor, change colours or reverse the line: a log may quote what a platform sent. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Formats one line of pino's JSON for a terminal: time of day in UTC, level, message, then the other fields as `name=value`; an error's stack, if it
 * has one, on separate lines.
 */
export function renderLogLine(json: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(json) as LogRecord & Record<string, unknown>;
  const facts = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const reason = err === undefined || err.reason === msg ? [] : [`(${err.type}: ${err.reason})`];
  const head = [String(time).slice(11, 19), String(level).toUpperCase().padEnd(5), msg ?? '', ...reason, ...facts];
  const frames = Array.isArray(err?.stack) ? err.stack.map((frame) => `    ${frame}`) : [];
  return [head.join(' '), ...frames].map((line) => `${harmless(line)}\n`).join('');
}

function harmless(line: string): string {
  return line.replace(UNSEEN, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
