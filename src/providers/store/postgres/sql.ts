/** What PostgreSQL takes as a value. NUL is no text there, and becomes U+FFFD. */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[];

/** A piece of SQL with the values that belong to it: a value never becomes a part of the text. */
export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly SqlValue[];

  constructor(strings: readonly string[], values: readonly SqlValue[]) {
    this.strings = strings;
    this.values = values;
  }

  /** As `pg` takes it: `$1` in each value's place. */
  toQuery(): { text: string; values: unknown[] } {
    const text = this.strings.reduce((before, after, place) => `${before}$${place}${after}`);
    return { text, values: this.values.map(toSent) };
  }
}

/** Joins SQL, other pieces of it, and values. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | SqlValue)[]): Sql {
  const texts = [strings[0] ?? ''];
  const values: SqlValue[] = [];
  const append = (text: string) => {
    texts[texts.length - 1] += text;
  };
  for (const [place, part] of parts.entries()) {
    if (part instanceof Sql) {
      append(part.strings[0] ?? '');
      texts.push(...part.strings.slice(1));
      values.push(...part.values);
    } else {
      values.push(part);
      texts.push('');
    }
    append(strings[place + 1] ?? '');
  }
  return new Sql(texts, values);
}

/** The server's moment in ms since 1970, also in a transaction that has waited. */
export const SERVER_MS = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

/** Text as PostgreSQL can hold it. */
export function toHeldText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

function toSent(value: SqlValue): unknown {
  if (typeof value === 'string') return toHeldText(value);
  return Array.isArray(value)
    ? value.map((one: string | number) => (typeof one === 'string' ? toHeldText(one) : one))
    : value;
}
