/** The longest advice that is believed, in ms: more than a day means a wrong clock or a monthly quota. */
const MAX_ADVICE_MS = 24 * 60 * 60 * 1000;

/**
 * When a provider may be called again, by `retry-after-ms` (OpenAI) or `retry-after` (RFC 9110, 10.2.3: seconds or a date).
 *
 * @param nowMs the current time, in ms since 1970
 * @returns ms from now, at most a day; undefined if the headers do not say
 */
export function toRetryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const ms = headers.get('retry-after-ms')?.trim();
  if (ms && /^\d{1,12}(?:\.\d+)?$/.test(ms)) return Math.min(Math.ceil(Number(ms)), MAX_ADVICE_MS);
  const text = headers.get('retry-after')?.trim();
  if (!text) return undefined;
  if (/^\d{1,12}(?:\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), MAX_ADVICE_MS);
  // `Date.parse` takes "-5" and "1e3" for years; an HTTP date starts with the name of a weekday.
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(date - nowMs, 0), MAX_ADVICE_MS);
}

/**
 * When Brave may be called again. Its headers have one number per window: the second and the month.
 * Source: api-dashboard.search.brave.com/documentation/guides/rate-limiting (`X-RateLimit-Remaining: 1, 1000`,
 * `X-RateLimit-Reset: 1, 1419704`, in seconds).
 *
 * @returns ms from now until the longest exhausted window resets, at most a day; undefined if none is exhausted
 */
export function toBraveResetMs(headers: Headers): number | undefined {
  const remaining = toNumbers(headers.get('x-ratelimit-remaining'));
  const reset = toNumbers(headers.get('x-ratelimit-reset'));
  const waits = reset.filter((seconds, window) => seconds >= 0 && remaining[window] === 0);
  return waits.length > 0 ? Math.min(Math.max(...waits) * 1000, MAX_ADVICE_MS) : undefined;
}

function toNumbers(list: string | null): number[] {
  return (list ?? '').split(',').map((part) => (/^\s*\d{1,12}\s*$/.test(part) ? Number(part) : Number.NaN));
}
