import data from './data/number-words.json' with { type: 'json' };

type Table<T> = Readonly<Record<string, T>>;

/** A table in which a word such as "constructor" finds nothing. */
function toTable<T>(entries: Table<T>): Table<T> {
  return Object.assign(Object.create(null), entries);
}

/** Units by the words that name them. */
function toUnits(names: Table<string>): Table<string> {
  return toTable(
    Object.fromEntries(Object.entries(names).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit]))),
  );
}

/** The words and signs of quantities, English; digits of every script are read without them. */
export const SMALL: Table<number> = toTable(data.small);
export const LARGE: Table<number> & { m: number } = Object.assign(toTable(data.large), { m: data.large.m });
/** What a whole is divided into. */
export const PARTS: Table<number> = toTable(data.parts);
export const FRACTION: Table<number> = toTable(data.fraction);
export const TIMES: Table<number> = toTable(data.times);
export const CURRENCY = toUnits(data.currency);
export const MEASURE = toUnits(data.measure);
