import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClaimcheckError } from '../../src/shared/errors.ts';
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

describe('a disk that fills up once a question is accepted', () => {
  /** Pauses last until the test ends them, so that it can look at what is told meanwhile. */
  function createPatience() {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    return { pause: () => over, end };
  }
  /** Fills the disk when the first check is begun. */
  function createFilling() {
    const { promise: filled, resolve } = Promise.withResolvers<() => void>();
    let isFirst = true;
    return {
      filled,
      async fillOnce(core: Core) {
        if (isFirst) {
          isFirst = false;
          resolve(await fill(core));
        }
      },
    };
  }
  const toCode = (error: unknown) => (error instanceof ClaimcheckError ? error.code : error);
  const WAITS = 'The bot has no room to work just now';

  it('is told where “Checking…” stands on Telegram, and the card comes once there is room', async () => {
    const { pause, end } = createPatience();
    const { filled, fillOnce } = createFilling();
    const core = folder.open();
    const { peer, ann, faults } = await telegram.open({
      core,
      before: () => fillOnce(core),
      chat: { pause },
      telegram: { times: { placeholderAfterMs: 0 } },
    });
    const group = peer.addGroup({ members: [ann] });
    const asked = peer.say(ann, group, `/check ${WALL}`);
    const free = await filled;
    await peer.waitForMessage(() => peer.answers(group).some(({ text }) => text?.includes(WAITS)));
    expect(new Set(faults.map(({ error }) => toCode(error)))).toEqual(new Set(['store-full']));
    free();
    end();
    await peer.waitForMessage(() => peer.answers(group).some(({ text }) => /^❌ False$/m.test(text ?? '')));
    expect(peer.answers(group).map(({ reply_to_message: to }) => to?.message_id)).toEqual([asked.message_id]);
  });

  it('is told where “Checking…” stands on Discord, and the card comes once there is room', async () => {
    const { pause, end } = createPatience();
    const { filled, fillOnce } = createFilling();
    const core = folder.open();
    const fixture = await openFixture({
      core,
      chat: { pause },
      checkService: (service) => ({
        ...service,
        async check(...given) {
          await fillOnce(core);
          return service.check(...given);
        },
      }),
    });
    const { peer, ana, channel, faults } = fixture;
    peer.slash(ana, channel, 'check', { claim: WALL });
    const free = await filled;
    await peer.until(() => JSON.stringify(peer.messages(channel)).includes(WAITS));
    expect(new Set(faults.map(({ error }) => toCode(error)))).toEqual(new Set(['store-full']));
    free();
    end();
    const card = await peer.waitForMessage(channel, ({ embeds }) => embeds[0]?.footer !== undefined);
    expect(verdictOf(card)).toBe('❌ False');
    expect(peer.messages(channel)).toHaveLength(1);
    await fixture.close();
    folder.closeAll();
  });
});
