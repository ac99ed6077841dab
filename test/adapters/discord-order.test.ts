import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CheckService, Stage } from '../../src/checks/check-service.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import {
  type BotServiceOptions,
  createGate,
  embedOf,
  type Fixture,
  openFixture,
  verdictOf,
  WALL,
} from './discord-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let fixture: Fixture | undefined;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(async () => {
  await fixture?.close();
  expect(fixture?.peer.violations ?? []).toEqual([]);
  fixture = undefined;
  folder.closeAll();
});
afterAll(() => folder.remove());

async function open(options: Partial<BotServiceOptions> = {}): Promise<Fixture> {
  fixture = await openFixture({ core: folder.open(), ...options });
  return fixture;
}
const bodiesTo = ({ peer }: Fixture, path: RegExp) =>
  peer.journal.filter((entry) => path.test(entry.path)).map(({ body }) => body);
const isCard = ({ embeds }: { embeds: { footer?: unknown }[] }) => embeds[0]?.footer !== undefined;

describe('a check', () => {
  it('is written down before it is acknowledged', async () => {
    const { gate, begun, open: letGo } = createGate();
    const { bot, peer, ana, channel } = await open({ checkService: gate });
    const asked = peer.slash(ana, channel, 'check', { claim: WALL });
    await begun;
    expect(asked.answered).toMatchObject({ type: 5 });
    expect(await bot.jobs.unfinished()).toMatchObject([{ request: { id: asked.id }, placeholder: {} }]);
    letGo();
  });

  it('that cannot be written down is not acknowledged as accepted: the asker alone is told', async () => {
    const opened = await open();
    const { core, faults, peer, ana, channel } = opened;
    core.store.db.prepare('DROP TABLE jobs').run();
    const asked = peer.slash(ana, channel, 'check', { claim: WALL });
    expect(embedOf(await peer.waitForEphemeral(ana)).title).toBe('Something went wrong');
    expect(asked.answered).toMatchObject({ type: 4, ephemeral: true });
    expect(bodiesTo(opened, /callback$/)).toHaveLength(1);
    expect(peer.messages(channel)).toEqual([]);
    expect(faults).toHaveLength(1);
  });

  it.each([
    [{ private: true }, true],
    [{ private: false }, false],
    [{}, false],
  ])('with %j is told to be for the asker alone before it runs: %s', async (options, ephemeral) => {
    const { gate, begun, open: letGo } = createGate();
    const { peer, ana, channel } = await open({ checkService: gate });
    const asked = peer.slash(ana, channel, 'check', { claim: WALL, ...options });
    await begun;
    expect(asked.answered).toMatchObject({ ephemeral });
    letGo();
  });
});

/** A check service that goes through its stages at once, and then waits. */
function createStages() {
  const open = Promise.withResolvers<void>();
  const checkService = (own: CheckService): CheckService => ({
    ...own,
    async check(text, scope, signal, options) {
      const stages: Stage[] = ['matching', 'extracting', 'searching', 'judging'];
      for (const stage of stages) options?.onStage?.(stage);
      await open.promise;
      return own.check(text, scope, signal, options?.again ? { again: true } : {});
    },
  });
  return { checkService, open: () => open.resolve() };
}

describe('progress', () => {
  const often = { progress: { firstAfterMs: 40, everyMs: 40 } };

  it('is one edit for many stages, the last of which it shows', async () => {
    const stages = createStages();
    const opened = await open({ checkService: stages.checkService, adapter: often });
    const { peer, ana, channel } = opened;
    peer.slash(ana, channel, 'check', { claim: WALL });
    const message = await peer.waitForMessage(channel);
    expect(embedOf(message).description).toBe('Weighing the evidence …');
    expect(bodiesTo(opened, /@original$/)).toHaveLength(1);
    stages.open();
    await peer.until(() => isCard(message));
    expect(bodiesTo(opened, /@original$/)).toHaveLength(2);
  });

  it('follows each stage at once where the one before has stood for a while', async () => {
    const pause = 1_000;
    const { gate, begun, open: letGo } = createGate();
    const adapter = { progress: { firstAfterMs: 1, everyMs: pause } };
    const { bot, peer, ana, channel } = await open({ checkService: gate, adapter });
    peer.slash(ana, channel, 'check', { claim: WALL });
    await begun;
    const [job] = await bot.jobs.unfinished();
    const show = async (line: string) => {
      const told = performance.now();
      if (job) bot.adapter.progress(job, line);
      await peer.waitForMessage(channel, ({ embeds }) => embeds[0]?.description === line);
      return performance.now() - told;
    };
    await show('one');
    const soon = await show('two');
    await sleep(pause);
    const later = await show('three');
    letGo();
    expect([soon > pause / 2, later < pause / 2]).toEqual([true, true]);
    await peer.waitForMessage(channel, isCard);
  });

  it('that comes after the answer is not written over it', async () => {
    const { gate, begun, open: letGo } = createGate();
    const opened = await open({ checkService: gate, adapter: { progress: { firstAfterMs: 1, everyMs: 1 } } });
    const { bot, peer, ana, channel } = opened;
    peer.slash(ana, channel, 'check', { claim: WALL });
    await begun;
    const [job] = await bot.jobs.unfinished();
    letGo();
    const card = await peer.waitForMessage(channel, isCard);
    if (job) bot.adapter.progress(job, 'too late');
    await opened.ask(ana, 'Bats are blind');
    expect(verdictOf(card)).toBe('❌ False');
  });

  it('is none once the bot stops', async () => {
    const { gate, begun, open: letGo } = createGate();
    const opened = await open({ checkService: gate, adapter: { progress: { firstAfterMs: 300, everyMs: 300 } } });
    const { bot, peer, ana, channel } = opened;
    peer.slash(ana, channel, 'check', { claim: WALL });
    await begun;
    await bot.chat.stop();
    const [job] = await bot.jobs.unfinished();
    if (job) bot.adapter.progress(job, 'too late');
    await opened.restart({});
    await peer.waitForMessage(channel, isCard);
    expect(bodiesTo(opened, /@original$/)).toHaveLength(1);
    letGo();
  });

  it('is none where the answer is known already', async () => {
    const opened = await open();
    await opened.ask(opened.ana);
    expect(bodiesTo(opened, /@original$/)).toHaveLength(1);
  });

  it('of a re-check stands beside the card, and goes with the answer', async () => {
    const stages = createStages();
    const { peer, ana, channel, restart, ask } = await open({ adapter: often });
    const card = await ask(ana);
    await restart({ checkService: stages.checkService, adapter: often });
    peer.click(ana, card, 'Re-check');
    await peer.until(() => card.content === 'Weighing the evidence …');
    expect([verdictOf(card), card.components.length]).toEqual(['❌ False', 1]);
    stages.open();
    await peer.until(() => card.content.startsWith('❌ False: '));
    expect(peer.messages(channel)).toEqual([card]);
  });
});
