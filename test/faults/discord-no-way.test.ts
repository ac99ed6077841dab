import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGate, type Fixture, useFixture, verdictOf, WALL } from '../adapters/discord-fixture.ts';
import type { Channel, Message, User } from '../peers/discord/world.ts';

let gate: ReturnType<typeof createGate>;
const fixture = useFixture(() => {
  gate = createGate();
  return { checkService: gate.gate };
});
// Runs before the bot service is closed.
afterEach(() => gate.open());

/** Then the interaction's token is over: the answer cannot go where it was asked unless the bot may write there. */
const OVER_MS = 15 * 60_000 + 1;
const SECRET = 'My boss Zebulon Quartermain stole 7300 ducats';
const isCard = ({ embeds }: Message) => embeds[0]?.footer !== undefined;
const allAnswered = () =>
  vi.waitFor(async () => expect(await fixture.bot.jobs.unfinished()).toEqual([]), { timeout: 4_000, interval: 10 });

/** Asks, lets the token run out, and lets the check end only then. */
async function askTooLong(channel: Channel, happens: () => void, options: Record<string, string | boolean> = {}) {
  fixture.peer.slash(fixture.ana, channel, 'check', { claim: WALL, ...options });
  await gate.begun;
  happens();
  fixture.peer.advance(OVER_MS);
  gate.open();
}

describe('an answer that comes too late', () => {
  it.each<[string, (at: { thread: Channel } & Fixture) => void]>([
    ['the channel cannot be seen by the bot', ({ peer, channel }) => peer.deny(peer.bot, channel, 'viewChannel')],
    ['the bot may not write', ({ peer, channel }) => peer.deny(peer.bot, channel, 'sendMessagesInThreads')],
    ['the bot may not embed', ({ peer, channel }) => peer.deny(peer.bot, channel, 'embedLinks')],
    ['the thread is locked', ({ peer, thread }) => peer.archive(thread, { locked: true })],
  ])('goes to the asker alone where %s', async (_why, happens) => {
    const { peer, ana } = fixture;
    const thread = peer.addThread(fixture.channel, 'about the wall');
    await askTooLong(thread, () => happens({ ...fixture, thread }));
    const card = await peer.waitForMessage(peer.addDirectMessages(ana), isCard);
    expect(verdictOf(card)).toBe('❌ False');
    expect(peer.messages(thread).filter(isCard)).toEqual([]);
  });

  it('brings an archived thread back', async () => {
    const { peer } = fixture;
    const thread = peer.addThread(fixture.channel, 'about the wall');
    await askTooLong(thread, () => peer.archive(thread));
    expect(await peer.waitForMessage(thread, isCard)).toMatchObject({ type: 0 });
  });

  it('goes to the asker where the bot was taken out of the server, and is kept if nothing else is shared with them', async () => {
    const { peer, ana, guild, channel } = fixture;
    await askTooLong(channel, () => peer.kick(guild));
    await allAnswered();
    expect(peer.messages(peer.addDirectMessages(ana))).toEqual([]);
    ana.installed = true;
    peer.slash(ana, peer.addDirectMessages(ana), 'help');
    expect(JSON.stringify((await peer.waitForMessage(peer.addDirectMessages(ana))).embeds)).toContain('❌ False');
  });
});

describe('a result that was kept', () => {
  async function keepOne(channel: Channel, options: Record<string, string | boolean>): Promise<void> {
    fixture.ana.closed = true;
    await askTooLong(channel, () => undefined, { claim: SECRET, ...options });
    await allAnswered();
    fixture.ana.closed = false;
  }
  const given = (message: Message) => JSON.stringify(message.embeds).includes('7300');
  const shownTo = (user: User) => fixture.peer.ephemerals(user).filter(({ thinking }) => !thinking);

  it('is given with the next answer that only its person sees, once, whatever they ask', async () => {
    const { peer, ana, mod, channel } = fixture;
    await keepOne(channel, { private: true });
    peer.slash(mod, channel, 'help');
    expect(given(await peer.waitForEphemeral(mod))).toBe(false);
    peer.slash(ana, channel, 'privacy');
    await peer.waitForEphemeral(ana, given);
    peer.slash(ana, channel, 'help');
    await peer.until(() => shownTo(ana).length === 2);
    expect(shownTo(ana).filter(given)).toHaveLength(1);
    expect(peer.messages(channel)).toEqual([]);
  });

  it('is given elsewhere too, although it was asked for everybody', async () => {
    const { peer, ana, mod } = fixture;
    ana.installed = true;
    await keepOne(peer.addPeople([ana, mod]), {});
    const direct = peer.addDirectMessages(ana);
    peer.slash(ana, direct, 'help');
    expect(given(await peer.waitForMessage(direct))).toBe(true);
  });
});

describe('a person who blocked the bot', () => {
  it('is nobody’s fault: what they asked is kept for them, and others are answered', async () => {
    const { peer, ana, mod } = fixture;
    const direct = peer.addDirectMessages(ana);
    ana.closed = true;
    peer.post(ana, direct, { content: '/help' });
    peer.post(ana, direct, { content: SECRET });
    await gate.begun;
    gate.open();
    await allAnswered();
    const refusals = peer.journal.filter(({ refusal }) => (refusal as { code?: number } | undefined)?.code === 50_007);
    expect(refusals.map(({ path }) => path)).toEqual(Array(3).fill(`/channels/${direct.id}/messages`));
    peer.post(mod, peer.addDirectMessages(mod), { content: WALL });
    expect(verdictOf(await peer.waitForMessage(peer.addDirectMessages(mod), isCard))).toBe('❌ False');
    ana.closed = false;
    peer.slash(ana, direct, 'help');
    expect(JSON.stringify((await peer.waitForMessage(direct)).embeds)).toContain('7300');
  });
});
