import { beforeEach, describe, expect, it, vi } from 'vitest';
import { embedOf, useFixture, WALL } from '../adapters/discord-fixture.ts';
import type { Message } from '../peers/discord/world.ts';

const fixture = useFixture(() => ({ chat: { limits: { personPerMinute: 0, groupPerMinute: 0 } } }));
const HOUR_MS = 60 * 60_000;
const OTHER = 'Cats kill more than a billion birds a year in the United States';
const isCard = ({ embeds }: Message) => embeds[0]?.footer !== undefined;
const textOf = ({ content, embeds }: Message) => JSON.stringify([content, embeds]);
const hostsIn = (message: Message) => [...textOf(message).matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
const codesOf = (code: number) =>
  fixture.peer.journal.filter(({ refusal }) => (refusal as { code?: number } | undefined)?.code === code);

/** Of the card on the wall: where it leads, and what its links say. */
let hosts: (string | undefined)[];
let names: string[];
beforeEach(async () => {
  const card = await fixture.ask(fixture.owner, WALL);
  hosts = hostsIn(card);
  names = [...textOf(card).matchAll(/\[([^[\]]+)\]\(</g)].map(([, name = '']) => name);
  expect([hosts.length, names.length]).toEqual([names.length, expect.not.closeTo(0)]);
});
const harm = () => {
  for (const host of hosts) if (host !== undefined) fixture.peer.harm(host);
};

describe('a card with a link that Discord takes for harmful', () => {
  it('comes without its addresses, thirty times among a hundred, and with who says so', async () => {
    const { peer, ana, channel } = fixture;
    harm();
    const asked = Array.from({ length: 100 }, (_, at) =>
      peer.slash(ana, channel, 'check', { claim: at % 10 < 3 ? WALL : OTHER }),
    );
    const cards = () => asked.flatMap(({ originalId }) => peer.messages(channel).filter(({ id }) => id === originalId));
    await peer.until(() => cards().length === 100 && cards().every(isCard), 50_000);
    const [walls, others] = [cards().filter((_, at) => at % 10 < 3), cards().filter((_, at) => at % 10 >= 3)];
    expect(walls.map((card) => [hostsIn(card), names.every((name) => textOf(card).includes(name))])).toEqual(
      walls.map(() => [[], true]),
    );
    expect(others.every((card) => hostsIn(card).length > 0)).toBe(true);
    expect([codesOf(240_000).length, fixture.bot.pauses]).toEqual([30, []]);
  });

  it('comes without them to a click, to a pin and to a card that changes, too', async () => {
    const { peer, ana, mod, channel } = fixture;
    const card = await fixture.ask(ana);
    const id = /Check (\w{8})/.exec(textOf(card))?.[1] ?? '';
    harm();
    peer.click(ana, card, 'Details');
    expect(hostsIn(await peer.waitForEphemeral(ana))).toEqual([]);
    peer.delete(card);
    peer.slash(mod, channel, 'pin', { id });
    await peer.until(() => peer.pins(channel).length === 1);
    expect(peer.pins(channel).map(hostsIn)).toEqual([[]]);
  });
});

describe('an answer that is refused for good', () => {
  const theDead = () =>
    vi.waitFor(async () => {
      const [dead] = await fixture.bot.jobs.dead(5);
      if (!dead) throw new Error('nothing was given up');
      return dead;
    });

  it.each([
    ['by a word that the moderators forbid', () => fixture.peer.forbid('astronaut'), 200_000, 2],
    [
      'by Discord’s form',
      () => fixture.peer.trouble({ method: 'PATCH', path: /@original$/, times: 1, with: { code: 50_005 } }),
      50_005,
      1,
    ],
  ])('%s is apologised for at once', async (_how, refuse, code, tries) => {
    const { peer, ana } = fixture;
    refuse();
    const asked = peer.slash(ana, fixture.channel, 'check', { claim: WALL });
    expect(embedOf(await peer.waitForEphemeral(ana)).title).toBe('This could not be done');
    const { request, fault } = await theDead();
    expect([request.id, fault, fixture.bot.pauses]).toEqual([asked.id, 'platform-refused', []]);
    expect(codesOf(code)).toHaveLength(tries);
    expect(fixture.faults.splice(0).map(({ error }) => String(error))).toEqual([
      expect.stringContaining(`code ${code}`),
    ]);
  });
});

describe('cards that are older than an hour', () => {
  const update = async ({ id: messageId, channelId: chatId }: Message) => {
    const posting = { platform: 'discord', chatId, messageId, locale: 'en', visible: 'chat', pinned: false } as const;
    const rest = { checkIds: ['1'], postedAt: '2026-11-24T00:00:00.000Z' };
    return fixture.bot.adapter.update(
      { ...posting, ...rest },
      { kind: 'cards', cards: [] },
      AbortSignal.timeout(3_000),
    );
  };

  it('wait for their turn where too many are edited, and nothing is slept through', async () => {
    const { peer, ana } = fixture;
    const cards: Message[] = [];
    for (let at = 0; at < 4; at += 1) cards.push(await fixture.ask(ana));
    peer.advance(HOUR_MS);
    const outcomes = [];
    for (const card of cards) outcomes.push(await update(card));
    expect(outcomes).toEqual(['done', 'done', 'done', 'later']);
    peer.advance(20_000);
    expect(await update(cards[3] as Message)).toBe('done');
  });

  it('are checked again after the pause that Discord asks for', async () => {
    const { peer, ana } = fixture;
    const pauses: number[] = [];
    const pause = async (ms: number) => {
      pauses.push(ms);
      peer.advance(ms);
    };
    await fixture.restart({ chat: { pause } });
    const [card, other] = [await fixture.ask(ana), await fixture.ask(ana, OTHER)];
    peer.advance(HOUR_MS);
    for (let at = 0; at < 3; at += 1) await update(other);
    peer.click(ana, card, 'Re-check');
    await peer.until(() => card.edits > 0);
    expect(pauses).toEqual([expect.closeTo(20_000, -4)]);
    expect(codesOf(30_046)).toHaveLength(1);
  });
});
