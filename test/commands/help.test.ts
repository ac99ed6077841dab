import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { type CommandsFixture, createCommandsFixture } from './commands-fixture.ts';

let fixture: CommandsFixture;
beforeAll(async () => {
  fixture = await createCommandsFixture();
});
afterAll(() => fixture.remove());

describe('/help', () => {
  it('names every listed command with what it is for, and no other', async () => {
    const reply = await fixture.ask('help');
    if (reply.kind !== 'notice') throw new Error('no notice');
    expect(reply).toMatchObject({ tone: 'info', title: 'Claimcheck checks claims' });
    const named = reply.lines.flatMap((line) => /^\/(\w+)(?: [<[](\w+)[>\]])?: .{10,}$/.exec(line)?.[1] ?? []);
    expect(named).toEqual(COMMANDS.filter(({ listed }) => listed).map(({ name }) => name));
    expect(reply.lines[0]).toMatch(/^\/check <claim>: /);
    expect(reply.lines.join('\n')).not.toMatch(/\{\w+\}/);
  });
});
