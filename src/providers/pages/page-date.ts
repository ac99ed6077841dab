import { toIsoDate } from '../text/iso-date.ts';

/** Earlier dates are older than any newspaper that pages still quote. */
const FIRST_YEAR = 1800;
/** The most that publishers' clocks and time zones differ. */
const TOLERANCE_MS = 24 * 3_600_000;

/**
 * The date that a page states, as an ISO day or timestamp.
 *
 * @param now in ms since 1970
 * @returns undefined if it is not a date, more than a day in the future, or before 1800
 */
export function toPageDate(raw: unknown, now: number): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const date = toIsoDate(raw);
  if (!date || Number(date.slice(0, 4)) < FIRST_YEAR) return undefined;
  return Date.parse(date) <= now + TOLERANCE_MS ? date : undefined;
}

/** The date in PDF syntax, as `toPageDate`. PDF 32000-1, section 7.9.4: `D:20200131120000+01'00'`. */
export function toPdfDate(raw: unknown, now: number): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const parts = /^(?:D:)?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?(?:(Z)|([+-]\d{2})'?(\d{2})?)?)?/.exec(
    raw.trim(),
  );
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second = '00', utc, offset, offsetMinutes = '00'] = parts;
  const zone = utc ?? (offset ? `${offset}:${offsetMinutes}` : undefined);
  const time = hour && zone ? `T${hour}:${minute}:${second}${zone}` : '';
  return toPageDate(`${year}-${month}-${day}${time}`, now);
}
