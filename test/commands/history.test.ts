import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CommandsFixture, createCommandsFixture, PRIVATE } from './commands-fixture.ts';

let fixture: CommandsFixture;
beforeAll(async () => {
  fixture = await createCommandsFixture();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.remove());

async function linesOf(rest = {}): Promise<string[]> {
  const reply = await fixture.ask('history', '', rest);
  if (reply.kind !== 'notice') throw new Error('no notice');
  expect(reply).toMatchObject({ tone: 'info', title: 'Latest checks here' });
  return reply.lines;
}

describe('/history', () => {
  it('says that there is nothing yet, and what to do', async () => {
    expect(await linesOf()).toEqual(['Nothing has been checked here yet. Try /check with a claim.']);
  });

  it('shows the last checks, the newest first, each once', async () => {
    await fixture.ask('check', 'Bats are blind');
    await fixture.ask('check', 'The Great Wall of China can be seen from the Moon');
    await fixture.ask('check', 'BATS ARE BLIND!');
    expect(await linesOf()).toEqual([
      '❌ False: Bats are blind and cannot see anything. (23 Nov 2026, ID000001)',
      '❌ False: The Great Wall of China can be seen from the Moon. (23 Nov 2026, ID000002)',
    ]);
  });

  it('shows ten at most, and the beginning of a long claim', async () => {
    for (let n = 1; n <= 12; n += 1)
      await fixture.ask('check', `The mayor painted ${n} lampposts ${'very '.repeat(400)}violet`);
    const lines = await linesOf();
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/^❓ Unverified: The mayor painted 12 lampposts (?:very )+… \(23 Nov 2026, ID000012\)$/);
    for (const line of lines) expect(line.length).toBeLessThan(200);
  });

  it('finds what holds all the words that are given', async () => {
    await fixture.ask('check', 'Bats are blind');
    await fixture.ask('check', 'The Great Wall of China can be seen from the Moon');
    const linesFor = async (text: string) => {
      const reply = await fixture.ask('history', text);
      return reply.kind === 'notice' ? reply.lines : [];
    };
    expect(await linesFor('WALL moon')).toEqual([expect.stringContaining('Great Wall')]);
    expect(await linesFor('blind moon')).toEqual(['Nothing with these words has been checked here.']);
  });

  it.each([
    ['another group', { chat: { id: 'c2', kind: 'group' } }],
    ['the asker’s private chat', PRIVATE],
    ['the same group on another platform', { platform: 'telegram' }],
  ])('of %s knows nothing of it', async (_where, rest) => {
    await fixture.ask('check', 'Bats are blind');
    expect(await linesOf(rest)).toEqual([expect.stringContaining('Nothing has been checked here yet')]);
  });
});
