import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGate, type Fixture, openFixture, verdictOf, WALL } from '../adapters/discord-fixture.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import type { Message } from '../peers/discord/world.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let fixture: Fixture;
let gate: ReturnType<typeof createGate>;
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(async () => {
  gate = createGate();
  fixture = await openFixture({ core: folder.open(), checkService: gate.gate });
});
afterEach(async () => {
  gate.open();
  await fixture.close();
  expect(fixture.peer.violations).toEqual([]);
  folder.closeAll();
});
afterAll(() => folder.remove());

const OVER_MS = 15 * 60_000 + 1;
const isCard = ({ embeds }: Message) => embeds[0]?.footer !== undefined;

/** The store tells nobody of its changes. */
const allAnswered = () =>
  vi.waitFor(async () => expect(await fixture.bot.jobs.unfinished()).toEqual([]), { timeout: 4_000, interval: 10 });
async function theDead() {
  return vi.waitFor(
    async () => {
      const [dead] = await fixture.bot.jobs.dead(5);
      if (!dead) throw new Error('nothing was given up');
      return dead;
    },
    { timeout: 4_000, interval: 10 },
  );
}

/** Everybody's cards in the channel, once there is one. */
async function theCards(): Promise<Message[]> {
  const { peer, channel } = fixture;
  await peer.waitForMessage(channel, isCard);
  await allAnswered();
  return peer.messages(channel).filter(isCard);
}

/** Asks, and waits until the check runs. */
async function begin(options: Record<string, string | boolean> = {}, user = fixture.ana) {
  const asked = fixture.peer.slash(user, fixture.channel, 'check', { claim: WALL, ...options });
  await gate.begun;
  return asked;
}

describe('a token that has expired before the answer', () => {
  it('lets a public check become a message in the channel, in place of its placeholder', async () => {
    const { peer } = fixture;
    const asked = await begin();
    peer.advance(OVER_MS);
    gate.open();
    const [card, ...more] = await theCards();
    expect([verdictOf(card as Message), more]).toEqual(['❌ False', []]);
    expect([card?.interactionId, card?.nonce]).toEqual([undefined, asked.id]);
    expect(peer.messages(fixture.channel)).toEqual([card]);
  });

  it('that is only unknown to Discord does the same', async () => {
    await begin();
    fixture.peer.trouble({ method: 'PATCH', path: /@original$/, times: 1, with: { code: 10_015 } });
    gate.open();
    expect(await theCards()).toMatchObject([{ type: 0 }]);
  });

  it('lets a private check go to the asker by direct message, and never to the channel', async () => {
    const { peer, ana, channel } = fixture;
    await begin({ private: true });
    peer.advance(OVER_MS);
    gate.open();
    const direct = peer.addDirectMessages(ana);
    expect(verdictOf(await peer.waitForMessage(direct, isCard))).toBe('❌ False');
    expect(peer.messages(channel)).toEqual([]);
  });

  it('and a person who takes no messages: the result is kept, and given with their next private answer', async () => {
    const { peer, ana, channel } = fixture;
    ana.closed = true;
    await begin({ private: true });
    peer.advance(OVER_MS);
    gate.open();
    await allAnswered();
    expect(peer.messages(channel)).toEqual([]);
    peer.slash(ana, channel, 'check', { claim: 'Bats are blind', private: true });
    const next = await peer.waitForEphemeral(ana, ({ embeds }) => embeds.length > 1);
    const claims = next.embeds.map(({ title }) => String(title));
    expect(claims).toEqual([expect.stringContaining(WALL), 'You asked: Bats are blind · listed as the same claim']);
  });

  it('lets a check by a person’s own installation go to them', async () => {
    const { peer, ana, mod } = fixture;
    ana.installed = true;
    const people = peer.addPeople([ana, mod]);
    peer.slash(ana, people, 'check', { claim: WALL });
    await gate.begun;
    peer.advance(OVER_MS);
    gate.open();
    await peer.waitForMessage(peer.addDirectMessages(ana), isCard);
    expect(peer.messages(people).filter(isCard)).toEqual([]);
  });

  it('lets a public check go to the asker where the bot may not write any more', async () => {
    const { peer, ana, channel } = fixture;
    await begin();
    peer.deny(peer.bot, channel, 'sendMessages');
    peer.advance(OVER_MS);
    gate.open();
    const card = await peer.waitForMessage(peer.addDirectMessages(ana), isCard);
    expect(card.components).toEqual([]);
  });
});

