import { describe, expect, it } from 'vitest';
import type { Posting } from '../../src/chat/posting.ts';
import type { DiscordPeer } from '../peers/discord/index.ts';
import type { Message } from '../peers/discord/world.ts';
import { CARD, embedOf, type Fixture, useFixture, verdictOf, WALL } from './discord-fixture.ts';

const NEVER = new AbortController().signal;
const PICTURE = {
  url: 'https://cdn.discordapp.com/attachments/1/2/a.png?ex=1',
  contentType: 'image/png',
  size: 5,
};

const fixture = useFixture(() => {
  const fetch = async (url: string | URL | Request) =>
    new Response(String(url) === UNREAD ? '' : 'bytes', { headers: { 'content-type': 'image/png' } });
  // What a picture says is another's business: here its bytes are its words.
  const images = {
    read: async ({ bytes }: { bytes: Uint8Array }) => (Buffer.from(bytes).toString() === 'bytes' ? WALL : ''),
  };
  return { adapter: { fetch }, chat: { images } };
});

type What = Parameters<DiscordPeer['post']>[2];
const text = (content: string) => ({ type: 10, content });
const preview = { type: 'article', title: WALL, url: 'https://a.example/', description: '' };
const inFields = { type: 'rich', title: 'News', fields: [{ name: 'They say', value: WALL }] };
const UNREAD = 'https://cdn.discordapp.com/attachments/1/2/nothing-in-it.png';
/** As other bots write since 2025: a message of components, without content or embeds. */
const beside = { type: 11, media: { url: 'https://a.example/a.png' } };
const section = { type: 9, components: [text('They say.')], accessory: beside };
const inComponents = [{ type: 17, components: [text(WALL), section] }];

const labelsOf = ({ components }: Message) => components.flatMap((row) => row.components.map(({ label }) => label));

async function check(target: Message): Promise<void> {
  fixture.peer.menu(fixture.ana, fixture.channel, 'Check this message', target);
}
const isCard = ({ embeds }: Message) => embeds[0]?.footer !== undefined;
const claimOf = async () => embedOf(await fixture.peer.waitForMessage(fixture.channel, isCard)).title;

