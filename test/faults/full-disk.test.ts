import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFixture, verdictOf, WALL } from '../adapters/discord-fixture.ts';
import { useTelegram } from '../adapters/telegram-fixture.ts';
import { type Core, createCoreFolder } from '../core/checker-fixture.ts';

const telegram = useTelegram();
let folder: Awaited<ReturnType<typeof createCoreFolder>>;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterAll(() => folder.remove());

/** Leaves no room in the store, as a full disk does. @returns gives some back */
async function fill({ store: { db, keyv } }: Core): Promise<() => void> {
  const pages = db.prepare<{ page_count: number }>('PRAGMA page_count').get()?.page_count;
  db.prepare(`PRAGMA max_page_count = ${pages}`).get();
  for (let size = 2_000; size > 1; size /= 2) {
    for (let at = 0, full = false; !full; at += 1) {
      full = await keyv('fill')
        .set(`${size}-${at}`, 'x'.repeat(size))
        .then(
          () => false,
          () => true,
        );
    }
  }
  return () => void db.prepare('PRAGMA max_page_count = 1000000').get();
}

const jobsOf = ({ store }: Core) => store.db.prepare<{ n: number }>('SELECT count(*) AS n FROM jobs').get()?.n;

describe('a disk that is full when somebody asks', () => {
  it('is told to the asker on Telegram, takes on nothing by halves, and is over once there is room', async () => {
    const { peer, ann, core, faults } = await telegram.open();
    const group = peer.addGroup({ members: [ann] });
    const free = await fill(core);
    const told = await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    expect(told.text).toMatch(/^Something went wrong\n.+/);
    expect(faults.map(({ error }) => error)).toEqual([expect.objectContaining({ code: 'store-full' })]);
    expect(jobsOf(core)).toBe(0);
    free();
    expect((await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`))).text).toMatch(/^❌ False$/m);
  });

  it('is told to the asker on Discord, takes on nothing by halves, and is over once there is room', async () => {
    const core = folder.open();
    const fixture = await openFixture({ core });
    const { peer, ana, channel, faults } = fixture;
    const free = await fill(core);
    peer.slash(ana, channel, 'check', { claim: WALL });
    const { embeds } = await peer.waitForEphemeral(ana);
    expect(embeds[0]?.title).toBe('Something went wrong');
    expect(faults.map(({ error }) => error)).toEqual([expect.objectContaining({ code: 'store-full' })]);
    expect(jobsOf(core)).toBe(0);
    expect(peer.messages(channel)).toEqual([]);
    free();
    expect(verdictOf(await fixture.ask(ana))).toBe('❌ False');
    await fixture.close();
    folder.closeAll();
  });
});
