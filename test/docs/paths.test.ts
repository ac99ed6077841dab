import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = globSync(['*.md', 'docs/*.md', 'test/peers/README.md'], { cwd: ROOT }).filter(
  (page) => page !== 'CHANGELOG.md',
);
const FILES = globSync('{*,.ci/*,{src,test,commands,adapters,prompts,starter,deploy,tools,bin,docs}/**/*}', {
  cwd: ROOT,
});
const NAMES = new Set(FILES.map((file) => basename(file)));

/** What the pages name that is not there: a file that a reader makes, and one that nobody should. */
const MADE_UP = /\bexample\b|<name>|^utils\.ts$/;

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
const toFound = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found).filter((found) => !MADE_UP.test(found));

it.each(PAGES)('%s names only files and folders that are there', (page) => {
  const text = read(page);
  const paths = toFound(
    text,
    /`((?:src|test|commands|adapters|prompts|starter|deploy|tools|docs|bin|\.ci)\/[\w./*{},-]*)`/g,
  );
  const names = toFound(text, /`([\w-]+\.(?:ts|mjs|json))`/g);
  const missing = [
    ...paths.filter((path) => globSync(path, { cwd: ROOT }).length === 0),
    ...names.filter((name) => !NAMES.has(name)),
  ];
  expect(missing).toEqual([]);
});

it.each(PAGES)('%s links only to pages and headings that are there', (page) => {
  const toAnchor = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-');
  const broken = toFound(read(page), /\]\((?!\w+:)([^)\s]+)\)/g).filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(ROOT, target))) return true;
    return (
      anchor !== undefined &&
      !toFound(read(target), /^#+ (.+)$/gm)
        .map(toAnchor)
        .includes(anchor)
    );
  });
  expect(broken).toEqual([]);
});

it('CONTRIBUTING names constants and functions that stand in the files it names', () => {
  const named = [...read('CONTRIBUTING.md').matchAll(/`(\w+)`(?: and its neighbours)? in `([\w/-]+(?:\.ts))`/g)];
  const missing = named.filter(([, symbol = '', file = '']) => !read(file).includes(symbol)).map(([found]) => found);
  expect(missing).toEqual([]);
  expect(named.length).toBeGreaterThan(4);
});
