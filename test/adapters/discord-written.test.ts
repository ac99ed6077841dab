import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFetchPicture } from '../../adapters/discord/pictures.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { embedOf, type Fixture, openFixture, verdictOf, WALL } from './discord-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let fixture: Fixture | undefined;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(async () => {
  await fixture?.close();
  expect([fixture?.faults ?? [], fixture?.peer.violations ?? []]).toEqual([[], []]);
  fixture = undefined;
  folder.closeAll();
});
afterAll(() => folder.remove());

async function open(mentions = true, rest: Partial<Parameters<typeof openFixture>[0]> = {}): Promise<Fixture> {
  fixture = await openFixture({ core: folder.open(), adapter: { mentions }, peer: { refusedIntents: 0 }, ...rest });
  return fixture;
}
/** So many messages of the bot's own are gone again. */
const takenBack = (count: number) =>
  fixture?.peer.until(() => {
    const { journal = [] } = fixture?.peer ?? {};
    return (
      journal.filter(({ verb, path, status }) => verb === 'DELETE' && /^\/channels/.test(path) && status).length ===
      count
    );
  });
const isCard = ({ embeds }: { embeds: { footer?: unknown }[] }) => embeds[0]?.footer !== undefined;

describe('a mention', () => {
  it('with a claim is a check of it, answered as a reply', async () => {
    const { peer, ana, channel } = await open();
    const written = peer.post(ana, channel, { content: `<@${peer.bot.id}> ${WALL}` });
    const card = await peer.waitForMessage(channel, isCard);
    expect([verdictOf(card), card.referenceId]).toEqual(['❌ False', written.id]);
  });

  it('in a reply is a check of what it replies to', async () => {
    const { peer, ana, mod, channel } = await open();
    const rumour = peer.post(mod, channel, { content: WALL });
    peer.post(ana, channel, { content: `<@${peer.bot.id}> is this so?`, referenceId: rumour.id });
    const card = await peer.waitForMessage(channel, isCard);
    expect([verdictOf(card), card.referenceId]).toEqual(['❌ False', rumour.id]);
  });

  it('with a claim of its own in a reply is answered there', async () => {
    const { peer, ana, mod, channel } = await open();
    const other = peer.post(mod, channel, { content: 'Bats are blind' });
    const written = peer.post(ana, channel, { content: `<@${peer.bot.id}> ${WALL}`, referenceId: other.id });
    const card = await peer.waitForMessage(channel, isCard);
    expect([embedOf(card).title, card.referenceId]).toEqual([expect.stringContaining('Great Wall'), written.id]);
  });

  it('in a reply to a message without words says what to do, once in a while only', async () => {
    const { peer, ana, mod, channel } = await open();
    await fixture?.restart({ adapter: { mentions: true }, chat: { now: () => new Date(peer.now()) } });
    const sticker = peer.post(mod, channel, {});
    const mention = () => peer.post(ana, channel, { content: `<@${peer.bot.id}>`, referenceId: sticker.id });
    mention();
    await peer.waitForMessage(channel, ({ embeds }) => embeds[0]?.title === 'This cannot be read here');
    mention();
    await takenBack(1);
    expect(peer.messages(channel).filter(({ authorId }) => authorId === peer.bot.id)).toHaveLength(1);
    // It cost nothing: what can be checked is checked at once.
    peer.post(ana, channel, { content: `<@${peer.bot.id}> ${WALL}` });
    expect(verdictOf(await peer.waitForMessage(channel, isCard))).toBe('❌ False');
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
    const card = await fixture?.ask(ana);
    expect(peer.messages(channel).filter(({ authorId }) => authorId === peer.bot.id)).toEqual([card]);
  });
});

describe('a mention where Message Content is not switched on', () => {
  const openBlind = () => open(true, { peer: { refusedIntents: 1 << 15 } });

  it('with a claim is a check of it, also below another message', async () => {
    const { peer, ana, mod, channel } = await openBlind();
    const other = peer.post(mod, channel, { content: 'Bats are blind' });
    peer.post(ana, channel, { content: `<@${peer.bot.id}> ${WALL}`, referenceId: other.id });
    expect(verdictOf(await peer.waitForMessage(channel, isCard))).toBe('❌ False');
  });

  it('in a reply to a card is a check of its claim', async () => {
    const { peer, ana, channel } = await openBlind();
    const { id } = (await fixture?.ask(ana)) ?? {};
    peer.post(ana, channel, { content: `<@${peer.bot.id}> is this so?`, referenceId: id ?? '' });
    const again = await peer.waitForMessage(channel, (message) => message.id !== id && isCard(message));
    expect(embedOf(again).title).toContain(WALL);
  });

  it('in a reply to what only names the bot reads that', async () => {
    const { peer, ana, mod, channel } = await openBlind();
    mod.bot = true;
    const named = peer.post(mod, channel, { content: `<@${peer.bot.id}> ${WALL}` });
    peer.post(ana, channel, { content: `<@${peer.bot.id}> really?`, referenceId: named.id });
    expect(verdictOf(await peer.waitForMessage(channel, isCard))).toBe('❌ False');
  });

  it('in a reply to anything else says how to have it checked', async () => {
    const { peer, ana, mod, channel } = await openBlind();
    const rumour = peer.post(mod, channel, { content: WALL });
    peer.post(ana, channel, { content: `<@${peer.bot.id}> is this so?`, referenceId: rumour.id });
    const { title, description } = embedOf(await peer.waitForMessage(channel, ({ embeds }) => !!embeds[0]?.title));
    expect([title, description]).toEqual([
      'This cannot be read here',
      expect.stringContaining('Choose “Check this message” in that message'),
    ]);
  });

  it('that says so again within a minute leaves no placeholder behind', async () => {
    const { peer, ana, mod, channel } = await openBlind();
    const referenceId = peer.post(mod, channel, { content: WALL }).id;
    const ask = () => peer.post(ana, channel, { content: `<@${peer.bot.id}> is this so?`, referenceId });
    ask();
    const told = await peer.waitForMessage(channel, ({ embeds }) => !!embeds[0]?.title);
    ask();
    await takenBack(1);
    expect(peer.messages(channel).filter(({ authorId }) => authorId === peer.bot.id)).toEqual([told]);
  });
});

