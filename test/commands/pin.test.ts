import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CommandsFixture, cardsOf, createCommandsFixture } from './commands-fixture.ts';

let fixture: CommandsFixture;
beforeAll(async () => {
  fixture = await createCommandsFixture();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.remove());

const checkOf = async (text: string) => cardsOf(await fixture.ask('check', text))[0]?.checkId ?? '';

describe('pin', () => {
  it('asks for the card of a check to be pinned', async () => {
    const checkId = await checkOf('The mayor of Grimsby painted all 214 lampposts violet');
    expect(await fixture.ask('pin', checkId)).toEqual({ kind: 'pin', checkId, done: 'Pinned.' });
  });

  it.each(['', 'NOSUCHID', "' OR 1=1 --", '\0'])('says what to do where there is no check %j', async (id) => {
    await checkOf('The mayor of Grimsby painted all 214 lampposts violet');
    expect(await fixture.ask('pin', id)).toEqual({
      kind: 'notice',
      tone: 'refusal',
      title: 'Not pinned',
      lines: ['This check is no longer known here. Run /check again, and pin the new card.'],
    });
  });

  it('does not know another group’s check', async () => {
    const checkId = await checkOf('The mayor of Grimsby painted all 214 lampposts violet');
    const elsewhere = { chat: { id: 'c2', kind: 'group' } } as const;
    expect(await fixture.ask('pin', checkId, elsewhere)).toMatchObject({ kind: 'notice', title: 'Not pinned' });
  });
});
