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
    return { text, values: this.values.map(toHeld) };
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

/** SQL of ours without values: names of tables and columns, and what a constant holds. */
export const plain = (text: string): Sql => new Sql([text], []);

/** Pieces in a row, at least one. */
export function join(parts: readonly Sql[], between = plain(', ')): Sql {
  return parts.reduce((all, part) => sql`${all}${between}${part}`);
}

/** The server's moment in ms since 1970, also in a transaction that has waited. */
export const SERVER_MS = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

/** Text as PostgreSQL can hold it. */
export function toHeldText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** A value as PostgreSQL can hold it. */
export function toHeld(value: SqlValue): SqlValue {
  if (typeof value === 'string') return toHeldText(value);
  if (!Array.isArray(value)) return value;
  return value.every((one) => typeof one === 'string') ? value.map(toHeldText) : value;
}
