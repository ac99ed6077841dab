/** The longest property value that is read, in UTF-16 units; longer ones are made to be slow. */
export const MAX_VALUE = 1_000;

/** Splits CSS at separators outside brackets and quotes; parts are trimmed, and empty ones are dropped. */
export function splitCss(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  const end = (index: number): void => {
    const part = text.slice(start, index).trim();
    if (part) parts.push(part);
    start = index + 1;
  };
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (sign === '\\') index += 1;
    else if (quote) quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth = Math.max(0, depth - 1);
    else if (depth === 0 && separator.test(sign)) end(index);
  }
  end(text.length);
  return parts;
}

/** The functions of a value that consists only of functions, as name and arguments; undefined for any other value. */
export function readFunctions(value: string): { name: string; args: string[] }[] | undefined {
  const functions = splitCss(value, /\s/).map((part) => /^([a-z][\w-]*)\((.*)\)$/s.exec(part));
  const read: { name: string; args: string[] }[] = [];
  for (const found of functions) {
    if (!found) return undefined;
    read.push({ name: found[1] ?? '', args: splitCss(found[2] ?? '', /[,\s]/) });
  }
  return read;
}

/** Resolves CSS escapes: a code point in hexadecimal, or the character after the backslash. */
export function unescapeCss(text: string): string {
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gis, (_all, hex: string | undefined, sign: string | undefined) =>
    hex ? String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10_ff_ff)) : (sign ?? ''),
  );
}
