import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useFixture, verdictOf, WALL } from '../adapters/discord-fixture.ts';
import type { DiscordPeer } from '../peers/discord/index.ts';
import type { Message } from '../peers/discord/world.ts';

type Trouble = Parameters<DiscordPeer['trouble']>[0];

const ROUTES: [method: string, path: RegExp][] = [
  ['GET', /^\/applications\/@me$/],
  ['GET', /^\/gateway\/bot$/],
  ['GET', /commands$/],
  ['PUT', /commands$/],
  ['POST', /callback$/],
  ['PATCH', /^\/webhooks\//],
  ['POST', /^\/webhooks\//],
  ['DELETE', /^\/webhooks\//],
  ['POST', /^\/channels\/\d+\/messages$/],
  ['PATCH', /^\/channels\//],
  ['GET', /^\/channels\/\d+\/messages$/],
  ['DELETE', /^\/channels\/\d+\/messages\/\d+$/],
  ['PUT', /pins\/\d+$/],
  ['DELETE', /pins\/\d+$/],
  ['GET', /^\/channels\/\d+$/],
  ['GET', /members\/\d+$/],
  ['GET', /^\/channels\/\d+\/messages\/\d+$/],
  ['POST', /^\/users\/@me\/channels$/],
];

let troubles: Trouble[];
beforeAll(() => {
  troubles = ROUTES.map(([method, path]) => ({ method, path, times: 1, with: { retryAfterSeconds: 0.1 } }));
});
const fixture = useFixture(() => ({
  adapter: { mentions: true },
  before(peer) {
    for (const trouble of troubles) peer.trouble(trouble);
  },
}));
const isCard = ({ embeds }: Message) => embeds[0]?.footer !== undefined;
const toldTo = (user: Parameters<DiscordPeer['waitForEphemeral']>[0], words: string) =>
  fixture.peer.waitForEphemeral(user, ({ embeds }) => JSON.stringify(embeds).includes(words));

describe('a 429 on every route', () => {
  it('delays what was asked, and loses nothing', async () => {
    const { peer, ana, mod, owner, channel } = fixture;
    peer.allow(peer.bot, channel, 'manageMessages');
    const card = await fixture.ask(mod);
    expect(verdictOf(card)).toBe('❌ False');
    peer.slash(ana, channel, 'check', { claim: ' ' });
    await toldTo(ana, 'What should be checked');
    peer.click(mod, card, 'Pin');
    await toldTo(mod, 'Pinned');
    expect([peer.pins(channel), peer.messages(channel)]).toEqual([[card], [card]]);
    const id = /Check (\w{8})/.exec(JSON.stringify(card.embeds))?.[1] ?? '';
    peer.slash(mod, channel, 'unpin', { id });
    await toldTo(mod, 'Unpinned');
    const direct = peer.addDirectMessages(ana);
    peer.post(ana, direct, { content: WALL });
    await peer.waitForMessage(direct, isCard);
    const referenceId = peer.post(mod, channel, { content: WALL }).id;
    // Another asker: who was told a moment ago that there is nothing to check is not told again.
    peer.post(owner, channel, { content: `<@${peer.bot.id}> really?`, referenceId });
    await peer.waitForMessage(channel, ({ embeds }) => embeds[0]?.title === 'This cannot be read here');
    expect(await fixture.bot.adapter.can(mod.id, 'pin', channel.id)).toBe(true);
    peer.deny(peer.bot, channel, 'sendMessages');
    peer.post(ana, channel, { content: `<@${peer.bot.id}> Bats are blind` });
    await peer.waitForMessage(direct, (message) => isCard(message) && message.content.includes('Bats'));
    expect(fixture.faults.splice(0).map(({ error }) => String(error))).toEqual([expect.stringContaining('50013')]);
    expect(troubles.filter(({ times }) => times > 0)).toEqual([]);
    expect(peer.journal.filter(({ status }) => status === 429)).toHaveLength(ROUTES.length);
  });
});

describe('two moderators at once', () => {
  it('who pin and unpin, again and again, leave what the bot knows and what Discord shows the same', async () => {
    const { bot, peer, mod, owner, channel } = fixture;
    const card = await fixture.ask(mod);
    const id = /Check (\w{8})/.exec(JSON.stringify(card.embeds))?.[1] ?? '';
    const asked = Array.from({ length: 8 }, (_, at) => [
      at % 2 === 0 ? peer.click(mod, card, 'Pin') : peer.slash(mod, channel, 'pin', { id }),
      peer.slash(owner, channel, 'unpin', { id }),
    ]).flat();
    const answers = () =>
      [mod, owner]
        .flatMap((user) => peer.ephemerals(user))
        .filter(({ thinking, embeds }) => !thinking && embeds.length > 0);
    await peer.until(() => answers().length === asked.length, 20_000);
    const noted = await bot.postings.at('discord', channel.id, card.id);
    expect(peer.pins(channel).map((one) => one.id)).toEqual(noted?.pinned ? [card.id] : []);
    const said = answers().map(({ embeds }) => String(embeds[0]?.description));
    expect(said.every((text) => /^(?:Pinned|Unpinned)\.$|is pinned here/.test(text))).toBe(true);
    // The last word counts: nothing is left over from the others.
    peer.slash(mod, channel, 'pin', { id });
    await vi.waitFor(() => expect(peer.pins(channel)).toEqual([card]));
  });
});
