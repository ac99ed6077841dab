import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFetchPicture } from '../../adapters/discord/pictures.ts';
import { createCoreFolder } from '../core/checker-house.ts';
import { embedOf, type House, openHouse, WALL } from './discord-house.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let house: House | undefined;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(async () => {
  await house?.close();
  expect([house?.faults ?? [], house?.peer.violations ?? []]).toEqual([[], []]);
  house = undefined;
  folder.closeAll();
});
afterAll(() => folder.remove());

async function open(mentions = true): Promise<House> {
  house = await openHouse({ core: folder.open(), adapter: { mentions }, peer: { refusedIntents: 0 } });
  return house;
}
const isCard = ({ embeds }: { embeds: { footer?: unknown }[] }) => embeds[0]?.footer !== undefined;

describe('a mention', () => {
  it('with a claim is a check of it, answered as a reply', async () => {
    const { peer, ana, channel } = await open();
    const written = peer.post(ana, channel, { content: `<@${peer.bot.id}> ${WALL}` });
    const card = await peer.waitForMessage(channel, isCard);
    expect([embedOf(card).title, card.referenceId]).toEqual(['❌ False', written.id]);
  });

  it('in a reply is a check of what it replies to', async () => {
    const { peer, ana, mod, channel } = await open();
    const rumour = peer.post(mod, channel, { content: WALL });
    peer.post(ana, channel, { content: `<@${peer.bot.id}> is this so?`, referenceId: rumour.id });
    expect(embedOf(await peer.waitForMessage(channel, isCard)).title).toBe('❌ False');
  });

  it('in a reply to a message without words says what to do instead', async () => {
    const { peer, ana, mod, channel } = await open();
    peer.post(ana, channel, { content: `<@${peer.bot.id}>`, referenceId: peer.post(mod, channel, {}).id });
    expect(embedOf(await peer.waitForMessage(channel)).description).toContain('“Check this message”');
  });

  it.each([
    ['by another bot', true, (bot: string) => `<@${bot}> ${WALL}`],
    ['of somebody else', false, () => `<@1> ${WALL}`],
    ['that is none', false, () => WALL],
  ])('%s is not answered', async (_name, isBot, write) => {
    const { peer, ana, mod, channel } = await open();
    mod.bot = isBot;
    const written = peer.post(mod, channel, { content: write(peer.bot.id) });
    // What comes later is answered, so the earlier one would have been.
    peer.post(ana, channel, { content: `<@${peer.bot.id}> ${WALL}` });
    const card = await peer.waitForMessage(channel, isCard);
    expect(card.referenceId).not.toBe(written.id);
    expect(peer.messages(channel).filter(({ authorId }) => authorId === peer.bot.id)).toEqual([card]);
  });

  it('is not even told to the bot where mentions are off', async () => {
    const { peer, ana, channel } = await open(false);
    peer.post(ana, channel, { content: `<@${peer.bot.id}> ${WALL}` });
    const card = await house?.ask(ana);
    expect(peer.messages(channel).filter(({ authorId }) => authorId === peer.bot.id)).toEqual([card]);
  });
});

describe('a picture', () => {
  const ref = 'https://cdn.discordapp.com/attachments/1/2/a.png';
  const never = new AbortController().signal;

  it('is fetched from Discord, with the kind that its bytes are said to be', async () => {
    const fetch = createFetchPicture(async () => new Response('bytes', { headers: { 'content-type': 'image/webp' } }));
    const { bytes, mediaType } = await fetch({ ref, mediaType: 'image/png' }, never);
    expect([Buffer.from(bytes).toString(), mediaType]).toEqual(['bytes', 'image/webp']);
  });

  it.each([
    ['that lies elsewhere', 'https://evil.example/a.png', async () => new Response('x'), 'address-refused'],
    ['that is gone', ref, async () => new Response('', { status: 404 }), 'unreachable'],
    ['that is too large', ref, async () => new Response(new Uint8Array(10 * 1024 * 1024 + 1)), 'too-large'],
    ['that leads elsewhere', ref, () => Promise.reject(new TypeError('redirect')), 'unreachable'],
  ])('%s is not', async (_name, address, answer, why) => {
    const error = createFetchPicture(answer)({ ref: address, mediaType: 'image/png' }, never);
    await expect(error).rejects.toMatchObject({ name: 'OutOfReach', why });
  });
});
