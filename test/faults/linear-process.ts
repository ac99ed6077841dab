import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findQuote } from '../../src/core/judge/quotes.ts';
import { toAskedForms } from '../../src/core/language/canonical-form.ts';
import { toStatements } from '../../src/core/language/sentences.ts';
import { parseHtmlPage } from '../../src/providers/pages/html-page.ts';
import { parseJsonLd } from '../../src/providers/pages/json-ld.ts';
import { HOSTILE_UNITS } from './hostile-units.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where texts of strangers are read and written. */
const FOLDERS = [
  'src/core/**/*.ts',
  'src/providers/{text,pages,search,claim-reviews,documents,images}/*.ts',
  'src/shared/*.ts',
  'src/cli/starter-page.ts',
  'adapters/*/*.ts',
];
/** Threads begin when they are loaded; others read what the project or its operator wrote, wait, or take several texts (`OTHERS`). */
const IS_LEFT_OUT = /worker\.ts$|\.d\.ts$|terminal\/(?:arguments|render)\.ts$|phrases\.ts$|async\.ts$|json-ld\.ts$/;
/** Makes something that is used later, or asks somebody else. */
const IS_MAKER = /^(?:create|start|open|use|connect|load|walk|log|fetch)[A-Z]/;

type Work = (text: string) => unknown;
type Given = (text: string) => readonly unknown[];
const ORDINARY = 'The bridge of Linden was opened in 1932, said the mayor.';
/** What a function that reads a text may want beside it; the first that it takes is kept. */
const SHAPES: readonly Given[] = [
  (text) => [text],
  (text) => [text, ORDINARY],
  (text) => [text, 'en'],
  (text) => [text, 3],
  (text) => [text, 0, 99],
  (text) => [[text]],
  (text) => [text, [ORDINARY]],
  (text) => [text, ORDINARY, ORDINARY],
];

/** Whatever a text does to a function: what it takes is what is asked here. */
function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The works that a function does with a text: with it in the first place, and in the second where it takes two. */
function toWorks(read: (...given: unknown[]) => unknown, takesTwo: boolean): Work[] {
  const shape = SHAPES.find((given) => {
    const result = attempt(() => read(...given(ORDINARY)));
    if (result instanceof Promise) result.catch(() => undefined);
    return result !== undefined && typeof result !== 'function' && !(result instanceof Promise);
  });
  if (!shape) return [];
  const first: Work = (text) => attempt(() => read(...shape(text)));
  return takesTwo ? [first, (text) => attempt(() => read(ORDINARY, text))] : [first];
}

async function findFunctions(): Promise<[name: string, work: Work][]> {
  const files = globSync(FOLDERS, { cwd: ROOT }).filter((file) => !IS_LEFT_OUT.test(file));
  const found = await Promise.all(
    files.map(async (file) => {
      const source = readFileSync(join(ROOT, file), 'utf8');
      const exported: [string, unknown][] = Object.entries(await import(join(ROOT, file)));
      return exported.flatMap(([name, read]): [string, Work][] => {
        if (
          typeof read !== 'function' ||
          IS_MAKER.test(name) ||
          (read.prototype !== undefined && /^class/.test(`${read}`))
        )
          return [];
        const takesTwo = new RegExp(`\\b${name}\\b[^\\n]*\\(\\w+: string, \\w+: string`).test(source);
        return toWorks(read as (...given: unknown[]) => unknown, takesTwo).map((work) => [`${name} (${file})`, work]);
      });
    }),
  );
  return found.flat();
}

/** Those that take a text inside of something else. */
const OTHERS: [string, Work][] = [
  [
    'a quote looked for',
    (text) =>
      findQuote({ url: 'https://a.example', title: 'T', publisher: 'A', text }, 'a quote that is not there', {
        start: 0,
        end: text.length,
      }),
  ],
  ['JSON-LD', (text) => parseJsonLd([text])],
  ['asked forms', (text) => toStatements(text).map(toAskedForms)],
  [
    'styles',
    (text) =>
      attempt(() => {
        const attribute = text.replaceAll('"', '&quot;');
        return parseHtmlPage(
          `<style>${text}</style><p style="color:${attribute}" class="${attribute}">x`,
          'https://a.example',
          0,
          99,
        );
      }),
  ],
];

/** What ends it is none of it: a pattern that hoped for the end has hoped in vain. */
const repeat = (unit: string, length: number) =>
  unit.repeat(Math.ceil(length / unit.length)) + (/[\p{L}\p{N}]$/u.test(unit) ? '!' : 'x');

/** Of the thread alone, in ms: what else the machine does is not counted. */
function toCpuMs(work: Work, text: string): number {
  const before = process.threadCpuUsage();
  work(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** In UTF-16 units: a message has at most 20,000. */
const LENGTH = 2_000;
/** What takes less for `LENGTH` is not looked at further: were it quadratic, a whole message would take 200 ms. */
const UNNOTICED_MS = 2;
/** Of a text four times as long, linear work takes four times as much, and quadratic sixteen times. */
const MOST_TIMES = 9;
/** Only what is steep each time is: compiling and collecting garbage come into one measurement, and not into all. */
const TRIES = 4;

function isSteep(work: Work, unit: string): boolean {
  if (toCpuMs(work, repeat(unit, LENGTH)) < UNNOTICED_MS) return false;
  // V8 itself does some things in another way from a certain length on: that is one step, and no slope.
  return [1, 4].every((factor) => isSteepAt(work, unit, factor * LENGTH));
}

function isSteepAt(work: Work, unit: string, length: number): boolean {
  return Array.from({ length: TRIES }).every((_, at) => {
    // A text that was met before may be remembered.
    const [short = 0, long = 0] = [length, 4 * length].map((each) => toCpuMs(work, `${at} ${repeat(unit, each)}`));
    return long > MOST_TIMES * Math.max(UNNOTICED_MS, short);
  });
}

const all = [...(await findFunctions()), ...OTHERS];
const steep = all.flatMap(([name, work]) =>
  HOSTILE_UNITS.filter((unit) => isSteep(work, unit)).map((unit) => `${name} on ${JSON.stringify(unit)}`),
);
const trailing = isSteep((text) => /a+$/.test(`${text}!`), 'a');
const plain = isSteep((text) => Array.from(text).sort(), 'ab');
process.stdout.write(JSON.stringify({ steep, trailing, plain, functions: all.length }));
