import { describe, expect, it } from 'vitest';
import { embedOf, useFixture, verdictOf, WALL } from './discord-fixture.ts';

const fixture = useFixture();

const labels = (message: { components: { components: { label?: string }[] }[] }) =>
  message.components.flatMap((row) => row.components.map(({ label }) => label?.split(' (')[0]));

describe('a check in a guild', () => {
  it('is acknowledged at once, then answered in the same message, for everyone to see', async () => {
    const { peer, ana, channel } = fixture;
    const asked = peer.slash(ana, channel, 'check', { claim: WALL });
    const message = await peer.waitForMessage(channel);
    expect(asked.answered).toMatchObject({ type: 5, ephemeral: false });
    expect(message.id).toBe(asked.originalId);
    expect(verdictOf(message)).toBe('❌ False');
    expect(labels(message)).toEqual(['Details', 'Re-check']);
  });

  it('brings the cards of all claims in one message', async () => {
    const { peer, ana, mod, channel } = fixture;
    const rumour = peer.post(mod, channel, { content: `${WALL}. Bats are blind.` });
    peer.menu(ana, channel, 'Check this message', rumour);
    const { embeds } = await peer.waitForMessage(channel);
    expect(embeds.map((_, at) => verdictOf({ embeds }, at))).toEqual(['❌ False', '❌ False']);
  });

  it('with private:true is seen by the asker alone, who may post it to the channel', async () => {
    const { peer, ana, channel } = fixture;
    const asked = peer.slash(ana, channel, 'check', { claim: WALL, private: true });
    const mine = await peer.waitForEphemeral(ana);
    expect(asked.answered).toMatchObject({ ephemeral: true });
    expect(labels(mine)).toEqual(['Details', 'Re-check', 'Post to channel']);
    expect(peer.messages(channel)).toEqual([]);
    peer.click(ana, mine, 'Post to channel');
    expect(verdictOf(await peer.waitForMessage(channel))).toBe('❌ False');
  });

  it('tells only the asker that a message has no words', async () => {
    const { peer, ana, mod, channel } = fixture;
    const empty = peer.post(mod, channel, {});
    peer.menu(ana, channel, 'Check this message', empty);
    expect(embedOf(await peer.waitForEphemeral(ana)).title).toBe('This cannot be read here');
    expect(peer.messages(channel)).toEqual([empty]);
  });

  it('is refused kindly, to the asker alone, when they ask too soon', async () => {
    const { peer, ana, channel } = fixture;
    await fixture.restart({ chat: { now: () => new Date(peer.now()) } });
    await fixture.ask(ana);
    peer.slash(ana, channel, 'check', { claim: 'Bats are blind' });
    expect(embedOf(await peer.waitForEphemeral(ana)).description).toMatch(/You asked a moment ago/);
    expect(peer.messages(channel)).toHaveLength(1);
  });
});

describe('the buttons of a card', () => {
  it('Details are shown to who pressed alone, with the sources', async () => {
    const { peer, ana, mod, channel } = fixture;
    peer.click(mod, await fixture.ask(ana), 'Details');
    const shown = await peer.waitForEphemeral(mod);
    expect(JSON.stringify(shown.embeds)).toMatch(/Sources.+How this was made/);
    expect(peer.messages(channel)).toHaveLength(1);
  });

  it('Re-check writes the card anew where it stands', async () => {
    const { peer, ana, mod, channel } = fixture;
    const card = await fixture.ask(ana);
    const pressed = peer.click(mod, card, 'Re-check');
    await peer.until(() => card.edits === 1);
    expect(pressed.answered).toMatchObject({ type: 6 });
    expect(verdictOf(card)).toBe('❌ False');
    expect(peer.messages(channel)).toEqual([card]);
  });
});

describe('an answer that is for the asker alone', () => {
  it.each(['help', 'history', 'privacy'])('is that to /%s', async (name) => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, name);
    await peer.waitForEphemeral(ana);
    expect(peer.messages(channel)).toEqual([]);
  });
});

