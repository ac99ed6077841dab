import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_MESSAGE } from '../../commands/check.ts';
import { type CommandsFixture, cardsOf, createCommandsFixture, PRIVATE } from './commands-fixture.ts';

let fixture: CommandsFixture;
beforeAll(async () => {
  fixture = await createCommandsFixture();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.remove());

describe('/check', () => {
  it('answers with the card of a prior check', async () => {
    const [card, ...more] = cardsOf(await fixture.ask('check', 'The Great Wall of China can be seen from the Moon'));
    expect(more).toEqual([]);
    expect(card).toMatchObject({
      label: 'false',
      heading: 'False',
      confidence: 'Confidence: medium (one built-in fact check)',
    });
    expect(card?.attribution).toMatch(/^Rated “False” by \S.+, checked \d{1,2} \w{3} 20\d\d$/);
    expect(card?.sources[0]).toMatchObject({
      number: 1,
      note: 'page not opened for this card',
    });
  });

  it('answers several claims with a card each', async () => {
    const cards = cardsOf(await fixture.ask('check', 'Bats are blind. Lightning never strikes the same place twice.'));
    expect(cards.map(({ label }) => label)).toEqual(['false', 'false']);
    expect(new Set(cards.map(({ checkId }) => checkId)).size).toBe(2);
  });

  it.each(['', ' ', '\n\t \u00a0'])('asks what to check for %j', async (text) => {
    expect(await fixture.ask('check', text)).toEqual({
      kind: 'notice',
      tone: 'refusal',
      title: 'What should be checked?',
      lines: [expect.stringContaining('/check The Great Wall')],
      asksBack: true,
    });
    expect(await fixture.ask('history')).toMatchObject({
      lines: [expect.stringContaining('Nothing has been checked')],
    });
  });

  it('shows the card of an id, however it is typed, where it may be seen', async () => {
    const [made] = cardsOf(await fixture.ask('check', 'The mayor of Grimsby painted 214 lampposts violet'));
    const id = made?.checkId ?? '';
    for (const typed of [id, ` ${id.toLowerCase()} `, `#${id}`, made?.idLine ?? '', `check:${id}`])
      expect(cardsOf(await fixture.ask('check', typed))).toEqual([made]);
    expect(cardsOf(await fixture.ask('history', id))).toEqual([made]);
    const elsewhere = await fixture.ask('check', id, { chat: { id: 'c2', kind: 'group' } });
    expect(elsewhere).toMatchObject({ tone: 'refusal', title: 'No such check here' });
  });

  it.each(['hello', 'I love mangoes'])('tells the asker alone that nothing can be checked in “%s”', async (text) => {
    expect(await fixture.ask('check', text)).toMatchObject({ tone: 'refusal', title: '💬 Not a checkable claim' });
    expect(await fixture.ask('history')).toMatchObject({ lines: [expect.stringContaining('Nothing has been')] });
    const [card] = cardsOf(await fixture.ask('check', text, PRIVATE));
    expect(card?.label).toBe('not-checkable');
    expect(await fixture.ask('history', '', PRIVATE)).toMatchObject({ lines: [expect.stringContaining('Nothing')] });
  });

  it('says how long a message may be, and how long this one is', async () => {
    const reply = await fixture.ask('check', 'x'.repeat(100_000));
    expect(reply).toMatchObject({ kind: 'notice', tone: 'refusal', title: 'That is too long' });
    expect(JSON.stringify(reply)).toMatch(/up to 20000 characters, and this one has 100000/);
  });

  it('takes a message that is just as long as it may be', async () => {
    const reply = await fixture.ask('check', `Bats are blind. ${'?'.repeat(LONGEST_MESSAGE - 16)}`);
    expect(cardsOf(reply)[0]?.label).toBe('false');
  });
});
