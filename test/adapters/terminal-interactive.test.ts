import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInputHistory } from '../../adapters/terminal/input-history.ts';
import { createBotService } from './terminal-fixture.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const UP = '\u001b[A';

let folder: string;
let historyFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-terminal-'));
  historyFile = join(folder, 'data', 'input-history');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A conversation over streams that call themselves terminals: node:readline edits lines on them as on a real one. */
async function converse(some: Parameters<typeof createBotService>[0] = {}) {
  const fixture = createBotService({ historyFile, ...some });
  Object.assign(fixture.stdin, { isTTY: true });
  Object.assign(fixture.stdout, { isTTY: true, columns: 80 });
  const done = fixture.run('--no-color');
  const count = (): number => fixture.printed.out.split('claim› \u001b[8G').length - 1;
  /** Types, and waits until the next prompt stands there. */
  const type = async (keys: string): Promise<void> => {
    const prompts = count();
    fixture.stdin.write(keys);
    await fixture.until(() => count() > prompts);
  };
  await fixture.until(() => count() > 0);
  return { ...fixture, done, type, key: (keys: string) => fixture.stdin.write(keys) };
}

describe('a conversation', () => {
  it('greets with one line and prompts', async () => {
    const fixture = await converse();
    expect(fixture.printed.out.split('\n')[0]).toMatch(/^Claimcheck: .*\/help.*\/quit/);
    expect(fixture.printed.out.split('\n')).toHaveLength(2);
    fixture.key(CTRL_D);
    expect(await fixture.done).toBe(0);
  });

  it.each([
    ['plain text', 'The wall\r', '▌ The wall'],
    ['/check', '/check The wall\r', '▌ The wall'],
    ['/help', '/help\r', '/check <claim>'],
    ['a command there is none of', '/foo\r', 'There is no command “foo”'],
    ['an empty /check', '/check\r', 'What should be checked?'],
    ['/pin', '/pin X\r', 'A terminal has no place to pin a card to.'],
    ['/unpin', '/unpin\r', 'A terminal has no place to pin a card to.'],
    ['/settings', '/settings\r', 'Only groups have settings'],
    ['a store that breaks', 'broken store\r', 'The store is corrupt: restore it.'],
    ['a fault of ours', 'fault\r', 'Something went wrong'],
  ])('answers %s, and prompts again', async (_what, keys, answer) => {
    const fixture = await converse();
    await fixture.type(keys);
    expect(fixture.printed.out).toContain(answer);
    fixture.key(CTRL_D);
    expect(await fixture.done).toBe(0);
    expect(fixture.seen.closed).toBe(1);
  });

  it.each([
    ['y\r', 'same 7K3M9Q2A'],
    ['Yes \r', 'same 7K3M9Q2A'],
    ['n\r', 'different 7K3M9Q2A'],
    ['NO\r', 'different 7K3M9Q2A'],
    ['constructor\r', 'constructor'],
    ['The wall\r', 'The wall'],
  ])('asks below a closest claim whether it is the same, and takes %j for %s', async (keys, asked) => {
    const fixture = await converse();
    await fixture.type('likely\r');
    expect(fixture.printed.out).toContain('Is this what you mean? y = same claim, n = not what I meant\n');
    await fixture.type(keys);
    // It was asked once: what comes now is a claim again.
    await fixture.type('y\r');
    expect(fixture.seen.texts).toEqual(['likely', asked, 'y']);
    fixture.key(CTRL_D);
    await fixture.done;
    expect(readFileSync(historyFile, 'utf8').split('\n')[1]).toBe(asked.includes('7K3') ? 'y' : keys.trim());
  });

  it('tells in /help how to leave', async () => {
    const fixture = await converse();
    await fixture.type('/help\r');
    expect(fixture.printed.out).toContain('/quit: leave');
    fixture.key(CTRL_D);
    await fixture.done;
  });

  it('shows in one line how far a check is, and takes it back when the card comes', async () => {
    const fixture = await converse();
    await fixture.type('slow wall\r');
    const [, shown = ''] = fixture.printed.out.split('slow wall\r\n');
    expect(shown).toMatch(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      /^\r\u001b\[2KLooking for prior checks …\r\u001b\[2KSearching and reading …\r\u001b\[2K\n❌ False/,
    );
    fixture.key(CTRL_D);
    await fixture.done;
  });

  it('takes the line back when a check is cancelled', async () => {
    const fixture = await converse();
    fixture.key('slow forever\r');
    await fixture.until(() => fixture.printed.out.includes('Searching'));
    await fixture.type(CTRL_C);
    expect(fixture.printed.out).toContain('Searching and reading …\r\u001b[2KCancelled.');
    fixture.key(CTRL_D);
    await fixture.done;
  });

  it('asks nothing for an empty line', async () => {
    const fixture = await converse();
    await fixture.type('   \r');
    fixture.key(CTRL_D);
    await fixture.done;
    expect(fixture.seen.texts).toEqual([]);
  });

  it.each(['/quit\r', '/exit\r', CTRL_D])('ends well at %j', async (keys) => {
    const fixture = await converse();
    fixture.key(keys);
    expect(await fixture.done).toBe(0);
    expect(fixture.seen).toMatchObject({ texts: [], closed: 1 });
  });

  it('answers lines that were pasted together one after another', async () => {
    const fixture = await converse();
    fixture.key('a\rb\rc\r/quit\r');
    expect(await fixture.done).toBe(0);
    expect(fixture.seen.texts).toEqual(['a', 'b', 'c']);
  });

  it.each(['forever', 'deaf'])('cancels a check that takes %s at Ctrl-C, and leaves at a second one', async (claim) => {
    const fixture = await converse();
    fixture.key(`${claim}\r`);
    await fixture.until(() => fixture.seen.texts.includes(claim));
    await fixture.type(CTRL_C);
    expect(fixture.printed.out).toContain('Cancelled.');
    fixture.key(CTRL_C);
    expect(await fixture.done).toBe(0);
  });

  it('goes on after a cancelled check', async () => {
    const fixture = await converse();
    fixture.key('forever\r');
    await fixture.until(() => fixture.seen.texts.includes('forever'));
    await fixture.type(CTRL_C);
    await fixture.type('next\r');
    expect(fixture.printed.out).toContain('▌ next');
    await fixture.type(CTRL_C);
    expect(fixture.printed.out).toContain('Press Ctrl-C once more to leave');
    fixture.key(CTRL_C);
    expect(await fixture.done).toBe(0);
  });

  it('answers what was asked before Ctrl-D', async () => {
    const fixture = await converse();
    fixture.key(`first\rsecond\r${CTRL_D}`);
    expect(await fixture.done).toBe(0);
    expect(fixture.printed.out).toContain('▌ second');
  });

  it('clears a half typed line at Ctrl-C, and does not leave', async () => {
    const fixture = await converse();
    fixture.key(`half a claim${CTRL_C}`);
    fixture.key('whole\r');
    await fixture.until(() => fixture.seen.texts.length > 0);
    expect(fixture.seen.texts).toEqual(['whole']);
    fixture.key(CTRL_D);
    await fixture.done;
  });

  it.each(['at the prompt', 'in a check'])('ends with 130 when the process is told to stop %s', async (when) => {
    const fixture = await converse();
    if (when === 'in a check') {
      fixture.key('forever\r');
      await fixture.until(() => fixture.seen.texts.includes('forever'));
    }
    fixture.interrupt();
    expect(await fixture.done).toBe(130);
    expect(fixture.seen.closed).toBe(1);
  });

  it('is not begun with --json, where standard input is read instead', async () => {
    const fixture = createBotService({ historyFile });
    Object.assign(fixture.stdin, { isTTY: true });
    Object.assign(fixture.stdout, { isTTY: true });
    fixture.stdin.end('x\n');
    expect(await fixture.run('--json')).toBe(0);
    expect(JSON.parse(fixture.printed.out).claim).toBe('x');
  });
});

describe('the history of inputs', () => {
  const write = (content: string | Buffer): void => {
    mkdirSync(join(folder, 'data'), { recursive: true });
    writeFileSync(historyFile, content);
  };

  it('is kept for the next session, and comes back with the arrow keys', async () => {
    const first = await converse();
    await first.type('one\r');
    await first.type('/check two\r');
    await first.type('/check two\r');
    first.key('/quit\r');
    await first.done;
    expect(readFileSync(historyFile, 'utf8')).toBe('one\n/check two\n');
    const second = await converse();
    await second.type(`${UP}${UP}\r`);
    expect(second.seen.texts).toEqual(['one']);
    second.key(CTRL_D);
    await second.done;
  });

  it.skipIf(process.platform === 'win32')('is for its owner’s eyes alone, also if it was not before', async () => {
    const history = await openInputHistory(historyFile);
    await history.add('one');
    expect(statSync(historyFile).mode & 0o777).toBe(0o600);
    chmodSync(historyFile, 0o644);
    await openInputHistory(historyFile);
    expect(statSync(historyFile).mode & 0o777).toBe(0o600);
  });

  it('keeps the last 500 lines', async () => {
    write(Array.from({ length: 700 }, (_, at) => `line ${at}\n`).join(''));
    const { lines } = await openInputHistory(historyFile);
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([500, 'line 699', 'line 200']);
    expect(readFileSync(historyFile, 'utf8').split('\n')).toHaveLength(501);
  });

  it.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00])],
    ['broken UTF-8', Buffer.from([0x61, 0xff, 0x0a])],
    ['an escape sequence that an arrow key would print', 'a\n\u001b]0;title\u0007\n'],
    ['a file of six megabytes and more', 'x'.repeat(6_000_001)],
  ])('is left alone, with one sentence, if it is %s', async (_what, content) => {
    write(content);
    const before = readFileSync(historyFile);
    const fixture = await converse();
    expect(fixture.printed.out).toContain('could not be read and is left as it is');
    await fixture.type('one\r');
    fixture.key(CTRL_D);
    expect(await fixture.done).toBe(0);
    expect(readFileSync(historyFile).equals(before)).toBe(true);
  });

  it('is left alone, with one sentence, if it is a folder', async () => {
    mkdirSync(historyFile, { recursive: true });
    const fixture = await converse();
    expect(fixture.printed.out).toContain('could not be read');
    fixture.key(CTRL_D);
    expect(await fixture.done).toBe(0);
  });

  it('says so once if it cannot be written, and checks all the same', async () => {
    const fixture = await converse();
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');
    await fixture.type('first\r');
    await fixture.type('second\r');
    expect(fixture.printed.out).toContain('▌ second');
    expect(fixture.printed.out.split('could not be added').length - 1).toBe(1);
    fixture.key(CTRL_D);
    expect(await fixture.done).toBe(0);
  });

  it('does not keep what is too long or holds control characters', async () => {
    const history = await openInputHistory(historyFile);
    expect(await history.add('x'.repeat(2_001))).toBe(true);
    expect(await history.add('a\u001b[2Jb')).toBe(true);
    expect(existsSync(historyFile)).toBe(false);
  });
});
