import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../cruise.ts';
import { startCommand } from '../e2e/command-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => startCommand(folder, join(folder, 'store.sqlite'), args).ended;

describe('the command line', { timeout: 60_000 }, () => {
  it('lists every command of package.json', async () => {
    const { out, err, code } = await run();
    expect([err, code]).toEqual(['', 0]);
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const ours = Object.entries(scripts).flatMap(([name, line]) => (/bin\/claimcheck/.test(line) ? [name] : []));
    expect([...out.matchAll(/^ {2}npm (?:run )?([\w:-]+)/gm)].map(([, name]) => name).toSorted()).toEqual(
      ours.toSorted(),
    );
  });

  it('lists them too, as a fault, for a command that there is none of', async () => {
    const { out, err, code } = await run('constructor');
    expect([out, err, code]).toEqual(['', expect.stringContaining('npm run check'), 2]);
  });

  it('says what npm start is, and starts nothing', async () => {
    const { out, err, code } = await run('start', '--help');
    expect([out, err, code]).toEqual([expect.stringMatching(/^Usage: npm start .+DISCORD_BOT_TOKEN/s), '', 0]);
  });

  it.each(['import', 'bench', 'start'])('says what %s does not know', async (command) => {
    const { out, err, code } = await run(command, '--frobnicate');
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(/^Unknown option '--frobnicate'[^\n]* See --help\.\n(?:\nUsage: |$)/);
  });

  it('says in one sentence what a development command misses where there is no tools folder', async () => {
    for (const part of ['bin', 'src', 'package.json'])
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const launcher = join(folder, 'bin/claimcheck.mjs');
    const { out, err, code } = await startCommand(folder, join(folder, 'store.sqlite'), ['bench'], launcher).ended;
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(/^This needs \S+tools\/bench\/bench\.ts, which is not installed: [^\n]+\.\n$/);
  });
});
