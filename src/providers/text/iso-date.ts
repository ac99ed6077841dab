import { takeDates } from '../../core/language/dates.ts';

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/;
const DAY_OR_MONTH_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const MONTH_NAME_FIRST = new RegExp(`^(${MONTHS})[a-z]*\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})$`, 'i');
const DAY_THEN_NAME = new RegExp(
  `^(?:[a-z]{3,9},? )?(\\d{1,2})(?:st|nd|rd|th)?[ -](${MONTHS})[a-z]*\\.?,?[ -](\\d{4})(?: .*)?$`,
  'i',
);

/** The longest text that is tried as a date. */
const MAX_DATE_CHARACTERS = 60;

function toDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1000 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** Day 0 of spreadsheets. */
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 24 * 60 * 60 * 1000;

/** A day spelled out in another language: "3 de abril de 2026", "3. April 2026", "2026年4月3日". */
function toNamedDay(text: string): string | undefined {
  const [found, ...more] = takeDates(text).dates;
  const { year, month, day } = found ?? {};
  return more.length === 0 && year && month && day ? toDay(year, month, day) : undefined;
}

const toMonth = (name: string): number => MONTHS.split('|').indexOf(name.slice(0, 3).toLowerCase()) + 1;

/**
 * A publisher's date as an ISO day, or as a UTC timestamp if it states a time and a time zone.
 *
 * @returns undefined for anything that is not a calendar date, and for `03/04/2020`, which may be April or March
 */
export function toIsoDate(raw: string): string | undefined {
  const text = raw.trim().replace(/\s+/g, ' ');
  if (!text || text.length > MAX_DATE_CHARACTERS) return undefined;
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, zone] = iso;
    const isoDay = toDay(Number(year), Number(month), Number(day));
    if (!isoDay || !hour || !zone) return isoDay;
    const offset = /^(?:z|utc)$/i.test(zone) ? 'Z' : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2');
    const moment = new Date(`${isoDay}T${hour.padStart(2, '0')}:${minute}:${second ?? '00'}${offset}`);
    return Number.isNaN(moment.getTime()) ? isoDay : moment.toISOString();
  }
  const yearFirst = COMPACT.exec(text) ?? YEAR_FIRST.exec(text);
  if (yearFirst) return toDay(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const byName = MONTH_NAME_FIRST.exec(text);
  if (byName) return toDay(Number(byName[3]), toMonth(byName[1] ?? ''), Number(byName[2]));
  const dayName = DAY_THEN_NAME.exec(text);
  if (dayName) return toDay(Number(dayName[3]), toMonth(dayName[2] ?? ''), Number(dayName[1]));
  // A spreadsheet's day number: 20,000 is in 1954 and 60,000 in 2064.
  const serial = /^[2-5]\d{4}$/.test(text) ? Number(text) : undefined;
  if (serial !== undefined) return new Date(SPREADSHEET_EPOCH + serial * DAY_MS).toISOString().slice(0, 10);
  // With dots, the day always comes first.
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dotted) return toDay(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const either = DAY_OR_MONTH_FIRST.exec(text);
  if (!either) return toNamedDay(text);
  const [first, second, year] = [Number(either[1]), Number(either[2]), Number(either[3])];
  if (first > 12 || first === second) return toDay(year, second, first);
  return second > 12 ? toDay(year, first, second) : undefined;
}