describe('the settings', () => {
  it('are changed by buttons, in the panel itself, by who manages the server', async () => {
    const { peer, owner, channel } = fixture;
    peer.slash(owner, channel, 'settings');
    const panel = await peer.waitForEphemeral(owner);
    peer.click(owner, panel, 'Show answers only to the asker');
    await peer.until(() => labels(panel).includes('On'));
    peer.click(owner, panel, 'On');
    await peer.until(() => labels(panel).includes('Language'));
    expect(embedOf(panel).description).toContain('Show answers only to the asker\\: On');
    peer.slash(fixture.ana, channel, 'check', { claim: WALL });
    await peer.waitForEphemeral(fixture.ana);
    expect(peer.messages(channel)).toEqual([]);
  });

  it('are shown to nobody else, and refused where the server shows them all the same', async () => {
    const { peer, mod, channel } = fixture;
    expect(() => peer.slash(mod, channel, 'settings')).toThrow('no command settings is offered');
    peer.offerToAll('settings');
    peer.slash(mod, channel, 'settings');
    expect(embedOf(await peer.waitForEphemeral(mod)).title).toBe('Not allowed');
  });
});

describe('while somebody types', () => {
  it('the words themselves are offered first, then prior checks, and the one that is chosen is checked', async () => {
    const { peer, ana, channel } = fixture;
    const words = 'great wall of china moon';
    const typed = peer.type(ana, channel, 'check', 'claim', words);
    const [own, prior] = await peer.until(() => typed.choices);
    expect(own).toEqual({ name: words, value: words });
    expect(prior?.name).toContain('Great Wall');
    expect(verdictOf(await fixture.ask(ana, prior?.value))).toBe('❌ False');
  });

  it.each([
    ['nothing', '  '],
    ['more than a choice can hold', `great wall ${'x'.repeat(90)}`],
  ])('%s, no words are offered', async (_what, words) => {
    const { peer, ana, channel } = fixture;
    const typed = peer.type(ana, channel, 'check', 'claim', words);
    expect((await peer.until(() => typed.choices)).map(({ value }) => value)).not.toContain(words);
  });
});

describe('alone with the bot', () => {
  it('a message is a check, without a Pin button', async () => {
    const { peer, ana } = fixture;
    const direct = peer.addDirectMessages(ana);
    const written = peer.post(ana, direct, { content: WALL });
    const card = await peer.waitForMessage(direct, ({ embeds }) => embeds[0]?.footer !== undefined);
    expect(card).toMatchObject({ referenceId: written.id, edits: 1 });
    expect(labels(card)).toEqual(['Details', 'Re-check']);
  });

  it('a forwarded message is a check of its words', async () => {
    const { peer, ana } = fixture;
    const direct = peer.addDirectMessages(ana);
    peer.post(ana, direct, { snapshots: [{ content: WALL }] });
    const card = await peer.waitForMessage(direct, ({ embeds }) => embeds[0]?.footer !== undefined);
    expect(verdictOf(card)).toBe('❌ False');
  });

  it('a command that is written out is that command', async () => {
    const { peer, ana } = fixture;
    const direct = peer.addDirectMessages(ana);
    peer.post(ana, direct, { content: '/help' });
    expect(embedOf(await peer.waitForMessage(direct)).title).toBe('Claimcheck checks claims');
  });

  it('/forget asks once, and then forgets', async () => {
    const { peer, ana } = fixture;
    const direct = peer.addDirectMessages(ana);
    peer.slash(ana, direct, 'forget');
    const panel = await peer.waitForMessage(direct);
    peer.click(ana, panel, 'Forget me');
    await peer.until(() => embedOf(panel).title === 'You are forgotten');
    expect(labels(panel)).toEqual([]);
  });
});

describe('installed by a person for themselves', () => {
  it('is the server’s own bot where the server has it', async () => {
    fixture.mod.installed = true;
    expect(labels(await fixture.ask(fixture.mod))).toContain('Pin');
  });

  it('checks where the bot is not, without a Pin button', async () => {
    const { peer, ana, mod } = fixture;
    ana.installed = true;
    const people = peer.addPeople([ana, mod]);
    peer.slash(ana, people, 'check', { claim: WALL });
    const card = await peer.waitForMessage(people);
    expect(verdictOf(card)).toBe('❌ False');
    expect(labels(card)).not.toContain('Pin');
  });

  it('is answered to them alone where Discord lets nobody else see it', async () => {
    const { peer, ana, guild, channel } = fixture;
    ana.installed = true;
    peer.kick(guild);
    peer.deny(ana, channel, 'useExternalApps');
    peer.slash(ana, channel, 'check', { claim: WALL });
    await peer.waitForEphemeral(ana);
    expect(peer.messages(channel)).toEqual([]);
  });
});
