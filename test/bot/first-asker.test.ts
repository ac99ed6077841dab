import { expect, it } from 'vitest';
import { toRequest } from '../commands/commands-fixture.ts';
import { NEVER } from '../core/checker-fixture.ts';
import { useCore } from '../core/use-core.ts';
import { createTestAdapter, openChat } from './chat-fixture.ts';

const core = useCore();
const CLAIM = 'The mayor of Oberwald resigned on Monday';

/** What somebody else in the group sees once the claim was asked in the first one's words, and they ask it in their own. */
async function seeAfter(first: string) {
  const { chat, jobs } = openChat(core);
  const platform = createTestAdapter();
  await chat.start(platform.adapter);
  for (const [actorId, text] of [
    ['first', first],
    ['second', CLAIM],
  ] as const) {
    await platform.take(toRequest('check', text, { id: `e-${actorId}`, actorId }));
    while ((await jobs.unfinished()).length > 0) await new Promise(setImmediate);
  }
  const reply = platform.sent.at(-1)?.reply;
  const history = await platform.ask(toRequest('history', '', { id: 'e-history', actorId: 'third' }));
  const offered = await platform.fixture.suggest(toRequest('pin', 'mayor', { actorId: 'third' }), 5, NEVER);
  if (reply?.kind !== 'cards' || history?.kind !== 'notice') throw new Error('no answer');
  await chat.stop();
  const [card] = reply.cards;
  return { card, history, offered };
}

it.each([
  ['look at this, the mayor of Oberwald resigned on Monday'],
  ['They say the mayor of Oberwald resigned on Monday'],
  ['did you hear? the mayor of Oberwald resigned on Monday!!!'],
  ['Please check whether the mayor of Oberwald resigned on Monday'],
  ['No way!!! the mayor of Oberwald resigned on Monday!'],
  ['Is it true that the mayor of Oberwald resigned on Monday?'],
])(
  'whoever asks second, in the list or while typing, sees the claim, and not how the first one put it: %s',
  async (first) => {
    const { card, history, offered } = await seeAfter(first);
    expect([card?.claim.replace(/\.$/, ''), card?.asked]).toEqual([CLAIM, undefined]);
    expect(history.lines).toHaveLength(1);
    for (const line of [...history.lines, ...offered.map(({ label }) => label)])
      expect(line).toMatch(/^❓ Unverified: The mayor of Oberwald resigned on Monday\.?(?: \(|$)/);
  },
);

it.each([
  ['Uncle Bob you idiot, the mayor of Oberwald resigned on Monday', /Bob|idiot/],
  ['my stupid neighbour Vera says the mayor of Oberwald resigned on Monday', /Vera|stupid/],
])('a name and an insult stand on nobody else’s card: %s', async (first, own) => {
  const { card } = await seeAfter(first);
  expect(card?.claim).toBe(CLAIM);
  expect(JSON.stringify(card)).not.toMatch(own);
});
