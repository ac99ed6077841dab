import { describe, expect, it } from 'vitest';
import { escapeText } from '../../adapters/discord/escape.ts';
import { type MessageKey, toLocale } from '../../src/core/text/locale.ts';
import type { Message, User } from '../peers/discord/world.ts';
import { embedOf, useFixture, WALL } from './discord-fixture.ts';

const fixture = useFixture();

const { t } = toLocale('en');
const SECRET = 'My boss Zebulon Quartermain stole 7300 ducats';
const DAY_MS = 24 * 60 * 60_000;
const labelsOf = ({ components }: Message) =>
  components.flatMap((row) => row.components.map(({ label }) => label?.split(' (')[0]));
const isCard = ({ embeds }: Message) => embeds[0]?.footer !== undefined;
const toldTo = async (user: User) => embedOf(await fixture.peer.waitForEphemeral(user)).description;

describe('a re-check', () => {
  it('too soon is refused to who pressed alone, and leaves the card as it is', async () => {
    const { peer, ana, mod, channel } = fixture;
    const card = await fixture.ask(ana);
    peer.click(mod, card, 'Re-check');
    await peer.until(() => card.edits === 1);
    peer.click(ana, card, 'Re-check');
    expect(await toldTo(ana)).toMatch(/was checked a moment ago.+in (?:9|10) minutes/);
    expect([card.edits, peer.messages(channel)]).toEqual([1, [card]]);
  });

  it('of a private card stays private', async () => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, 'check', { claim: WALL, private: true });
    const mine = await peer.waitForEphemeral(ana);
    peer.click(ana, mine, 'Re-check');
    await peer.until(() => mine.edits === 1);
    expect([labelsOf(mine).at(-1), peer.messages(channel)]).toEqual([t('desk.post'), []]);
  });
});

describe('what nobody has checked', () => {
  it('is posted to the channel only by its asker’s own click, and is the channel’s from then on', async () => {
    const { peer, ana, mod, channel } = fixture;
    peer.slash(ana, channel, 'check', { claim: SECRET, private: true });
    const mine = await peer.waitForEphemeral(ana);
    expect(peer.messages(channel)).toEqual([]);
    peer.click(ana, mine, t('desk.post'));
    const card = await peer.waitForMessage(channel, isCard);
    expect(labelsOf(card)).toContain('Re-check');
    peer.click(mod, card, 'Details');
    expect(JSON.stringify((await peer.waitForEphemeral(mod)).embeds)).toContain('7300');
  });

  it('is offered while somebody types only where it was asked', async () => {
    const { peer, ana, mod, guild, channel } = fixture;
    await fixture.ask(ana, SECRET);
    const elsewhere = peer.addChannel(guild, 'elsewhere');
    peer.allow(mod, elsewhere, 'pinMessages');
    const direct = peer.addDirectMessages(mod);
    peer.slash(ana, elsewhere, 'check', { claim: 'Zebulon Quartermain sold 8400 ducats', private: true });
    await peer.waitForEphemeral(ana);
    const offered = async (where: typeof channel) => {
      const typed = peer.type(mod, where, 'check', 'claim', 'zebulon quartermain ducats');
      const [own, ...prior] = await peer.until(() => typed.choices);
      expect(own?.name).toBe('zebulon quartermain ducats');
      return prior.map(({ name }) => name);
    };
    expect(await offered(channel)).toEqual([expect.stringContaining('7300')]);
    expect([await offered(elsewhere), await offered(direct)]).toEqual([[], []]);
    const cards = peer.type(mod, elsewhere, 'pin', 'id', '');
    expect(await peer.until(() => cards.choices)).toEqual([]);
  });

  it('goes when the bot was taken out of its server a month ago, and stays after an outage or a return', async () => {
    const { peer, ana, guild } = fixture;
    await fixture.ask(ana, SECRET);
    const purge = async (afterMs: number) => {
      peer.advance(afterMs);
      return (await fixture.bot.chat.purge()).checks;
    };
    peer.outage(guild);
    await peer.until(() => peer.connections() === 1);
    expect(await purge(31 * DAY_MS)).toBe(0);
    peer.kick(guild);
    peer.invite(guild);
    await fixture.ask(ana);
    expect(await purge(31 * DAY_MS)).toBe(0);
    peer.kick(guild);
    await expect.poll(() => purge(31 * DAY_MS)).toBe(1);
  });
});

