import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { openFixture } from './discord-fixture.ts';
import { useTelegram, WALL } from './telegram-fixture.ts';

/** Names that nothing else has in it. */
const [PERSON, OTHER, PLACE, ROOM] = ['Zebulonix', 'Quartermainus', 'Oberwaldia', 'xylophoria'];
const SECRET = 'My boss stole 7300 ducats from the dumpling fund';
const YEARS_ON = '2029-01-01T00:00:00.000Z';

/** Everything that lies on the disk, to look for what must not be in it. */
function bytesOf(file: string): string {
  const both = ['', '-wal'].map((end) => (existsSync(file + end) ? readFileSync(file + end, 'latin1') : ''));
  return both.join('').toLowerCase();
}

function expectNone(bytes: string, ...words: string[]): void {
  for (const word of words) expect({ word, found: bytes.includes(word.toLowerCase()) }).toEqual({ word, found: false });
}

describe('the store’s file after a day on Telegram', () => {
  const telegram = useTelegram();

  it('has no name of anybody, no title, no username and no token in it', async () => {
    const fixture = await telegram.open({ peer: { inline: true } });
    const { peer, core, chat } = fixture;
    const ann = peer.addUser({ firstName: PERSON, languageCode: 'en' });
    const mod = peer.addUser({ firstName: OTHER });
    const group = peer.addGroup({ title: PLACE, creator: mod, members: [ann] });
    const direct = peer.addPrivateChat(ann);
    const card = await peer.waitForAnswer(peer.say(mod, group, `/check ${WALL}`));
    await peer.click(mod, card, 'Pin');
    await peer.waitForAnswer(peer.say(mod, group, '/settings'));
    const sender = { id: 5, is_bot: false, first_name: OTHER, username: ROOM };
    const forwardOrigin = { type: 'user', date: 1, sender_user: sender } as const;
    await peer.waitForAnswer(peer.say(ann, direct, SECRET, { forwardOrigin }));
    await peer.waitForAnswer(peer.say(ann, direct, '/history'));
    await peer.typeInline(ann, 'the great wall');
    await fixture.finished(2);
    const { file } = core.store.db;
    expect(bytesOf(file)).toContain('dumpling');
    expectNone(bytesOf(file), PERSON, OTHER, PLACE, ROOM, peer.token, 'loopback_token');
    const panel = await peer.waitForAnswer(peer.say(ann, direct, '/forget'));
    const done = peer.waitForMessage(({ text }) => text?.startsWith('You are forgotten') ?? false);
    await peer.click(ann, panel, 'Forget me');
    await done;
    expectNone(bytesOf(file), 'dumpling');
    // What was counted is over in a day; then nothing of the person is left at all.
    await chat.purge();
    core.store.db.prepare('DELETE FROM cache WHERE expires_at < :at').run({ at: Date.parse(YEARS_ON) });
    const tables = ['checks', 'seen', 'jobs', 'postings', 'cache', 'aliases', 'groups', 'chats'];
    const rows = tables.flatMap((table) => core.store.db.prepare<object>(`SELECT * FROM ${table}`).all());
    const isHers = new RegExp(`(?<![\\d-])${ann.id}(?!\\d)`);
    expect(rows.filter((row) => isHers.test(JSON.stringify(row)))).toEqual([]);
  });
});

describe('the store’s file after a day on Discord', () => {
  let folder: Awaited<ReturnType<typeof createCoreFolder>>;
  beforeAll(async () => {
    folder = await createCoreFolder();
  });
  afterEach(() => folder.closeAll());
  afterAll(() => folder.remove());

  it('has no name of anybody, of no server or channel, and no token in it', async () => {
    const fixture = await openFixture({ core: folder.open() });
    try {
      const { peer, core, bot } = fixture;
      const ana = peer.addUser(PERSON);
      const guild = peer.addGuild(PLACE, [ana], peer.addUser(OTHER));
      const channel = peer.addChannel(guild, ROOM);
      peer.slash(ana, channel, 'check', { claim: WALL });
      await peer.waitForMessage(channel, ({ embeds }) => embeds[0]?.footer !== undefined);
      peer.slash(ana, channel, 'check', { claim: SECRET, private: true });
      await peer.waitForEphemeral(ana, ({ embeds }) => embeds[0]?.footer !== undefined);
      while ((await bot.jobs.unfinished()).length > 0) await new Promise(setImmediate);
      await bot.chat.purge();
      const bytes = bytesOf(core.store.db.file);
      expect(bytes).toContain('dumpling');
      expectNone(bytes, PERSON, OTHER, PLACE, ROOM, peer.token);
      // The tokens that answered are gone with the requests.
      const tokens = core.store.db.prepare<{ job: string | null }>('SELECT job FROM jobs').all();
      expect(tokens.every(({ job }) => job === null)).toBe(true);
      expectNone(bytes, '"token"');
    } finally {
      await fixture.close();
    }
  });
});
