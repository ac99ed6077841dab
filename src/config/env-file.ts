import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** The values of an `.env` file, and its problems. */
export interface EnvFile {
  values: Readonly<Record<string, string | undefined>>;
  /** One sentence each with its fix; never a value. */
  problems: string[];
}

/** @returns the text of `.env` in the working folder; undefined if there is none */
export function readDotEnv(): string | undefined {
  try {
    return readFileSync('.env', 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Parses the text of an `.env` file like Node; what Node would silently skip becomes a problem. */
export function parseEnvFile(text: string, names: readonly string[]): EnvFile {
  // Windows editors write UTF-16 and byte order marks, which Node does not recognise.
  if (text.includes('\0')) return { values: {}, problems: ['.env: not UTF-8 text; save it again as UTF-8.'] };
  const values = parseEnv(text.replace(/^\uFEFF/, ''));
  const silent = names.filter(
    (name) => !(name in values) && new RegExp(`^\\s*(?:export\\s+)?${name}\\b`, 'm').test(text),
  );
  return {
    values,
    problems: silent.map((name) => `${name}: its line in .env cannot be read; write it as ${name}=value.`),
  };
}
