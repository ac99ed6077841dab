import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import en from '../../src/core/text/en.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
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
    [...source.matchAll(new RegExp(`'((?:${PREFIXES})\\.[\\w.-]+)'`, 'g'))].map(([, key]) => key),
  ),
);
/** Keys that are put together, such as `verdict.${label}`: what stands before and after the hole. */
const PATTERNS = SOURCES.flatMap((source) => [
  ...source.matchAll(new RegExp(`\`((?:${PREFIXES})\\.)\\$\\{[^}]+\\}([\\w.-]*)\``, 'g')),
]).map(([, before = '', after = '']) => ({ before, after }));

describe('the texts', () => {
  it('are all used', () => {
    const isUsed = (key: string) =>
      USED.has(key) || PATTERNS.some(({ before, after }) => key.startsWith(before) && key.endsWith(after));
    expect(KEYS.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('are all there', () => {
    expect(PATTERNS.length).toBeGreaterThan(3);
    expect([...USED].filter((key) => !KEYS.includes(key ?? ''))).toEqual([]);
    for (const { before, after } of PATTERNS)
      expect(
        KEYS.some((key) => key.startsWith(before) && key.endsWith(after)),
        `${before}…${after}`,
      ).toBe(true);
  });

  it.each(Object.entries(en))('%s is a text that a person can read', (_key, text) => {
    expect(text).toMatch(/\S/);
    expect(text).toBe(text.trim());
    expect(text).not.toMatch(/ {2}|"|'\w+'|\.\.\.|[—–]| - /);
  });
});