describe('a message to the bot', () => {
  it('whose placeholder was sent, and the answer to that lost, is answered in that placeholder', async () => {
    const { peer, ana } = await open();
    const direct = peer.addDirectMessages(ana);
    peer.trouble({ method: 'POST', path: /^\/channels\//, times: 2, with: { status: 502 }, afterwards: true });
    peer.post(ana, direct, { content: WALL });
    const card = await peer.waitForMessage(direct, isCard);
    expect(peer.messages(direct).filter(({ authorId }) => authorId === peer.bot.id)).toEqual([card]);
    expect(fixture?.faults.splice(0).map(({ error }) => String(error))).toEqual([expect.stringContaining('HTTP 502')]);
  });

  it('that could not be taken on says so', async () => {
    const { peer, ana } = await open();
    const direct = peer.addDirectMessages(ana);
    fixture?.core.store.db.prepare('DROP TABLE jobs').run();
    peer.post(ana, direct, { content: WALL });
    expect(embedOf(await peer.waitForMessage(direct)).title).toBe('Something went wrong');
    expect(fixture?.faults.splice(0)).toHaveLength(1);
  });

  it.each([
    ['which Discord’s language was seen', 'uk', '❌ Неправда'],
    ['nothing was seen of', undefined, '❌ False'],
  ])('from a person %s is answered in it', async (_who, locale, verdict) => {
    const { peer, ana } = await open();
    const direct = peer.addDirectMessages(ana);
    if (locale) peer.slash(ana, direct, 'help', {}, locale);
    if (locale) await peer.waitForMessage(direct);
    peer.post(ana, direct, { content: WALL });
    expect(verdictOf(await peer.waitForMessage(direct, isCard))).toBe(verdict);
  });

  it('with a picture that is too large is told that it could not be read', async () => {
    const { peer, ana } = await open();
    const direct = peer.addDirectMessages(ana);
    const url = 'https://cdn.discordapp.com/attachments/1/2/a.png';
    peer.post(ana, direct, { attachments: [{ url, contentType: 'image/png', size: 50_000_000 }] });
    await peer.waitForMessage(direct, ({ embeds }) => embeds[0]?.title === 'This picture could not be read');
  });

  it('with a picture in a language that cannot be read is told which ones can', async () => {
    const { peer, ana } = await open(true, {
      adapter: { fetch: async () => new Response('a picture') },
      chat: { images: { languages: ['en'], read: async () => '' } },
    });
    const direct = peer.addDirectMessages(ana);
    peer.slash(ana, direct, 'help', {}, 'uk');
    await peer.waitForMessage(direct);
    const url = 'https://cdn.discordapp.com/attachments/1/2/a.png';
    peer.post(ana, direct, { attachments: [{ url, contentType: 'image/png', size: 1_000 }] });
    await peer.waitForMessage(direct, ({ embeds }) => String(embeds[0]?.description).includes('англійська'));
  });

  it('with a video alone is told what can be checked', async () => {
    const { peer, ana } = await open();
    const direct = peer.addDirectMessages(ana);
    const url = 'https://cdn.discordapp.com/attachments/1/2/a.mp4';
    peer.post(ana, direct, { attachments: [{ url, contentType: 'video/mp4', size: 1_000 }] });
    await peer.waitForMessage(direct, ({ embeds }) => embeds[0]?.title === 'This cannot be read here');
  });
});

describe('a picture', () => {
  it('that is said to be too large is not even asked for', async () => {
    const fetch = createFetchPicture(() => Promise.reject(new Error('asked for')));
    const picture = {
      ref: 'https://cdn.discordapp.com/attachments/1/2/a.png',
      mediaType: 'image/png',
      size: 50_000_000,
    };
    await expect(fetch(picture, AbortSignal.timeout(1_000))).rejects.toMatchObject({ why: 'too-large' });
  });

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
