import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../commands/command.ts';
import { COMMANDS } from '../../commands/index.ts';
import { toScope } from '../../commands/request.ts';
import { createRouter } from '../../commands/router.ts';
import { NEVER } from '../core/checker-fixture.ts';
import { type CommandsFixture, createCommandsFixture, PRIVATE, toRequest } from './commands-fixture.ts';

let fixture: CommandsFixture;
beforeAll(async () => {
  fixture = await createCommandsFixture();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.remove());

const SECRET = 'My neighbour Ute Secret stole a ladder';

describe('the router', () => {
  it.each(['CHECK', 'Check'])('takes %s for check', async (command) => {
    expect((await fixture.ask(command, 'Bats are blind')).kind).toBe('cards');
  });

  it.each(['frobnicate', '', '__proto__', 'constructor', 'x'.repeat(9_000)])(
    'says kindly that there is no command %j',
    async (command) => {
      const reply = await fixture.ask(command);
      expect(reply).toMatchObject({ kind: 'notice', tone: 'refusal', title: 'Unknown command' });
      expect(JSON.stringify(reply).length).toBeLessThan(250);
    },
  );

  it('asks the platform for the right, now, and refuses without it', async () => {
    const asked: string[] = [];
    const can = async (right: string) => {
      asked.push(right);
      return false;
    };
    expect(await fixture.ask('pin', 'ID000001', {}, can)).toEqual({
      kind: 'notice',
      tone: 'refusal',
      title: 'Not allowed',
      lines: [expect.stringContaining('Ask a moderator')],
    });
    expect(asked).toEqual(['pin']);
  });

  it('asks for no right where none is needed', async () => {
    const can = () => Promise.reject(new Error('nobody should ask'));
    expect((await fixture.ask('check', 'Bats are blind', {}, can)).kind).toBe('cards');
    expect(fixture.core.faults).toEqual([]);
  });

  it.each([
    ['the store is closed', () => fixture.core.store.close()],
    ['the store’s tables are gone', () => fixture.core.store.db.prepare('ALTER TABLE checks RENAME TO lost').run({})],
  ])('tells of a fault politely where %s, and the operator without anybody’s words', async (_why, break_) => {
    const { core } = fixture;
    break_();
    const reply = await fixture.ask('check', SECRET);
    expect(reply).toMatchObject({ kind: 'notice', tone: 'refusal', title: 'Something went wrong' });
    expect(core.faults.map(({ where }) => where)).toEqual([{ platform: 'discord', command: 'check', id: 'event-1' }]);
    const told = core.faults.map(({ error }) => (error instanceof Error ? `${error.message} ${error.stack}` : ''));
    expect(`${JSON.stringify(reply)} ${told}`).not.toMatch(/Ute|ladder/);
  });

  it('tells of a fault while a right is asked for', async () => {
    const reply = await fixture.ask('pin', 'x', {}, () => Promise.reject(new Error('platform is down')));
    expect(reply).toMatchObject({ title: 'Something went wrong' });
    expect(fixture.core.faults).toHaveLength(1);
  });

  it('rejects with the signal’s reason when it is aborted, and reports no fault', async () => {
    const reason = new Error('stopping');
    const { router, faults } = fixture.core;
    const handled = router.handle(toRequest('check', SECRET), { can: async () => true }, AbortSignal.abort(reason));
    await expect(handled).rejects.toBe(reason);
    expect(faults).toEqual([]);
  });

  it('gives every command all it may use', async () => {
    const spy: Command = {
      name: 'spy',
      description: 'help.description',
      listed: false,
      async run(request, { scope, commands, locale }) {
        return {
          kind: 'notice',
          tone: 'info',
          title: locale.tag,
          lines: [JSON.stringify(scope), String(commands.length), request.text],
        };
      },
    };
    const router = createRouter({ commands: [spy], checkService: fixture.core.checkService, onFault: () => undefined });
    const request = toRequest('spy', 'text', { ...PRIVATE, locale: 'xx-YY' });
    expect(await router.handle(request, { can: async () => true }, NEVER)).toEqual({
      kind: 'notice',
      tone: 'info',
      title: 'en',
      lines: [JSON.stringify(toScope(request)), '1', 'text'],
    });
  });
});

describe('the scope of a request', () => {
  it('is the chat’s in a group, and the person’s in private', () => {
    expect(toScope(toRequest('check')).visibility).toEqual({ kind: 'chat', platform: 'discord', chatId: 'c1' });
    expect(toScope(toRequest('check', '', PRIVATE)).visibility).toEqual({
      kind: 'person',
      platform: 'discord',
      personId: 'p1',
    });
  });
});

describe('the commands', () => {
  it('have names and descriptions that every platform takes', async () => {
    const { toLocale } = await import('../../src/core/text/locale.ts');
    for (const { name, description, argument } of COMMANDS) {
      expect(name).toMatch(/^[a-z]{1,32}$/);
      for (const key of [description, ...(argument ? [argument.description] : [])])
        expect(toLocale('en').t(key).length).toBeLessThanOrEqual(100);
    }
    expect(COMMANDS.map(({ name }) => name)).toEqual([
      ...['check', 'history', 'help', 'pin'],
      ...['same', 'different'],
    ]);
  });
});
