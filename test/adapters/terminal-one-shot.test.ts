import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { APOLOGISED } from './closest-card.ts';
import { createBotService } from './terminal-fixture.ts';

const jsonOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('check with claims as arguments', () => {
  it('answers each with its card and ends well', async () => {
    const fixture = createBotService();
    expect(await fixture.run('The wall', 'Honey spoils')).toBe(0);
    expect(fixture.printed.out.match(/^❌ False/gm)).toHaveLength(2);
    expect(fixture.printed.out.indexOf('▌ The wall')).toBeLessThan(fixture.printed.out.indexOf('▌ Honey spoils'));
    expect(fixture.printed.err).toBe('');
    expect(fixture.seen).toMatchObject({ opened: 1, closed: 1 });
  });

  it('prints no colours to a file, and colours where they are asked for', async () => {
    const fixture = createBotService();
    await fixture.run('x');
    expect(fixture.printed.out).not.toContain('\u001b');
    const bright = createBotService();
    await bright.run('--color', 'x');
    expect(bright.printed.out).toContain('\u001b[31m❌ False');
  });

  it('uses the width of the terminal', async () => {
    const fixture = createBotService();
    Object.assign(fixture.stdout, { isTTY: true, columns: 40 });
    await fixture.run('--no-color', 'word '.repeat(40));
    const lines = fixture.printed.out.split('\n').filter((line) => !line.includes('https://'));
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(33);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  it('prints one object a card with --json, and tells which message it belongs to', async () => {
    const fixture = createBotService();
    expect(await fixture.run('--json', 'two', 'three')).toBe(0);
    expect(jsonOf(fixture.printed.out).map(({ kind, input, claim }) => [kind, input, claim])).toEqual([
      ['card', 1, 'one'],
      ['card', 1, 'other'],
      ['card', 2, 'three'],
    ]);
  });

  it('gives what was asked and the closest checked claims with --json, and asks nothing back', async () => {
    const fixture = createBotService();
    await fixture.run('--json', 'likely');
    const [card] = jsonOf(fixture.printed.out);
    expect(card).toMatchObject({ label: 'unverified', closest: [APOLOGISED] });
    const people = createBotService();
    await people.run('likely');
    expect(people.printed.out).toContain('Closest checked claim');
    expect(people.printed.out + people.printed.err).not.toContain('Is this what you mean?');
  });

  it('refuses an empty and a too long message, answers the others, and says so in its exit code', async () => {
    const fixture = createBotService();
    expect(await fixture.run('', 'x', 'y'.repeat(20_001))).toBe(1);
    expect(fixture.printed.err).toContain('Message 1: What should be checked?');
    expect(fixture.printed.err).toContain('Message 3: That is too long');
    expect(fixture.printed.out).toContain('▌ x');
  });

  it('does not number a refusal where there is one message', async () => {
    const fixture = createBotService();
    expect(await fixture.run('')).toBe(1);
    expect(fixture.printed.err).toMatch(/^What should be checked\?/);
  });

  it('puts refusals between the cards with --json', async () => {
    const fixture = createBotService();
    expect(await fixture.run('--json', '', 'x')).toBe(1);
    expect(jsonOf(fixture.printed.out).map(({ kind, input }) => [kind, input])).toEqual([
      ['refusal', 1],
      ['card', 2],
    ]);
    expect(fixture.printed.err).toBe('');
  });

  it('shows with --verbose how prior checks were matched, and makes that text harmless too', async () => {
    const fixture = createBotService();
    await fixture.run('--verbose', 'x');
    expect(fixture.printed.out).toContain('jaccard 0.5 for x');
    expect(fixture.printed.out).toContain('p 0.93');
    expect(fixture.printed.out).not.toContain('\u001b');
    const json = createBotService();
    await json.run('--verbose', '--json', 'x');
    expect(jsonOf(json.printed.out)[0].explain).toEqual(['jaccard 0.5 for x', 'p \u001b[31m0.93']);
  });

  it('shows with --verbose and with --json what a check cost, and where its time went', async () => {
    const spent = { modelCalls: 2, inputTokens: 1457, outputTokens: 284, searches: { Brave: 3 } };
    const trace = { spent, money: 0.0061, stages: [{ stage: 'searching', ms: 629 }] };
    const fixture = createBotService({}, { trace });
    await fixture.run('--verbose', 'x');
    const told = fixture.printed.out.replace(/\s+/g, ' ');
    expect(told).toContain(
      'model calls: 2; tokens in: 1457, out: 284; searches: Brave 3; cost, in the unit of your CLAIMCHECK_PRICES: 0.0061',
    );
    expect(told).toContain('time: searching 629 ms');
    const json = createBotService({}, { trace });
    await json.run('--json', 'x');
    expect(jsonOf(json.printed.out)[0].trace).toEqual(trace);
  });

  it.each([
    ['once, after all cards, where a claim stayed open', ['undecided', 'undecided', 'x'], ['Set a key.']],
    ['not at all where every claim was decided', ['x'], []],
  ])('says what is not set up %s', async (_when, claims, said) => {
    const fixture = createBotService({}, { hint: 'Set a key.' });
    await fixture.run(...claims);
    expect(fixture.printed.err.split('\n').filter((line) => line !== '')).toEqual(said);
    expect(fixture.printed.out).not.toContain('Set a key.');
  });

  it.each([
    [{ LANG: 'de_DE.UTF-8' }, [], 'locale de-DE'],
    [{ LANG: 'de_DE.UTF-8' }, ['--locale', 'en-GB'], 'locale en-GB'],
    [{ LANG: 'C' }, [], 'locale none'],
  ])('asks in the language of %j %j', async (env, args, claim) => {
    const fixture = createBotService({ env });
    await fixture.run('--json', ...args, 'locale');
    expect(jsonOf(fixture.printed.out)[0].claim).toBe(claim);
  });

  it('says that a language is missing, and goes on in English', async () => {
    const fixture = createBotService();
    expect(await fixture.run('--locale', 'tlh', 'x')).toBe(0);
    expect(fixture.printed.err).toContain('“tlh”');
    expect(fixture.printed.out).toContain('▌ x');
  });
});

describe('check without an argument', () => {
  it('answers standard input line by line, before it ends', async () => {
    const fixture = createBotService();
    const done = fixture.run('--json');
    fixture.stdin.write('first\n');
    await fixture.until(() => fixture.printed.out.includes('"claim":"first"'));
    fixture.stdin.end('\n   \nsecond');
    expect(await done).toBe(0);
    expect(jsonOf(fixture.printed.out).map(({ input, claim }) => [input, claim])).toEqual([
      [1, 'first'],
      [4, 'second'],
    ]);
  });

  it('refuses a line that is too long by its number, and goes on', async () => {
    const fixture = createBotService();
    fixture.stdin.end(`${'x'.repeat(100_000)}\nshort\n`);
    expect(await fixture.run()).toBe(1);
    expect(fixture.printed.err).toMatch(/^Message 1: That is too long\n.*20000 characters.*100000/s);
    expect(fixture.printed.out).toMatch(/^❌[\s\S]*▌ short/);
    expect(fixture.seen.texts).toEqual(['short']);
  });

  it('checks a line that begins with a slash like any other', async () => {
    const fixture = createBotService();
    fixture.stdin.end('/help\n');
    expect(await fixture.run()).toBe(0);
    expect(fixture.seen.texts).toEqual(['/help']);
  });

  it('says that there is nothing to check', async () => {
    const fixture = createBotService();
    fixture.stdin.end('\n \n');
    expect(await fixture.run()).toBe(1);
    expect(fixture.printed.err).toContain('Standard input was empty');
  });

  it('holds no more than its reader takes', async () => {
    const fixture = createBotService();
    const done = fixture.run('--json');
    fixture.stdout.pause();
    for (let count = 0; count < 500; count += 1) fixture.stdin.write(`claim ${count}\n`);
    fixture.stdin.end();
    while (!fixture.stdout.writableNeedDrain) await nextTurn();
    const begun = fixture.seen.texts.length;
    expect(begun).toBeLessThan(500);
    fixture.stdout.resume();
    expect(await done).toBe(0);
    expect(fixture.seen.texts).toHaveLength(500);
  });
});

describe('check that cannot go on', () => {
  it.each([
    ['--jsn', '“--jsn”'],
    ['--locale', '“--locale”'],
  ])('explains the usage error of %s without opening the store', async (option, named) => {
    const fixture = createBotService();
    expect(await fixture.run(option)).toBe(2);
    expect(fixture.printed.err).toContain(named);
    expect(fixture.printed.out).toBe('');
    expect(fixture.seen.opened).toBe(0);
  });

  it('shows its help without opening the store', async () => {
    const fixture = createBotService();
    expect(await fixture.run('--help')).toBe(0);
    expect(fixture.printed.out).toMatch(/Usage[\s\S]*--json[\s\S]*Exit codes[\s\S]*130/);
    expect(fixture.seen.opened).toBe(0);
  });

  it.each([
    ['store-corrupt', 3],
    ['config-invalid', 3],
    ['usage', 2],
    ['aborted', 130],
  ] as const)('tells a %s alone and ends with %i', async (code, exit) => {
    const open = () => Promise.reject(new ClaimcheckError(code, 'Move the file away.'));
    const fixture = createBotService({ open });
    expect(await fixture.run('x')).toBe(exit);
    expect(fixture.printed.err).toBe(exit === 130 ? '' : 'Move the file away.\n');
  });

  it('stops at a store that breaks on the way, tells its message alone, and closes it', async () => {
    const fixture = createBotService();
    expect(await fixture.run('a', 'broken store', 'b')).toBe(3);
    expect(fixture.printed.err).toBe('The store is corrupt: restore it.\n');
    expect(fixture.seen).toMatchObject({ texts: ['a', 'broken store'], closed: 1 });
  });

  it('says kindly that a fault is ours, without a stack, and answers the rest', async () => {
    const fixture = createBotService();
    expect(await fixture.run('fault', '', 'b')).toBe(3);
    expect(fixture.printed.err).toContain('Something went wrong');
    expect(fixture.printed.err).not.toMatch(/TypeError|at .*:\d+/);
    expect(fixture.printed.out).toContain('▌ b');
  });

  it('lets a fault outside the router through to its caller, with the store closed', async () => {
    const fixture = createBotService({
      async open() {
        throw new TypeError('a fault of ours');
      },
    });
    await expect(fixture.run('x')).rejects.toThrow('a fault of ours');
  });

  it.each(['forever', 'deaf'])('ends with 130 when it is interrupted in a check that takes %s', async (claim) => {
    const fixture = createBotService();
    const done = fixture.run('a', claim, 'b');
    await fixture.until(() => fixture.seen.texts.includes(claim));
    fixture.interrupt();
    expect(await done).toBe(130);
    expect(fixture.seen).toMatchObject({ texts: ['a', claim], closed: 1 });
    expect(fixture.printed.err).toBe('');
  });

  it('ends with 130 when it is interrupted while it waits for input', async () => {
    const fixture = createBotService();
    const done = fixture.run();
    fixture.stdin.write('a\n');
    await fixture.until(() => fixture.printed.out.includes('▌ a'));
    fixture.interrupt();
    expect(await done).toBe(130);
    expect(fixture.seen.closed).toBe(1);
  });

  it('stops quietly when nobody reads its answers any more', async () => {
    const fixture = createBotService();
    const done = fixture.run();
    fixture.stdin.write('a\n');
    await fixture.until(() => fixture.printed.out.includes('▌ a'));
    fixture.stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await done).toBe(0);
    expect(fixture.seen).toMatchObject({ texts: ['a'], closed: 1 });
  });
});