describe('the settings', () => {
  it.each<[MessageKey, string, string]>([
    ['settings.language', 'Deutsch', 'Sprache'],
    ['settings.who', 'Moderators', t('settings.who')],
    ['settings.here', 'Off', t('settings.here')],
    ['settings.pause', '60 s', t('settings.pause')],
    ['settings.day', '50', t('settings.day')],
    ['settings.private', 'On', t('settings.private')],
    ['settings.notices', 'Off', t('settings.notices')],
    ['settings.keep', '30 days', t('settings.keep')],
  ])('have %s, which can be %s', async (topic, choice, shownAs) => {
    const { peer, owner, channel } = fixture;
    peer.slash(owner, channel, 'settings');
    const panel = await peer.waitForEphemeral(owner);
    peer.click(owner, panel, t(topic));
    await peer.until(() => labelsOf(panel).includes(choice));
    peer.click(owner, panel, choice);
    await peer.until(() => labelsOf(panel).includes(shownAs));
    expect(embedOf(panel).description).toContain(`${escapeText(shownAs, 200)}\\: ${choice}`);
  });

  it('are refused to who lost the right since the panel was opened', async () => {
    const { peer, mod, guild, channel } = fixture;
    peer.allow(mod, channel, 'manageGuild');
    peer.slash(mod, channel, 'settings');
    const panel = await peer.waitForEphemeral(mod);
    peer.deny(mod, channel, 'manageGuild');
    peer.click(mod, panel, 'Language');
    await peer.until(() => embedOf(panel).title === 'Not allowed');
    expect([labelsOf(panel), guild.ownerId === mod.id]).toEqual([[], false]);
  });
});

describe('alone with the bot', () => {
  it('a card that its person deleted is not followed any more', async () => {
    const { bot, peer, ana } = fixture;
    const direct = peer.addDirectMessages(ana);
    peer.post(ana, direct, { content: WALL });
    const { id } = await peer.waitForMessage(direct, isCard);
    const posting = () => bot.postings.at('discord', direct.id, id);
    await expect.poll(posting).toMatchObject({ messageId: id });
    peer.delete(peer.messages(direct).find((message) => message.id === id) as Message);
    await expect.poll(posting).toBeUndefined();
  });

  it('settings are said to be a group’s', async () => {
    const { peer, ana } = fixture;
    const direct = peer.addDirectMessages(ana);
    peer.post(ana, direct, { content: '/settings' });
    expect(embedOf(await peer.waitForMessage(direct)).description).toContain('Only groups have settings');
  });

  it('a card is pinned and unpinned by its id, without asking anybody', async () => {
    const { peer, ana } = fixture;
    const direct = peer.addDirectMessages(ana);
    peer.post(ana, direct, { content: WALL });
    const card = await peer.waitForMessage(direct, isCard);
    const id = /Check (\w{8})/.exec(JSON.stringify(card.embeds))?.[1] ?? '';
    peer.post(ana, direct, { content: `/pin ${id}` });
    await peer.waitForMessage(direct, ({ embeds }) => embeds[0]?.description === 'Pinned.');
    expect(peer.pins(direct)).toHaveLength(1);
    expect(labelsOf(peer.pins(direct)[0] as Message)).toContain('Details');
    peer.post(ana, direct, { content: `/unpin ${id}` });
    await peer.waitForMessage(direct, ({ embeds }) => embeds[0]?.description === 'Unpinned.');
    expect(peer.pins(direct)).toEqual([]);
  });
});