describe('“Check this message”', () => {
  it.each<[string, What]>([
    ['a forward', { snapshots: [{ content: WALL }] }],
    ['a forward of a picture', { snapshots: [{ content: '', attachments: [PICTURE] }] }],
    ['a forward of another bot’s message', { snapshots: [{ content: '', components: inComponents }] }],
    ['a picture', { attachments: [PICTURE] }],
    ['nothing but a link with a preview', { content: 'https://a.example/', embeds: [preview] }],
    ['embeds only', { embeds: [{ title: 'News', description: WALL }] }],
    ['an embed’s fields below an intro line', { content: 'Look at this 👇', embeds: [inFields] }],
    ['a poll', { poll: { question: { text: WALL }, answers: [{ answer_id: 1, poll_media: { text: 'Yes' } }] } }],
    ['a picture that says it in words for the blind', { attachments: [{ ...PICTURE, alt: WALL, url: UNREAD }] }],
    ['components only', { components: inComponents as never }],
    ['words with signs of Discord’s', { content: `> **${WALL}** <:shock:123> <@1>` }],
  ])('on %s checks what it says', async (_what, what) => {
    const { peer, mod, channel } = fixture;
    await check(peer.post(mod, channel, what));
    expect(await claimOf()).toContain('The Great Wall of China can be seen from the Moon');
  });

  it('leads from its card to that message, also once the card is written anew', async () => {
    const { bot, peer, ana, mod, channel } = fixture;
    const rumour = peer.post(mod, channel, { content: WALL });
    const line = `\n-# [The checked message](<https://discord.com/channels/${fixture.guild.id}/${channel.id}/${rumour.id}>)`;
    await check(rumour);
    const card = await peer.waitForMessage(channel, isCard);
    expect(card.content).toMatch(/^❌ False: The Great Wall .+/);
    expect(card.content.endsWith(line)).toBe(true);
    const { edits } = card;
    peer.click(ana, card, 'Re-check');
    await peer.until(() => card.edits > edits && card.content.startsWith('❌'));
    expect(card.content.endsWith(line)).toBe(true);
    const posting = await bot.postings.at('discord', channel.id, card.id);
    const changed = { kind: 'cards', cards: [{ ...CARD, heading: 'Mostly true' }], locale: 'en' } as const;
    expect(await bot.adapter.update(posting as Posting, { ...changed, cards: [...changed.cards] }, NEVER)).toBe('done');
    expect(card.content).toMatch(/^❌ Mostly true: /);
    expect(card.content.endsWith(line)).toBe(true);
    peer.slash(ana, channel, 'check', { claim: 'Bats are blind' });
    const other = await peer.waitForMessage(channel, (message) => message !== card && isCard(message));
    expect(other.content).not.toContain('discord.com');
  });

  it('leads nowhere from a card that the asker alone sees', async () => {
    const { peer, ana, mod, owner, channel } = fixture;
    peer.slash(owner, channel, 'settings');
    const panel = await peer.waitForEphemeral(owner);
    for (const label of ['Show answers only to the asker', 'On']) {
      await peer.until(() => labelsOf(panel).includes(label));
      peer.click(owner, panel, label);
    }
    await peer.until(() => labelsOf(panel).includes('Show answers only to the asker'));
    await check(peer.post(mod, channel, { content: WALL }));
    const { content } = await peer.waitForEphemeral(ana, isCard);
    expect(content).toMatch(/^❌ False: [^\n]+$/);
  });

  it('on the message that a thread begins with checks the one it shows', async () => {
    const { peer, mod, channel } = fixture;
    const referenceId = peer.post(mod, channel, { content: WALL }).id;
    await check(peer.post(mod, channel, { type: 21, referenceId }));
    expect(await claimOf()).toContain(WALL);
  });

  it('on another bot’s message checks it too', async () => {
    const { peer, mod, channel } = fixture;
    mod.bot = true;
    await check(peer.post(mod, channel, { content: WALL }));
    expect(await claimOf()).toContain(WALL);
  });

  it('on a card of this bot checks its claim, and finds the same check', async () => {
    const { peer, ana, channel } = fixture;
    const card = await fixture.ask(ana);
    await check(card);
    const again = await peer.waitForMessage(channel, (message) => message !== card && isCard(message));
    expect(again.embeds).toEqual(card.embeds);
  });

  it('on a forwarded card checks its claim', async () => {
    const { peer, ana, mod } = fixture;
    const card = await fixture.ask(mod);
    const direct = peer.addDirectMessages(ana);
    peer.post(ana, direct, { snapshots: [{ content: '', embeds: card.embeds }] });
    const own = await peer.waitForMessage(direct, isCard);
    expect(embedOf(own).description).toBe(embedOf(card).description);
  });

  it.each<[string, What, string]>([
    ['a notice of Discord’s own', { type: 7 }, 'This cannot be read here'],
    ['a video', { attachments: [{ ...PICTURE, contentType: 'video/mp4' }] }, 'This cannot be read here'],
    ['too large a picture', { attachments: [{ ...PICTURE, size: 50_000_000 }] }, 'This picture could not be read'],
  ])('on %s tells the asker alone that there is nothing to check', async (_what, what, title) => {
    const { peer, ana, mod, channel } = fixture;
    const target = peer.post(mod, channel, what);
    await check(target);
    expect(embedOf(await peer.waitForEphemeral(ana)).title).toBe(title);
    expect(peer.messages(channel)).toEqual([target]);
  });
});

describe('/check', () => {
  it('reads the picture that comes with it', async () => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, 'check', { claim: 'Is this true?', picture: PICTURE });
    const { embeds } = await peer.waitForMessage(channel, isCard);
    expect(embeds.map(({ title }) => String(title)).join()).toContain(
      'The Great Wall of China can be seen from the Moon',
    );
  });
});

describe('“Check this message” of a person’s own installation', () => {
  it.each([
    ['between people', ({ peer, ana, mod }: Fixture) => peer.addPeople([ana, mod])],
    [
      'in a server without the bot',
      ({ peer, ana, mod }: Fixture) =>
        peer.addChannel(peer.addGuild('strangers', [ana, mod], mod, { withBot: false }), 'x'),
    ],
  ])('%s reads what is forwarded there', async (_where, toChannel) => {
    const { peer, ana, mod } = fixture;
    ana.installed = true;
    const channel = toChannel(fixture);
    const target = peer.post(mod, channel, { snapshots: [{ content: WALL }] });
    peer.menu(ana, channel, 'Check this message', target);
    expect(verdictOf(await peer.waitForMessage(channel, isCard))).toBe('❌ False');
  });
});
