/** What a text's holes are filled with. */
export type TextValues = Readonly<Record<string, string | number>>;

/** How a language counts and writes numbers. */
interface Counting {
  plurals(): Pick<Intl.PluralRules, 'select'>;
  numbers(): Pick<Intl.NumberFormat, 'format'>;
}

/** `one {# day}`: a category of Intl.PluralRules and the words for it, which may have plain holes. */
const FORM = / (\w+) \{((?:[^{}]|\{\w+\})*)\}/g;

/** `{name}`, or `{name, plural, one {# day} other {# days}}`. */
const HOLE = /\{(\w+)(?:, plural,((?: \w+ \{(?:[^{}]|\{\w+\})*\})+))?\}/g;

/**
 * Fills a text. `{name}` becomes `values.name` as it is; `{name, plural, one {# day} other {# days}}` becomes the words for
 * the category of `values.name` in the text's language, with the number for `#`. That is the part of ICU's MessageFormat
 * that the texts need. A hole without a value stays; what stands in a value is never read as a hole.
 */
export function fillText(text: string, values: TextValues, counting: Counting): string {
  return text.replace(HOLE, (whole, name: string, forms: string | undefined) => {
    if (!Object.hasOwn(values, name)) return whole;
    const value = values[name] ?? '';
    if (forms === undefined) return String(value);
    const count = Number(value);
    const words = toForms(forms);
    const chosen = words.get(counting.plurals().select(count)) ?? words.get('other') ?? '';
    return fillText(chosen.replaceAll('#', counting.numbers().format(count)), values, counting);
  });
}

/** The words by category. */
function toForms(forms: string): Map<string, string> {
  return new Map([...forms.matchAll(FORM)].map(([, category = '', words = '']) => [category, words]));
}