describe('a try whose answer was lost', () => {
  it('leaves one message where the second try has the same nonce', async () => {
    const { peer } = fixture;
    await begin();
    peer.advance(OVER_MS);
    peer.trouble({ method: 'POST', path: /^\/channels\//, times: 2, with: { status: 502 }, afterwards: true });
    gate.open();
    expect(await theCards()).toHaveLength(1);
  });

  it('of a placeholder in private leaves one message, and the card in it', async () => {
    const { peer, ana } = fixture;
    const direct = peer.addDirectMessages(ana);
    gate.open();
    peer.trouble({ method: 'POST', path: /^\/channels\//, times: 2, with: { status: 502 }, afterwards: true });
    peer.post(ana, direct, { content: WALL });
    await peer.waitForMessage(direct, isCard);
    await allAnswered();
    expect(peer.messages(direct).filter(({ authorId }) => authorId === peer.bot.id)).toHaveLength(1);
  });

  it('of the acknowledgement is not answered twice', async () => {
    const { peer } = fixture;
    gate.open();
    peer.trouble({ method: 'POST', path: /callback$/, times: 1, with: { status: 502 }, afterwards: true });
    await begin();
    expect(await theCards()).toHaveLength(1);
    expect(fixture.faults).toEqual([]);
  });
});

describe('Discord in trouble', () => {
  it('gets the answer after the pause it asked for', async () => {
    const { peer } = fixture;
    await begin();
    peer.trouble({ method: 'PATCH', path: /@original$/, times: 1, with: { retryAfterSeconds: 0.3 } });
    gate.open();
    await theCards();
    const [refused, accepted] = peer.journal.filter(({ verb, path }) => verb === 'PATCH' && path.endsWith('@original'));
    expect([refused?.status, accepted?.status]).toEqual([429, 200]);
    expect((accepted?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(300);
  });

  it('for some time is waited out, and nothing of it is said that is secret', async () => {
    const asked = await begin();
    fixture.peer.trouble({ method: 'PATCH', path: /@original$/, times: 7, with: { status: 503 } });
    gate.open();
    expect(await theCards()).toHaveLength(1);
    expect(fixture.bot.pauses.length).toBeGreaterThan(2);
    expect(JSON.stringify(fixture.faults.map(({ error }) => String(error)))).not.toContain(asked.token);
  });

  it('for ever ends in the dead-letter list, with its code', async () => {
    const asked = await begin();
    fixture.peer.trouble({ method: 'PATCH', path: /@original$/, times: 99, with: { status: 503 } });
    gate.open();
    const dead = await theDead();
    expect(dead.request.id).toBe(asked.id);
    const told = fixture.faults.map(({ error }) => `${error} ${JSON.stringify(error)}`).join();
    expect(told).toContain('Discord answered a PATCH with HTTP 503');
    expect(told).not.toContain(asked.token);
    expect(told).not.toContain('Great Wall');
  });

  it('that makes the acknowledgement too late does not lose the check', async () => {
    const { peer, ana, channel } = fixture;
    gate.open();
    peer.slash(ana, channel, 'check', { claim: WALL });
    peer.advance(3_001);
    expect(await theCards()).toMatchObject([{ type: 0 }]);
    expect(String(fixture.faults[0]?.error)).toContain('code 10062');
  });
});

describe('what changes in between', () => {
  it('is a placeholder that was deleted: the channel is left alone, and the asker gets the card', async () => {
    const { peer, ana, channel } = fixture;
    const asked = await begin();
    const placeholder = peer.messages(channel).find(({ id }) => id === asked.originalId);
    peer.delete(placeholder as Message);
    gate.open();
    expect(verdictOf(await peer.waitForEphemeral(ana))).toBe('❌ False');
    expect(peer.messages(channel)).toEqual([]);
  });

  it('is a placeholder in private that was deleted: the card comes all the same', async () => {
    const { peer, ana } = fixture;
    const direct = peer.addDirectMessages(ana);
    const asked = peer.post(ana, direct, { content: WALL });
    const placeholder = await peer.until(() => peer.messages(direct).find(({ id }) => id !== asked.id));
    await gate.begun;
    peer.delete(placeholder);
    gate.open();
    await peer.waitForMessage(direct, isCard);
    await allAnswered();
  });

  it('is a channel that is gone: the job is given up at once', async () => {
    const { peer } = fixture;
    await begin();
    peer.advance(OVER_MS);
    peer.trouble({ path: /^\/channels\//, times: 99, with: { code: 10_003 } });
    gate.open();
    const dead = await theDead();
    expect([dead.fault, fixture.bot.pauses]).toEqual(['platform-gone', []]);
  });

  it('is a restart: the unfinished job edits its placeholder', async () => {
    const { peer } = fixture;
    const asked = await begin();
    await fixture.restart({});
    const cards = await theCards();
    expect(cards.map(({ id }) => id)).toEqual([asked.originalId]);
    expect(peer.messages(fixture.channel)).toEqual(cards);
  });

  it('is a card that was deleted: it is not followed any more', async () => {
    const { peer, ana, channel } = fixture;
    gate.open();
    const card = await fixture.ask(ana);
    peer.delete(card);
    const posting = {
      platform: 'discord',
      chatId: channel.id,
      messageId: card.id,
      checkIds: ['1'] as string[],
      locale: 'en',
    } as const;
    const rest = { visible: 'chat', pinned: false, postedAt: '2026-11-24T00:00:00.000Z' } as const;
    const outcome = fixture.bot.adapter.update(
      { ...posting, ...rest },
      { kind: 'cards', cards: [] },
      AbortSignal.timeout(3_000),
    );
    expect(await outcome).toBe('gone');
  });
});
