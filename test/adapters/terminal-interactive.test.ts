import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInputHistory } from '../../adapters/terminal/input-history.ts';
import { createHouse } from './terminal-fixture.ts';

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
async function converse(some: Parameters<typeof createHouse>[0] = {}) {
  const house = createHouse({ historyFile, ...some });
  Object.assign(house.stdin, { isTTY: true });
  Object.assign(house.stdout, { isTTY: true, columns: 80 });
  const done = house.run('--no-color');
  const count = (): number => house.printed.out.split('claim› \u001b[8G').length - 1;
  /** Types, and waits until the next prompt stands there. */
  const type = async (keys: string): Promise<void> => {
    const prompts = count();
    house.stdin.write(keys);
    await house.until(() => count() > prompts);
  };
  await house.until(() => count() > 0);
  return { ...house, done, type, key: (keys: string) => house.stdin.write(keys) };
}

describe('a conversation', () => {
  it('greets with one line and prompts', async () => {
    const house = await converse();
    expect(house.printed.out.split('\n')[0]).toMatch(/^Claimcheck: .*\/help.*\/quit/);
    expect(house.printed.out.split('\n')).toHaveLength(2);
    house.key(CTRL_D);
    expect(await house.done).toBe(0);
  });

  it.each([
    ['plain text', 'The wall\r', '▌ The wall'],
    ['/check', '/check The wall\r', '▌ The wall'],
    ['/help', '/help\r', '/check <claim>'],
    ['a command there is none of', '/foo\r', 'There is no command “foo”'],
    ['an empty /check', '/check\r', 'What should be checked?'],
    ['a button that a terminal has not', '/pin X\r', 'no longer known here'],
    ['a store that breaks', 'broken store\r', 'The store is corrupt: restore it.'],
    ['a fault of ours', 'fault\r', 'Something went wrong'],
  ])('answers %s, and prompts again', async (_what, keys, answer) => {
    const house = await converse();
    await house.type(keys);
    expect(house.printed.out).toContain(answer);
    house.key(CTRL_D);
    expect(await house.done).toBe(0);
    expect(house.seen.closed).toBe(1);
  });

  it.each([
    ['y\r', 'same 7K3M9Q2A'],
    ['Yes \r', 'same 7K3M9Q2A'],
    ['n\r', 'different 7K3M9Q2A'],
    ['NO\r', 'different 7K3M9Q2A'],
    ['constructor\r', 'constructor'],
    ['The wall\r', 'The wall'],
  ])('asks below a closest claim whether it is the same, and takes %j for %s', async (keys, asked) => {
    const house = await converse();
    await house.type('likely\r');
    expect(house.printed.out).toContain('Is this what you mean? y = same claim, n = not what I meant\n');
    await house.type(keys);
    // It was asked once: what comes now is a claim again.
    await house.type('y\r');
    expect(house.seen.texts).toEqual(['likely', asked, 'y']);
    house.key(CTRL_D);
    await house.done;
    expect(readFileSync(historyFile, 'utf8').split('\n')[1]).toBe(asked.includes('7K3') ? 'y' : keys.trim());
  });

  it('tells in /help how to leave', async () => {
    const house = await converse();
    await house.type('/help\r');
    expect(house.printed.out).toContain('/quit: leave');
    house.key(CTRL_D);
    await house.done;
  });

  it('asks nothing for an empty line', async () => {
    const house = await converse();
    await house.type('   \r');
    house.key(CTRL_D);
    await house.done;
    expect(house.seen.texts).toEqual([]);
  });

  it.each(['/quit\r', '/exit\r', CTRL_D])('ends well at %j', async (keys) => {
    const house = await converse();
    house.key(keys);
    expect(await house.done).toBe(0);
    expect(house.seen).toMatchObject({ texts: [], closed: 1 });
  });

  it('answers lines that were pasted together one after another', async () => {
    const house = await converse();
    house.key('a\rb\rc\r/quit\r');
    expect(await house.done).toBe(0);
    expect(house.seen.texts).toEqual(['a', 'b', 'c']);
  });

  it.each(['forever', 'deaf'])('cancels a check that takes %s at Ctrl-C, and leaves at a second one', async (claim) => {
    const house = await converse();
    house.key(`${claim}\r`);
    await house.until(() => house.seen.texts.includes(claim));
    await house.type(CTRL_C);
    expect(house.printed.out).toContain('Cancelled.');
    house.key(CTRL_C);
    expect(await house.done).toBe(0);
  });

  it('goes on after a cancelled check', async () => {
    const house = await converse();
    house.key('forever\r');
    await house.until(() => house.seen.texts.includes('forever'));
    await house.type(CTRL_C);
    await house.type('next\r');
    expect(house.printed.out).toContain('▌ next');
    await house.type(CTRL_C);
    expect(house.printed.out).toContain('Press Ctrl-C once more to leave');
    house.key(CTRL_C);
    expect(await house.done).toBe(0);
  });

  it('answers what was asked before Ctrl-D', async () => {
    const house = await converse();
    house.key(`first\rsecond\r${CTRL_D}`);
    expect(await house.done).toBe(0);
    expect(house.printed.out).toContain('▌ second');
  });

  it('clears a half typed line at Ctrl-C, and does not leave', async () => {
    const house = await converse();
    house.key(`half a claim${CTRL_C}`);
    house.key('whole\r');
    await house.until(() => house.seen.texts.length > 0);
    expect(house.seen.texts).toEqual(['whole']);
    house.key(CTRL_D);
    await house.done;
  });

  it.each(['at the prompt', 'in a check'])('ends with 130 when the process is told to stop %s', async (when) => {
    const house = await converse();
    if (when === 'in a check') {
      house.key('forever\r');
      await house.until(() => house.seen.texts.includes('forever'));
    }
    house.interrupt();
    expect(await house.done).toBe(130);
    expect(house.seen.closed).toBe(1);
  });

  it('is not begun with --json, where standard input is read instead', async () => {
    const house = createHouse({ historyFile });
    Object.assign(house.stdin, { isTTY: true });
    Object.assign(house.stdout, { isTTY: true });
    house.stdin.end('x\n');
    expect(await house.run('--json')).toBe(0);
    expect(JSON.parse(house.printed.out).claim).toBe('x');
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
    const house = await converse();
    expect(house.printed.out).toContain('could not be read and is left as it is');
    await house.type('one\r');
    house.key(CTRL_D);
    expect(await house.done).toBe(0);
    expect(readFileSync(historyFile).equals(before)).toBe(true);
  });

  it('is left alone, with one sentence, if it is a folder', async () => {
    mkdirSync(historyFile, { recursive: true });
    const house = await converse();
    expect(house.printed.out).toContain('could not be read');
    house.key(CTRL_D);
    expect(await house.done).toBe(0);
  });

  it('says so once if it cannot be written, and checks all the same', async () => {
    const house = await converse();
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');
    await house.type('first\r');
    await house.type('second\r');
    expect(house.printed.out).toContain('▌ second');
    expect(house.printed.out.split('could not be added').length - 1).toBe(1);
    house.key(CTRL_D);
    expect(await house.done).toBe(0);
  });

  it('does not keep what is too long or holds control characters', async () => {
    const history = await openInputHistory(historyFile);
    expect(await history.add('x'.repeat(2_001))).toBe(true);
    expect(await history.add('a\u001b[2Jb')).toBe(true);
    expect(existsSync(historyFile)).toBe(false);
  });
});
