import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findImports } from '../tools/find-imports.ts';
import { cruise, ROOT } from './cruise.ts';

/** One file of a small product, what it imports, and the rule that this breaks; none if it is as it should be. */
type Stone = readonly [file: string, imported: string, rule?: string];

const STONES: Stone[] = [
  ['src/core/within.ts', './types.ts'],
  ['src/core/zod.ts', 'zod'],
  ['src/core/texts.ts', './text/en.json'],
  ['src/core/files.ts', 'node:fs', 'core-is-pure'],
  ['src/core/package.ts', 'grammy', 'core-is-pure'],
  ['src/core/errors.ts', '../shared/errors.ts', 'core-is-pure'],
  ['src/core/async.ts', '../shared/async.ts', 'core-is-pure'],
  ['src/core/checks.ts', '../checks/check-service.ts', 'core-is-pure'],
  ['src/core/store.ts', '../providers/store.ts', 'core-is-pure'],
  ['src/core/language/words.ts', '../types.ts'],
  ['src/core/language/defined.ts', '../defined.ts'],
  ['src/core/language/claim.ts', '../claim/clean.ts', 'language-is-the-ground'],
  ['src/core/match/words.ts', '../language/tokens.ts'],
  ['src/core/match/claim.ts', '../claim/clean.ts', 'steps-meet-in-language'],
  ['src/core/judge/match.ts', '../match/matcher.ts', 'steps-meet-in-language'],
  ['src/core/claim/match.ts', '../match/matcher.ts', 'steps-meet-in-language'],
  ['src/chat/core.ts', '../core/types.ts'],
  ['src/chat/checks.ts', '../checks/check-service.ts', 'chat-to-core'],
  ['src/checks/core.ts', '../core/types.ts'],
  ['src/checks/ports.ts', '../chat/ports.ts'],
  ['src/checks/errors.ts', '../shared/errors.ts'],
  ['src/checks/chat.ts', '../chat/core.ts', 'checks-to-core'],
  ['src/checks/command.ts', '../../commands/command.ts', 'checks-to-core'],
  ['src/checks/store.ts', '../providers/store.ts', 'checks-to-core'],
  ['src/status/checks.ts', '../checks/check-service.ts'],
  ['src/status/store.ts', '../providers/store.ts', 'status-to-checks'],
  ['src/bot/command.ts', '../../commands/command.ts'],
  ['src/bot/checks.ts', '../checks/check-service.ts'],
  ['src/bot/store.ts', '../providers/store.ts', 'bot-to-commands'],
  ['src/bot/adapter.ts', '../../adapters/discord/index.ts', 'bot-to-commands'],
  ['src/providers/core.ts', '../core/types.ts'],
  ['src/providers/within/files.ts', '../store.ts'],
  ['src/providers/checks.ts', '../checks/check-service.ts', 'providers-to-ports'],
  ['src/providers/jobs.ts', '../bot/job.ts'],
  ['src/providers/leases.ts', '../bot/leases.ts'],
  ['src/providers/postings.ts', '../chat/ports.ts'],
  ['src/wiring/chat.ts', '../providers/store.ts'],
  ['bin/wiring.mjs', '../src/wiring/chat.ts', 'wiring-is-below-main-alone'],
  ['bin/cli.mjs', '../src/cli/wiring.ts', 'wiring-is-below-main-alone'],
  ['src/cli/wiring.ts', '../wiring/chat.ts'],
  ['src/cli/store.ts', '../providers/store.ts'],
  ['src/cli/inside.ts', '../../adapters/discord/render.ts', 'tools-stay-outside-adapters'],
  ['src/wiring/cli.ts', '../cli/wiring.ts', 'wiring-knows-no-command-line'],
  ['src/cli/tools.ts', '../../tools/adapter.ts', 'no-tools-in-the-product'],
  ['bin/tools.mjs', '../tools/adapter.ts', 'no-tools-in-the-product'],
  ['tools/cli.ts', '../src/cli/wiring.ts'],
  ['src/providers/command.ts', '../../commands/command.ts', 'providers-to-ports'],
  ['commands/checks.ts', '../src/checks/check-service.ts'],
  ['commands/chat.ts', '../src/chat/ports.ts'],
  ['commands/bot.ts', '../src/bot/job.ts', 'commands-to-checks'],
  ['commands/core.ts', '../src/core/types.ts'],
  ['commands/store.ts', '../src/providers/store.ts', 'commands-to-checks'],
  ['commands/adapter.ts', '../adapters/discord/index.ts', 'commands-to-checks'],
  ['adapters/telegram/command.ts', '../../commands/command.ts'],
  ['adapters/telegram/contract.ts', '../../src/bot/job.ts'],
  ['adapters/telegram/intake.ts', '../../src/bot/take-on.ts'],
  ['adapters/telegram/text.ts', '../../src/core/text/en.json'],
  ['adapters/telegram/errors.ts', '../../src/shared/errors.ts'],
  ['adapters/telegram/defined.ts', '../../src/core/defined.ts'],
  ['adapters/telegram/async.ts', '../../src/shared/async.ts'],
  ['adapters/telegram/package.ts', 'grammy'],
  ['adapters/telegram/leases.ts', '../../src/bot/hold-leases.ts'],
  ['adapters/telegram/posting.ts', '../../src/chat/posting.ts'],
  ['adapters/telegram/other.ts', '../discord/index.ts', 'adapters-to-bot'],
  ['adapters/telegram/match.ts', '../../src/core/match/matcher.ts', 'adapters-to-bot'],
  ['adapters/telegram/checks.ts', '../../src/checks/check-service.ts', 'adapters-to-bot'],
  ['adapters/telegram/store.ts', '../../src/providers/store.ts', 'adapters-to-bot'],
  ['src/shared/checks.ts', '../checks/check-service.ts', 'shared-knows-nobody'],
  ['src/shared/core.ts', '../core/types.ts', 'shared-knows-nobody'],
  ['src/shared/config.ts', '../config/texts.ts', 'shared-knows-nobody'],
  ['src/config/texts.ts', '../core/text/en.json'],
  ['src/config/errors.ts', '../shared/errors.ts'],
  ['src/config/checks.ts', '../checks/check-service.ts', 'config-knows-nobody'],
  ['src/checks/config.ts', '../config/texts.ts', 'checks-to-core'],
  ['tools/adapter.ts', '../adapters/discord/index.ts'],
  ['tools/inside.ts', '../adapters/discord/render.ts', 'tools-stay-outside-adapters'],
  ['tools/main.ts', '../src/main.ts', 'main-is-the-top'],
  ['src/main.ts', '../adapters/discord/index.ts'],
  ['bin/claimcheck.mjs', '../src/main.ts'],
  ['tools/peers.ts', '../test/peers.ts', 'no-test-code-in-the-product'],
  ['src/checks/development.ts', 'vitest', 'no-development-packages-in-the-product'],
  ['src/cli/development.ts', 'vitest', 'no-development-packages-in-the-product'],
  ['tools/development.ts', 'vitest'],
  ['test/main.ts', '../src/main.ts'],
  ['test/development.ts', 'vitest'],
  // A cycle is reported once, at the first of its files.
  ['src/checks/round.ts', './about.ts'],
  ['src/checks/about.ts', './round.ts', 'no-cycles'],
  ['src/checks/nowhere.ts', './not-there.ts', 'nothing-unresolved'],
];

