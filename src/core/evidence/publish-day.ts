const DAY = /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?!\d)/;

/**
 * Whether a page was published after a day, by the calendar day as each side writes it: no machine's time zone comes in. A page of the same
 * day is not after it. Where a date has only a year or a month, only that is compared.
 *
 * @returns nothing if it cannot be told: a date is missing or unreadable, or too coarse to decide
 */
export function isAfterDay(publishedAt: string | undefined, day: string | undefined): boolean | undefined {
  const published = DAY.exec(publishedAt ?? '')?.[0];
  const asked = DAY.exec(day ?? '')?.[0];
  if (published === undefined || asked === undefined) return undefined;
  const length = Math.min(published.length, asked.length);
  const [one, other] = [published.slice(0, length), asked.slice(0, length)];
  if (one === other && published.length !== asked.length) return undefined;
  return one > other;
}
