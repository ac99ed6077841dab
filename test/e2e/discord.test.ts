import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { embedOf, type Fixture, openFixture, verdictOf, WALL } from '../adapters/discord-fixture.ts';
import { type Core, createCoreFolder } from '../core/checker-fixture.ts';

const KURSK =
  'In April 2025 Russia confirmed for the first time that North Korean forces fought alongside its troops in Kursk';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let core: Core;
let fixture: Fixture;
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(async () => {
  core = folder.open();
  fixture = await openFixture({ core });
});
afterEach(async () => {
  await fixture.close();
  expect([fixture.faults, fixture.peer.violations]).toEqual([[], []]);
  folder.closeAll();
});
afterAll(() => folder.remove());

describe('Claimcheck on Discord', () => {
  it('says that the Kursk claim is true and the Great Wall claim false, for everyone, with sources', async () => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, 'check', { claim: KURSK });
    const kursk = await peer.waitForMessage(channel);
    expect(embedOf(kursk)).toMatchObject({
      title: `You asked: ${KURSK} · listed as the same claim`,
      description: expect.stringMatching(/^### ✅ True\n\*Rated “True” by .+/m),
      fields: [{ name: 'Sources', value: expect.stringMatching(/\]\(<?https:\/\/en\.wikipedia\.org\/wiki\/\w+/) }],
      footer: { text: expect.stringMatching(/^As of .+ · Confidence: \w+ \(.+\) · Check ID000001$/) },
    });
    peer.slash(ana, channel, 'check', { claim: WALL });
    const wall = await peer.waitForMessage(channel, ({ id }) => id !== kursk.id);
    expect(verdictOf(wall)).toBe('❌ False');
  });

  it('checks a message from its menu, with a card for each of its claims', async () => {
    const { peer, ana, mod, channel } = fixture;
    const rumour = peer.post(mod, channel, { content: `OMG: ${WALL.toUpperCase()}!! Bats are blind.` });
    peer.menu(ana, channel, 'Check this message', rumour);
    const { embeds } = await peer.waitForMessage(channel);
    expect(embeds.map((_, at) => verdictOf({ embeds }, at))).toEqual(['❌ False', '❌ False']);
  });

  it('checks a forwarded message in private, and keeps what nobody has checked to that person', async () => {
    const { peer, ana, mod, channel } = fixture;
    const direct = peer.addDirectMessages(ana);
    const secret = 'My boss Zebulon Quartermain stole 7300 ducats';
    peer.post(ana, direct, { snapshots: [{ content: secret }] });
    const mine = await peer.waitForMessage(direct, ({ embeds }) => embeds[0]?.footer !== undefined);
    expect(verdictOf(mine)).toBe('❓ Unverified');
    expect(JSON.stringify(mine.components)).not.toContain('Pin');
    peer.slash(mod, channel, 'check', { claim: 'Zebulon Quartermain stole 9 ducats' });
    const theirs = await peer.waitForMessage(channel);
    expect(JSON.stringify(theirs.embeds)).not.toContain('7300');
    peer.slash(ana, channel, 'history');
    expect(JSON.stringify((await peer.waitForEphemeral(ana)).embeds)).not.toContain('7300');
  });

  it('pins the card for who may pin, and for nobody else', async () => {
    const { peer, ana, mod, channel } = fixture;
    peer.slash(mod, channel, 'check', { claim: WALL });
    const card = await peer.waitForMessage(channel);
    peer.click(ana, card, 'Pin');
    expect(embedOf(await peer.waitForEphemeral(ana)).description).toContain('right to pin messages');
    expect(peer.pins(channel)).toEqual([]);
    peer.click(mod, card, 'Pin');
    expect(embedOf(await peer.waitForEphemeral(mod)).description).toBe('Pinned.');
    expect(peer.pins(channel).map(({ id }) => id)).toEqual([card.id]);
  });

  it('shows help and the channel’s history to the asker alone', async () => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, 'check', { claim: WALL });
    await peer.waitForMessage(channel);
    peer.slash(ana, channel, 'history');
    const history = embedOf(await peer.waitForEphemeral(ana));
    expect(history).toMatchObject({
      title: 'Latest checks here',
      description: expect.stringMatching(/^❌ False\\: The Great Wall .+ID000001/),
    });
    peer.slash(ana, channel, 'help');
    const help = embedOf(await peer.waitForEphemeral(ana, ({ embeds }) => embeds[0]?.title !== history.title));
    expect(help.description).toMatch(/Check this message/);
  });

  it.each([
    ['only emoji', '😀😀', 'no words'],
    ['only a link', 'https://example.org/x', 'Links cannot be read here'],
  ])('answers %s kindly, for the asker alone', async (_what, claim, why) => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, 'check', { claim });
    const { title, description } = embedOf(await peer.waitForEphemeral(ana));
    expect([title, description]).toEqual(['💬 Not a checkable claim', expect.stringContaining(why)]);
    expect(peer.messages(channel)).toEqual([]);
  });

  it.each([
    ['operators', '"NEAR(wall moon)" * - OR 1=1'],
    ['right-to-left text', 'رئيس البلدية طلى اثني عشر عمود إنارة باللون الأزرق'],
  ])('answers %s kindly', async (_what, claim) => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, 'check', { claim });
    expect(verdictOf(await peer.waitForMessage(channel))).toBe('❓ Unverified');
    expect(core.integrity()).toBe('ok');
  });

  it('tells the asker alone that nothing was given to check', async () => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, 'check', { claim: '  ' });
    expect(embedOf(await peer.waitForEphemeral(ana)).title).toBe('What should be checked?');
    expect(peer.messages(channel)).toEqual([]);
  });
});
