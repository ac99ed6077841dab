import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import en from '../../../src/core/text/en.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const KEYS = Object.keys(en);

const SOURCES = ['src', 'commands', 'adapters', 'tools']
  .flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
  )
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(ROOT, name), 'utf8'));

const PREFIXES = [...new Set(KEYS.map((key) => key.split('.')[0]))].join('|');

const USED = new Set(
  SOURCES.flatMap((source) =>
    [...source.matchAll(new RegExp(`(?<!from |import\\()'((?:${PREFIXES})\\.[\\w.-]+)'`, 'g'))].map(
      ([, key = '']) => key,
    ),
  ),
);

/** Keys that are put together, such as `verdict.${label}`: the hole is one part, without a dot. */
const FAMILIES = SOURCES.flatMap((source) => [
  ...source.matchAll(new RegExp(`\`((?:${PREFIXES})\\.(?:[\\w-]+\\.)*)\\$\\{[^}]+\\}([\\w.-]*)\``, 'g')),
]).map(([, before = '', after = '']) => `${before}…${after}`);

function isOf(family: string, key: string): boolean {
  const [before = '', after = ''] = family.split('…');
  if (!key.startsWith(before) || !key.endsWith(after) || key.length < family.length) return false;
  return !memberOf(family, key).includes('.');
}

function memberOf(family: string, key: string): string {
  const [before = '', after = ''] = family.split('…');
  return key.slice(before.length, key.length - after.length);
}

/** What the hole can be stands somewhere as a string of its own: a text that is in the family by its name alone is used by nothing. */
function isUsedBy(family: string, key: string): boolean {
  return isOf(family, key) && SOURCES.some((source) => source.includes(`'${memberOf(family, key)}'`));
}

describe('the texts', () => {
  it('are all used', () => {
    const unused = KEYS.filter((key) => !USED.has(key) && !FAMILIES.some((family) => isUsedBy(family, key)));
    expect(unused).toEqual([]);
  });

  it('are all there', () => {
    expect(FAMILIES.length).toBeGreaterThan(9);
    expect([...USED].filter((key) => !KEYS.includes(key))).toEqual([]);
    expect(FAMILIES.filter((family) => !KEYS.some((key) => isOf(family, key)))).toEqual([]);
  });

  it('stand there once each', () => {
    const file = readFileSync(join(ROOT, 'src/core/text/en.json'), 'utf8');
    const written = [...file.matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
    expect(written).toEqual(KEYS);
  });

  it.each(Object.entries(en))('%s is a text that a person can read', (_key, text) => {
    expect(text).toMatch(/\S/);
    expect(text).toBe(text.trim());
    expect(text).not.toMatch(/ {2}|"|'\w+'|\.\.\.|[—–]| - /);
  });
});