/** What the stones stand on. */
const GROUND = [
  ...[
    'src/core/types.ts',
    'src/core/match/matcher.ts',
    'src/core/defined.ts',
    'src/shared/errors.ts',
    'src/shared/async.ts',
    ...['src/core/language/tokens.ts', 'src/core/claim/clean.ts', 'src/checks/check-service.ts'],
    ...['src/chat/ports.ts', 'src/chat/posting.ts', 'src/bot/job.ts', 'src/bot/take-on.ts'],
    ...['src/bot/leases.ts', 'src/bot/hold-leases.ts'],
    'src/providers/store.ts',
  ],
  ...['commands/command.ts', 'adapters/discord/index.ts', 'adapters/discord/render.ts', 'test/peers.ts'],
];

describe('the layers', { timeout: 60_000 }, () => {
  let folder: string;
  let imports: Awaited<ReturnType<typeof cruise>>['imports'];
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  beforeAll(async () => {
    ({ imports } = await cruise(ROOT));
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-layers-'));
    put('package.json', '{"type":"module","dependencies":{"zod":"1","grammy":"1"},"devDependencies":{"vitest":"1"}}');
    for (const name of ['zod', 'grammy', 'vitest']) {
      put(`node_modules/${name}/package.json`, `{"name":"${name}","version":"1.0.0","exports":"./index.js"}`);
      put(`node_modules/${name}/index.js`, '');
    }
    for (const path of GROUND) put(path, 'export type T = string;\n');
    put('src/core/text/en.json', '{}');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are broken where they should be, and nowhere else', async () => {
    for (const [file, imported] of STONES)
      put(file, `import type { T } from '${imported}';\nexport const x = 1 as unknown as T;\n`);
    const { violations } = await cruise(folder);
    expect(violations.toSorted()).toEqual(
      STONES.flatMap(([file, , rule]) => (rule ? [`${file} ${rule}`] : [])).toSorted(),
    );
  });

  // Each form of an import is one that could be overlooked, above all those that leave nothing behind when types go.
  it.each([
    ['a type', `import type { T } from './$x.ts';\nexport const x = 1 as unknown as T;`],
    ['a value', `import { type T, v } from './$x.ts';\nexport class C { #p: T = v; static { v satisfies T; } }`],
    ['a type passed on', `interface I<in out A> { a: A }\nexport type { I };\nexport type { T } from './$x.ts';`],
    ['everything passed on', `declare const d: unique symbol;\nexport * from './$x.ts';`],
    ['a type in passing', `export const f = (a: import('./$x.ts').T): void => void a;`],
    ['a value at run time', `export async function f<T>(a: T): Promise<void> { await import('./$x.ts'); }`],
  ])('are broken by an import of %s too', (_, text) => {
    expect(findImports(text)).toEqual(['./$x.ts']);
  });

  it('are asked about every import there is', () => {
    const files = globSync('{src,commands,adapters,bin,tools,test}/**/*.{ts,mjs}', { cwd: ROOT });
    const missed = files.flatMap((file) => {
      const seen = imports.get(file) ?? [];
      return findLines(readFileSync(join(ROOT, file), 'utf8'))
        .filter((name) => !seen.includes(name))
        .map((name) => `${file} ${name}`);
    });
    expect(missed).toEqual([]);
    expect(files.filter((file) => !imports.has(file))).toEqual([]);
  });

  it('let no two folders of the product need each other, a folder’s own parts aside', () => {
    const needs = new Map<string, Set<string>>();
    for (const [file, names] of imports) {
      for (const to of names.filter((name) => name.startsWith('.')).map((name) => dirname(join(dirname(file), name)))) {
        const from = dirname(file);
        if (!/^(?:src|commands|adapters)\b/.test(from) || isWithin(from, to) || isWithin(to, from)) continue;
        needs.set(from, (needs.get(from) ?? new Set()).add(to));
      }
    }
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(needs.get(from) ?? [])].some((next) => {
        if (next === to) return true;
        if (seen.has(next)) return false;
        seen.add(next);
        return reaches(next, to, seen);
      });
    expect(needs.size).toBeGreaterThan(20);
    expect([...needs.keys()].filter((folder) => reaches(folder, folder))).toEqual([]);
  });
});

