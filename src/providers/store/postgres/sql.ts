/** A parameter value. NUL, which PostgreSQL text cannot hold, becomes U+FFFD. */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[];

/** A fragment of SQL with its parameters; a value never becomes part of the SQL text. */
export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly SqlValue[];

  constructor(strings: readonly string[], values: readonly SqlValue[]) {
    this.strings = strings;
    this.values = values;
  }

  /** The form that `pg` takes, with placeholders `$1`, `$2` and so on. */
  toQuery(): { text: string; values: unknown[] } {
    const text = this.strings.reduce((before, after, place) => `${before}$${place}${after}`);
    return { text, values: this.values.map(toHeld) };
  }
}

/** Template tag for SQL with nested fragments and parameters. */
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

/** Trusted SQL without parameters, such as table and column names, or a constant. Never pass user input. */
export const plain = (text: string): Sql => new Sql([text], []);

/** Joins fragments with a separator. @param parts at least one */
export function join(parts: readonly Sql[], between = plain(', ')): Sql {
  return parts.reduce((all, part) => sql`${all}${between}${part}`);
}

/** The server's current time in ms since 1970, even in a transaction that has waited for a lock. */
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
