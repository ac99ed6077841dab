import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCoreFolder } from '../core/checker-fixture.ts';
import type { User } from '../peers/discord/world.ts';
import { embedOf, type Fixture, openFixture } from './discord-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let fixture: Fixture;
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(async () => {
  fixture = await openFixture({ core: folder.open() });
});
afterEach(async () => {
  await fixture.close();
  expect([fixture.faults, fixture.peer.violations]).toEqual([[], []]);
  folder.closeAll();
});
afterAll(() => folder.remove());

const idOf = (text: string) => /Check (\w{8})/.exec(text)?.[1] ?? '';
async function told(user: User): Promise<string> {
  const { title = '', description = '' } = embedOf(await fixture.peer.waitForEphemeral(user));
  return `${title} ${description}`.trim();
}

describe('the Pin button', () => {
  it('pins the card for who may pin, tells them alone, and leaves Discord’s notice where the bot may not delete it', async () => {
    const { peer, mod, channel } = fixture;
    const card = await fixture.ask(mod);
    peer.click(mod, card, 'Pin');
    expect(await told(mod)).toBe('Pinned.');
    expect(peer.pins(channel)).toEqual([card]);
    expect(peer.messages(channel).map(({ type }) => type)).toEqual([20, 6]);
  });

  it('takes Discord’s notice away where the bot may', async () => {
    const { peer, mod, channel } = fixture;
    peer.allow(peer.bot, channel, 'manageMessages');
    peer.click(mod, await fixture.ask(mod), 'Pin');
    await told(mod);
    expect(peer.messages(channel).map(({ type }) => type)).toEqual([20]);
  });

  it('stands on a card whose asker may pin, and on each once somebody pinned one there', async () => {
    const { peer, ana, mod } = fixture;
    const isPinnable = (card: unknown) => JSON.stringify(card).includes('"Pin"');
    expect(isPinnable(await fixture.ask(ana))).toBe(false);
    const card = await fixture.ask(mod);
    expect(isPinnable(card)).toBe(true);
    peer.click(mod, card, 'Pin');
    await told(mod);
    expect(isPinnable(await fixture.ask(ana))).toBe(true);
  });

  it('is Unpin on a card that is pinned, and unpins it', async () => {
    const { peer, mod, channel } = fixture;
    const card = await fixture.ask(mod);
    peer.click(mod, card, 'Pin');
    expect(await told(mod)).toBe('Pinned.');
    await peer.waitForMessage(
      channel,
      ({ id, components }) => id === card.id && JSON.stringify(components).includes('"Unpin"'),
    );
    peer.click(mod, peer.messages(channel)[0] ?? card, 'Unpin');
    await peer.waitForMessage(
      channel,
      ({ id, components }) => id === card.id && JSON.stringify(components).includes('"Pin"'),
    );
    expect(peer.pins(channel)).toEqual([]);
  });

  it('asks for the right at the moment of the click', async () => {
    const { peer, mod, channel } = fixture;
    const card = await fixture.ask(mod);
    peer.deny(mod, channel, 'pinMessages');
    peer.click(mod, card, 'Pin');
    expect(await told(mod)).toContain('right to pin messages');
    expect(peer.pins(channel)).toEqual([]);
  });

  it('of two moderators who pin two cards of one claim at once leaves one of them pinned', async () => {
    const { peer, mod, owner, channel } = fixture;
    const [one, two] = [await fixture.ask(mod), await fixture.ask(owner)];
    peer.click(mod, one, 'Pin');
    peer.click(owner, two, 'Pin');
    expect([await told(mod), await told(owner)]).toEqual(['Pinned.', 'Pinned.']);
    expect(peer.pins(channel)).toHaveLength(1);
  });

  it('names the switch where the bot itself may not pin', async () => {
    const { peer, mod, channel } = fixture;
    peer.deny(peer.bot, channel, 'pinMessages');
    peer.click(mod, await fixture.ask(mod), 'Pin');
    expect(await told(mod)).toMatch(/^Not pinned .+“Pin Messages”.+Edit Channel \\> Permissions/);
  });

  it('says that the list is full', async () => {
    await fixture.close();
    fixture = await openFixture({ core: folder.open(), peer: { pinLimit: 0 } });
    fixture.peer.click(fixture.mod, await fixture.ask(fixture.mod), 'Pin');
    expect(await told(fixture.mod)).toContain('list of pinned messages is full');
  });

  it('says that a card is gone whose message was deleted meanwhile', async () => {
    const { peer, mod } = fixture;
    const card = await fixture.ask(mod);
    peer.click(mod, card, 'Pin');
    peer.delete(card);
    expect(await told(mod)).toContain('no longer known here');
  });

  it('makes an older pinned card of the same claim give way', async () => {
    const { peer, mod, channel } = fixture;
    const older = await fixture.ask(mod);
    peer.click(mod, older, 'Pin');
    await told(mod);
    const newer = await fixture.ask(mod);
    peer.click(mod, newer, 'Pin');
    await peer.until(() => peer.ephemerals(mod).filter(({ thinking }) => !thinking).length === 2);
    expect(peer.pins(channel)).toEqual([newer]);
  });
});

