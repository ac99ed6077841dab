import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../../commands/command.ts';
import { pinCommand } from '../../commands/pin.ts';
import type { User } from '../peers/discord/world.ts';
import { createFixedCheck, type House, type HouseOptions, openHouse } from './discord-house.ts';

let house: House;
afterEach(() => house.close());

async function open(options: HouseOptions = {}): Promise<House> {
  house = await openHouse(options);
  return house;
}

const WENT_WRONG = 'Something went wrong';

describe('a check that fails', () => {
  it('tells the asker, and leaves nothing thinking', async () => {
    const failing: Command = { ...createFixedCheck(), run: () => Promise.reject(new Error('a fault of ours')) };
    const { peer, ana, channel, faults } = await open({ commands: [failing] });
    peer.slash(ana, channel, 'check', { claim: 'a secret claim' });
    const notice = await peer.waitForEphemeral(ana);
    expect(notice.embeds[0]?.title).toBe(WENT_WRONG);
    expect(peer.messages(channel)).toEqual([]);
    expect(faults).toMatchObject([{ where: { platform: 'discord', command: 'check' } }]);
  });

  it.each([
    ['Discord refuses the card', { code: 50_013 }],
    ['Discord is down for a moment', { status: 502 }],
  ])('tells the asker if %s', async (_name, trouble) => {
    const { peer, ana, channel, faults } = await open();
    peer.trouble({ method: 'PATCH', path: /@original$/, times: 2, with: trouble });
    const asked = peer.slash(ana, channel, 'check', { claim: 'a secret claim' });
    const notice = await peer.waitForEphemeral(ana);
    expect(notice.embeds[0]?.title).toBe(WENT_WRONG);
    expect(peer.messages(channel)).toEqual([]);
    const told = faults.map(({ error }) => String(error) + JSON.stringify(error)).join();
    expect(told).toMatch(/Discord (refused a PATCH with code 50013|answered a PATCH with HTTP 502)/);
    expect(told).not.toContain(asked.token);
    expect(told).not.toContain('a secret claim');
  });

  it('keeps the first card if only the second fails', async () => {
    const { peer, ana, channel } = await open();
    const target = peer.post(ana, channel, { content: 'one\ntwo' });
    peer.trouble({ method: 'POST', path: /^\/webhooks\//, times: 1, with: { code: 50_013 } });
    peer.menu(ana, channel, 'Check this message', target);
    expect((await peer.waitForEphemeral(ana)).embeds[0]?.title).toBe(WENT_WRONG);
    expect(peer.messages(channel).slice(1)).toMatchObject([{ embeds: [{ title: '❌ False' }] }]);
  });

  it('tells the asker if it takes too long', async () => {
    const endless: Command = { ...createFixedCheck(), run: () => new Promise<never>(() => undefined) };
    const { peer, ana, channel } = await open({ commands: [endless], adapter: { answerWithinMs: 30 } });
    peer.slash(ana, channel, 'check', { claim: 'a claim' });
    expect((await peer.waitForEphemeral(ana)).embeds[0]?.title).toBe(WENT_WRONG);
  });

  it('is told in place of the answer where nobody else reads', async () => {
    const { peer, ana } = await open();
    const direct = peer.addDirectMessages(ana);
    peer.trouble({ method: 'PATCH', path: /@original$/, times: 1, with: { code: 50_013 } });
    peer.slash(ana, direct, 'check', { claim: 'a claim' });
    const message = await peer.waitForMessage(direct);
    expect(message.embeds[0]?.title).toBe(WENT_WRONG);
  });
});

describe('an interaction that cannot be answered', () => {
  it('is reported by its code if it came too late', async () => {
    const { peer, ana, channel, firstFault } = await open();
    const asked = peer.slash(ana, channel, 'check', { claim: 'a claim' });
    peer.advance(3_001);
    const { error, where } = await firstFault;
    expect(String(error)).toBe('Error: Discord refused a POST with code 10062 (UnknownInteraction), HTTP 404');
    expect(where).toEqual({ platform: 'discord', command: 'check', id: asked.id });
    expect(peer.messages(channel)).toEqual([]);
  });

  it('is reported by its code if another process answered it', async () => {
    const { peer, ana, channel, firstFault } = await open();
    const asked = peer.slash(ana, channel, 'check', { claim: 'a claim' });
    asked.answered = { at: asked.createdAt, type: 5, ephemeral: false };
    expect(String((await firstFault).error)).toContain('code 40060');
  });

  it('does not keep the next one from being answered', async () => {
    const { peer, ana, channel, firstFault } = await open();
    peer.slash(ana, channel, 'check', { claim: 'too late' });
    peer.advance(3_001);
    await firstFault;
    peer.slash(ana, channel, 'check', { claim: 'in time' });
    expect((await peer.waitForMessage(channel)).embeds[0]?.description).toContain('in time');
  });
});

describe('Discord in trouble', () => {
  it('gets the answer after the pause it asked for', async () => {
    const { peer, ana, channel } = await open();
    peer.trouble({ method: 'PATCH', path: /@original$/, times: 1, with: { retryAfterSeconds: 0.1 } });
    peer.slash(ana, channel, 'check', { claim: 'a claim' });
    await peer.waitForMessage(channel);
    const [refused, accepted] = peer.journal.filter(({ verb }) => verb === 'PATCH');
    expect([refused?.status, accepted?.status]).toEqual([429, 200]);
    expect((accepted?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(100);
  });

  it('gives what was asked while the connection was cut', async () => {
    const { peer, ana, channel } = await open();
    peer.cut();
    await peer.until(() => peer.connections() === 0);
    peer.slash(ana, channel, 'check', { claim: 'a claim' });
    await peer.waitForMessage(channel);
    expect(peer.journal.some(({ verb }) => verb === 'RESUME')).toBe(true);
  });
});

describe('a connection that Discord closes for good', () => {
  it.each([
    ['the token was reset', 4004, 'Reset Token'],
    ['an intent was switched off', 4014, 'Privileged Gateway Intents'],
    ['it has grown over one shard', 4011, 'closed for good with code 4011'],
  ])('is reported with what to do if %s', async (_name, code, words) => {
    const { peer, firstFault } = await open();
    peer.cut(code);
    expect(await firstFault).toMatchObject({
      error: { name: 'ClaimcheckError', message: expect.stringContaining(words) },
      where: { platform: 'discord', command: 'connection' },
    });
  });
});

describe('a press of Pin', () => {
  it('says in a clear sentence that the pin list is full', async () => {
    const { peer, ana, mod, channel } = await open({ peer: { pinLimit: 0 } });
    peer.slash(ana, channel, 'check', { claim: 'a claim' });
    peer.click(mod, await peer.waitForMessage(channel), 'Pin');
    expect((await peer.waitForEphemeral(mod)).embeds[0]?.description).toContain('list of pinned messages is full');
  });

  it('on a check that is not known here any more pins nothing', async () => {
    const unknown: Command = {
      ...createFixedCheck(),
      run: async (request, context) => {
        const reply = await createFixedCheck().run(request, context);
        return reply.kind === 'cards'
          ? { ...reply, cards: reply.cards.map((card) => ({ ...card, checkId: '00000000' })) }
          : reply;
      },
    };
    const { peer, ana, mod, channel } = await open({ commands: [unknown, pinCommand] });
    peer.slash(ana, channel, 'check', { claim: 'a claim' });
    peer.click(mod, await peer.waitForMessage(channel), 'Pin');
    expect((await peer.waitForEphemeral(mod)).embeds[0]?.description).toContain('not known here any more');
    expect(peer.pins(channel)).toEqual([]);
  });

  it('of a button nobody knows any more is answered all the same', async () => {
    const { peer, ana, channel } = await open();
    peer.slash(ana, channel, 'check', { claim: 'a claim' });
    const message = await peer.waitForMessage(channel);
    message.components[0]?.components.push({ type: 2, style: 2, label: 'Old', custom_id: 'old-button' });
    peer.click(ana, message, 'Old');
    expect((await peer.waitForEphemeral(ana)).embeds[0]?.title).toBe('Unknown command');
  });
});

describe('asked for a right without a click', () => {
  it.each<[string, boolean, (opened: House) => User]>([
    ['a member who was given it', true, ({ mod }) => mod],
    ['a member who was not', false, ({ ana }) => ana],
    ['the owner', true, ({ owner }) => owner],
    ['somebody who is not there', false, ({ peer }) => peer.addUser('stranger')],
  ])('the platform says of %s: %s', async (_name, expected, whom) => {
    const opened = await open();
    expect(await opened.adapter.can(whom(opened).id, 'pin', opened.channel.id)).toBe(expected);
  });

  it.each<[string, (opened: House) => void]>([
    ['is denied it in the channel', ({ peer, mod, channel }) => peer.deny(mod, channel, 'pinMessages')],
    ['cannot see the channel', ({ peer, mod, channel }) => peer.deny(mod, channel, 'viewChannel')],
    ['is in time-out', ({ peer, mod, guild }) => peer.timeOut(mod, guild, 60_000)],
  ])('the platform says no, from now on, of a moderator who %s', async (_name, happens) => {
    const opened = await open();
    const ask = () => opened.adapter.can(opened.mod.id, 'pin', opened.channel.id);
    expect(await ask()).toBe(true);
    happens(opened);
    expect(await ask()).toBe(false);
  });

  it('the platform says no of a channel nobody knows', async () => {
    const { adapter, mod } = await open();
    expect(await adapter.can(mod.id, 'pin', '123456789012345678')).toBe(false);
  });

  it('the adapter does not answer for a platform that fails', async () => {
    const { adapter, peer, mod, channel } = await open();
    peer.trouble({ path: /^\/channels\//, times: 3, with: { status: 500 } });
    await expect(adapter.can(mod.id, 'pin', channel.id)).rejects.toThrow();
  });
});