const isWithin = (inner: string, outer: string): boolean => `${inner}/`.startsWith(`${outer}/`);

/** The imports of a formatted file, read line by line and not by any parser. */
function findLines(text: string): string[] {
  const found = text.matchAll(
    /^(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'|^import '([^']+)'|^.*\bawait import\('([^'$]+)'\)/gm,
  );
  return [...found].map(([, from, bare, late]) => from ?? bare ?? late ?? '');
}

/** A Node that cannot run the product, if there is one on this machine; npm's own folders come first on the path and hold 24. */
function findOldNode(): { path: string; version: string } | undefined {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']) {
    const path = join(folder, 'node');
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    if (stdout && Number(/^v(\d+)/.exec(stdout)?.[1]) < 24) return { path, version: stdout.trim().slice(1) };
  }
  return undefined;
}

const old = findOldNode();

describe('the launcher', () => {
  it.skipIf(old === undefined)('says in one sentence what to do on an older Node (skipped where there is none)', () => {
    const { status, stdout, stderr } = spawnSync(old?.path ?? '', ['bin/claimcheck.mjs', 'check', 'x'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr).toBe(
      `Claimcheck needs Node 24 or newer, but this is Node ${old?.version}: run it as \`npm ci && npm run check\` (Node 24 comes ` +
        'with the packages on Linux x64/arm64, Windows x64 and Intel macOS), or install Node 24 from https://nodejs.org.\n',
    );
    expect([status, stdout]).toEqual([69, '']);
  });
});

/** Files under 25 lines, each with what keeps it from being a part of another. */
const SMALL: Readonly<Record<string, string>> = {
  'commands/forget.ts': 'a command has a file',
  'commands/post.ts': 'a command has a file',
  'commands/start.ts': 'a command has a file',
  'src/providers/pages/html-encoding-sniffer.d.ts': 'the types of a package that brings none',
  'src/providers/pages/parse-worker.ts': 'a thread starts by it',
  'src/providers/store/sqlite/visibility.ts': 'the one rule of who may see what, in SQLite’s words',
  'tools/find-imports.ts': 'the layer check and its test share it',
  'src/core/defined.ts': 'everybody uses it',
  'tools/bench/memory-probe.ts': 'a measured process loads it by --import',
  'src/core/claim/known-forms.ts': 'the store and the closest claims need no more of the claim',
  'src/core/language/memo.ts': 'the languages and the matcher share it',
  'src/core/language/places.ts': 'facts and pages share it',
  'src/core/text/locale-tag.ts': 'settings need it without the texts',
  'src/core/text/web-address.ts': 'cards, settings and providers share it',
};

describe('the rules of every file', () => {
  const product = globSync('{src,commands,adapters,tools}/**/*.ts', { cwd: ROOT });
  const toLines = (file: string): number => readFileSync(join(ROOT, file), 'utf8').trimEnd().split('\n').length;

  it('are kept: a name in kebab case that says what is in it, and at most 250 lines', () => {
    const named = product.filter((file) => !/^[a-z0-9/-]+(?:\.d)?\.ts$/.test(file) || /util|helper|misc/.test(file));
    const long = product.filter((file) => toLines(file) > 250);
    expect(product.length).toBeGreaterThan(0);
    expect([named, long]).toEqual([[], []]);
  });

  it('let fewer than 15 files have under 25 lines, each for a reason', () => {
    const small = product.filter((file) => toLines(file) < 25);
    expect(small.toSorted()).toEqual(Object.keys(SMALL).toSorted());
    expect(small.length).toBeLessThan(15);
  });

  it('are kept by src/, which has the command line and folders', () => {
    expect(globSync('src/*.*', { cwd: ROOT })).toEqual(['src/main.ts']);
  });

  const isCheckout = spawnSync('git', ['rev-parse', '--show-toplevel'], { cwd: ROOT }).status === 0;
  it.skipIf(!isCheckout)('keep secrets and data out of git (skipped where this is no git checkout)', () => {
    const ignored = ['.env', 'data/claimcheck.sqlite', 'node_modules/x', 'npm-debug.log'];
    const listed = execFileSync('git', ['check-ignore', '--no-index', ...ignored], { cwd: ROOT, encoding: 'utf8' });
    expect(listed.trim().split('\n')).toEqual(ignored);
  });
});