describe('/history', () => {
  it('leads from each check to its card there, as long as it stands, and from no whispered one', async () => {
    const { peer, ana, mod, guild, channel } = fixture;
    const card = await fixture.ask(ana);
    peer.slash(mod, channel, 'check', { claim: 'Bats are blind', private: true });
    await peer.waitForEphemeral(mod);
    peer.slash(ana, channel, 'history');
    const { description = '' } = embedOf(await peer.waitForEphemeral(ana));
    expect(description.match(/\]\(<[^>]*>\)/g)).toEqual([
      `](<https://discord.com/channels/${guild.id}/${channel.id}/${card.id}>)`,
    ]);
  });
});

describe('/pin and /unpin', () => {
  it('take a check’s id, which is offered while it is typed', async () => {
    const { peer, ana, mod, channel } = fixture;
    const card = await fixture.ask(ana);
    const id = idOf(JSON.stringify(card.embeds));
    const typed = peer.type(mod, channel, 'pin', 'id', id.slice(0, 5));
    const [choice] = await peer.until(() => typed.choices);
    peer.slash(mod, channel, 'pin', { id: choice?.value ?? '' });
    await peer.until(() => peer.pins(channel).length === 1);
    await told(mod);
    peer.slash(mod, channel, 'unpin', { id });
    await peer.until(() => peer.pins(channel).length === 0);
    const answers = await peer.until(() => {
      const shown = peer.ephemerals(mod).filter(({ thinking }) => !thinking);
      return shown.length === 2 && shown;
    });
    expect(embedOf(answers[1] as (typeof answers)[number]).description).toBe('Unpinned.');
  });

  it('post the card anew where it was deleted, and pin that', async () => {
    const { peer, ana, mod, channel } = fixture;
    const card = await fixture.ask(ana);
    peer.delete(card);
    peer.slash(mod, channel, 'pin', { id: idOf(JSON.stringify(card.embeds)) });
    expect(await told(mod)).toBe('Pinned.');
    const [pinned] = peer.pins(channel);
    expect([pinned?.type, pinned?.embeds]).toEqual([0, card.embeds]);
    expect(JSON.stringify(pinned?.components)).toContain('Details');
  });

  it('need an id', async () => {
    const { peer, mod, channel } = fixture;
    expect(() => peer.slash(mod, channel, 'pin')).toThrow('needs id');
    peer.slash(mod, channel, 'unpin', { id: 'NOSUCHID' });
    expect(await told(mod)).toMatch(/^Not unpinned No card of this check is pinned here/);
  });

  it('the menu “Pin verdict” pins the card it is chosen on', async () => {
    const { peer, ana, mod, channel } = fixture;
    const card = await fixture.ask(ana);
    peer.menu(mod, channel, 'Pin verdict', card);
    await told(mod);
    expect(peer.pins(channel)).toEqual([card]);
  });

  it('the menu “Pin verdict” pins nothing else', async () => {
    const { peer, ana, mod, channel } = fixture;
    peer.menu(mod, channel, 'Pin verdict', peer.post(ana, channel, { content: 'hello' }));
    expect(await told(mod)).toMatch(/^Not pinned That message is not a verdict card/);
    expect(peer.pins(channel)).toEqual([]);
  });
});

describe('asked for a right without a click', () => {
  it.each<[string, 'pin' | 'manage', boolean, (opened: Fixture) => User]>([
    ['a member who was given it', 'pin', true, ({ mod }) => mod],
    ['a member who was not', 'pin', false, ({ ana }) => ana],
    ['the owner', 'manage', true, ({ owner }) => owner],
    ['who may pin and not manage', 'manage', false, ({ mod }) => mod],
    ['somebody who is not there', 'pin', false, ({ peer }) => peer.addUser('stranger')],
  ])('the platform says of %s (%s): %s', async (_name, right, expected, whom) => {
    const { adapter } = fixture.bot;
    expect(await adapter.can(whom(fixture).id, right as 'pin', fixture.channel.id)).toBe(expected);
  });

  it('the platform says no of a moderator who is in time-out', async () => {
    fixture.peer.timeOut(fixture.mod, fixture.guild, 60_000);
    expect(await fixture.bot.adapter.can(fixture.mod.id, 'pin', fixture.channel.id)).toBe(false);
  });
});
