import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createCheckService } from '../../src/checks/check-service.ts';
import { NOON, PLUM, toPlumReview } from '../core/checker-fixture.ts';
import { createFolder, openResearchCore } from '../core/research-fixture.ts';
import { startWorld } from '../peers/world/index.ts';
import { type BotServiceOptions, useTelegram, WALL } from './telegram-fixture.ts';
import { hostile } from './telegram-hostile.ts';

const telegram = useTelegram();
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const BOSS = 'My boss Zebulon Quartermain stole 7300 ducats';
const BOT = '@claimcheck_bot';

/** A bot in guest mode, and a group that it is not in. */
async function open(options: BotServiceOptions = {}) {
  const fixture = await telegram.open({ ...options, peer: { guests: true }, telegram: { guests: true } });
  const { peer, ann, bob } = fixture;
  const place = peer.addGroup({ members: [ann, bob], bot: 'left' });
  return {
    ...fixture,
    place,
    async ask(text: string, replyTo?: string) {
      const said = replyTo === undefined ? {} : { replyTo: peer.say(bob, place, replyTo) };
      return peer.waitForGuestAnswer(peer.summon(ann, place, text, said));
    },
  };
}

describe('guest mode that is off', () => {
  it('neither asks for what is said elsewhere, nor answers it', async () => {
    const { peer, ann, bob, line } = await telegram.open({ peer: { guests: true } });
    const place = peer.addGroup({ members: [ann], bot: 'left' });
    peer.summon(ann, place, `${BOT} ${WALL}`);
    await peer.waitForAnswer(peer.say(bob, peer.addPrivateChat(bob), WALL));
    const polls = peer.requests.filter(({ method }) => method === 'getUpdates');
    expect(JSON.stringify(polls)).not.toContain('guest_message');
    expect(peer.guestAnswers).toEqual([]);
    expect(line).not.toContain('Guest Mode');
  });

  it('at BotFather is named with its switch', async () => {
    const { line } = await telegram.open({ telegram: { guests: true } });
    expect(line).toContain(
      'open the mini app of @BotFather, choose the bot, Bot Settings, Guest Mode, and switch it on',
    );
    expect((await open()).line).not.toContain('Guest Mode');
  });
});

describe('who names the bot where it is not', () => {
  it('gets the verdict of a known claim, with nothing to press but the way to the private chat', async () => {
    const { ask, faults, peer } = await open();
    const { text, reply_markup: keyboard } = await ask(`${BOT} ${WALL}`);
    expect(text).toMatch(/^❌ False\n/m);
    expect(text).toContain(WALL);
    expect(text).not.toMatch(/@claimcheck|Check [0-9A-Z]{8}/);
    expect(keyboard?.inline_keyboard).toEqual([
      [{ text: 'Ask me in private', url: 'https://t.me/claimcheck_bot?start=help' }],
    ]);
    expect([faults, peer.requests.filter(({ method }) => method === 'sendMessage')]).toEqual([[], []]);
  });

  it.each([`${BOT} is this true?`, `really? ${BOT}`, BOT])(
    'asks by “%s” about the message it replies to',
    async (text) => {
      const { ask } = await open();
      const answer = await ask(text, WALL);
      expect(answer.text).toMatch(/^❌ False\n/m);
    },
  );

  it('is asked by own words that hold a claim, whatever they reply to', async () => {
    const { ask } = await open();
    expect((await ask(`${BOT} Bats are blind`, WALL)).text).toContain('Bats are blind');
  });

  it('gets the closest checked claim', async () => {
    const core = telegram.openCore();
    await core.store.priors.addReviews([toPlumReview({ forms: [PLUM] })]);
    const { ask } = await open({ core });
    const { text, reply_markup: keyboard } = await ask(`${BOT} The town of Oberwald outlawed plum dumplings in 2023`);
    expect(text).toContain('Closest checked claim');
    expect(text).toContain('Example Facts');
    expect(keyboard?.inline_keyboard.flat()).toHaveLength(1);
  });

  it('is told honestly what is not known, and which message is missing', async () => {
    const { ask } = await open();
    expect((await ask(`${BOT} ${BOSS}`)).text).toMatch(/Unverified\n/);
    expect((await ask(BOT)).text).toMatch(/^Which message\?\nForward me/);
  });

  it('is not read pictures', async () => {
    const { peer, ann, place } = await open({ chat: { images: { read: async () => WALL } } });
    const photo = [{ file_id: 'p', file_unique_id: 'p', width: 90, height: 90 }];
    const { text } = await peer.waitForGuestAnswer(
      peer.summon(ann, place, '', { content: { photo, caption: BOT, text: undefined } }),
    );
    expect(text).toMatch(/^This cannot be read here\n/);
    expect(peer.requests.some(({ method }) => method === 'getFile')).toBe(false);
  });

  it('by way of another bot, or as one, is not answered', async () => {
    const { peer, ann, place, ask } = await open();
    const other = peer.addUser({ firstName: 'Other', isBot: true });
    peer.summon(other, place, `${BOT} Bats are blind`);
    peer.summon(ann, place, `${BOT} Bats are blind`, { content: { via_bot: other } });
    peer.summon(ann, place, `${BOT} Bats are blind`, {
      content: { forward_origin: { type: 'user', sender_user: ann, date: 1 } },
    });
    await ask(`${BOT} ${WALL}`);
    expect(peer.guestAnswers).toHaveLength(1);
  });
});

describe('what others read along', () => {
  it('holds nothing that its asker keeps for themselves, and leaves nothing behind', async () => {
    const { ask, peer, ann, core } = await open();
    const chat = peer.addPrivateChat(ann);
    await peer.waitForAnswer(peer.say(ann, chat, BOSS));
    const own = { kind: 'person', platform: 'telegram', personId: String(ann.id) } as const;
    const scope = { platform: 'telegram', chatId: String(ann.id), personId: String(ann.id), visibility: own };
    const [standing] = await core.store.checks.recent(scope, 1);
    if (!standing) throw new Error('nothing was kept');
    const verdict = { ...standing.check.verdict, label: 'false', summary: 'He told me so himself.' } as const;
    await core.store.checks.save({ ...standing.check, verdict }, scope);
    const rows = () =>
      core.store.db.prepare('SELECT (SELECT count(*) FROM checks) + (SELECT count(*) FROM seen) AS n').get();
    const before = rows();
    for (const text of [BOSS, `${BOSS}, they say`, standing.check.id, WALL]) {
      expect((await ask(`${BOT} ${text}`)).text).not.toMatch(/himself|False\n.*ducats/s);
    }
    expect(rows()).toEqual(before);
    expect((await peer.waitForAnswer(peer.say(ann, chat, BOSS))).text).toContain('He told me so himself.');
  });

  it('is what was checked before: neither a model nor a search is asked, also where both are set', async () => {
    const world = await startWorld();
    closers.push(world.close);
    const folder = createFolder();
    const { checker, store, close } = await openResearchCore(world, { file: folder.newFile() });
    closers.push(async () => folder.remove(), close);
    const core = telegram.openCore();
    const { checks, priors } = store;
    const checkService = createCheckService({ checker, checks, priors, words: core.words, now: () => NOON });
    const { ask, peer, ann } = await open({ core, chat: { checkService } });
    const bridge = 'The Oberwald bridge opened to traffic in May 2024';
    for (const text of [bridge, world.urlOf({ host: 'news.example', path: '/' })]) await ask(`${BOT} ${text}`);
    const asked = () => [world.model.requests.length, world.search.journal.length, world.pages.asked.length];
    expect(asked()).toEqual([0, 0, 0]);
    await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), bridge));
    expect(Math.min(...asked())).toBeGreaterThan(0);
  });

  it('is no more than one person may ask in a minute, and the next one is answered', async () => {
    const { peer, ann, bob, place, faults } = await open({
      chat: { now: () => NOON, limits: { personPerMinute: 3 } },
    });
    for (let asked = 0; asked < 30; asked += 1) peer.summon(ann, place, `${BOT} ${WALL}`);
    await peer.waitForGuestAnswer(peer.summon(bob, place, `${BOT} ${WALL}`));
    await expect.poll(() => peer.guestAnswers.length).toBe(4);
    expect((await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), WALL))).text).toMatch(/^Please wait/);
    expect([peer.guestAnswers.length, faults]).toEqual([4, []]);
  });

  it('is taken whatever people wrote', async () => {
    const { ask, faults } = await open({ chat: { limits: { personPerMinute: 0, personPerDay: 0 } } });
    const texts = fc.sample(hostile, { numRuns: 60, seed: 14 });
    for (const [at, text] of texts.entries()) {
      const said = `${BOT} ${text.toWellFormed().slice(0, 4000)}`;
      const { entities = [] } = at % 2 ? await ask(said) : await ask(`${BOT} true?`, said);
      const ours = entities.filter(
        (entity) => entity.type === 'text_link' || entity.type === 'bold' || entity.type === 'italic',
      );
      expect(entities.filter((entity) => !ours.includes(entity))).toEqual([]);
    }
    expect(faults).toEqual([]);
  });
});

describe('a query', () => {
  it('is answered once, where the bot is a guest', async () => {
    const { peer, ann, place } = await open();
    const id = peer.summon(ann, place, `${BOT} ${WALL}`);
    await peer.waitForGuestAnswer(id);
    const call = (guest_query_id: string) =>
      fetch(`${peer.apiRoot}/bot${peer.token}/answerGuestQuery`, {
        method: 'POST',
        body: JSON.stringify({
          guest_query_id,
          result: { type: 'article', id: '0', title: 'x', input_message_content: { message_text: 'x' } },
        }),
      });
    for (const one of [id, 'unknown']) {
      expect(await (await call(one)).json()).toMatchObject({
        error_code: 400,
        description: expect.stringContaining('query is too old'),
      });
    }
  });

  it('that is too old, or refused, ends nothing', async () => {
    const { peer, ann, place, ask, faults } = await open();
    const refuse = (description: string) => peer.fail('answerGuestQuery', { kind: 'refuse', code: 400, description });
    refuse('Bad Request: query is too old and response timeout expired or query ID is invalid');
    refuse('Bad Request: WEBPAGE_URL_INVALID');
    for (let asked = 0; asked < 2; asked += 1) peer.summon(ann, place, `${BOT} ${WALL}`);
    await expect.poll(() => faults.length).toBe(1);
    expect((await ask(`${BOT} ${WALL}`)).text).toMatch(/^❌ False\n/m);
    expect(JSON.stringify(faults)).not.toContain('Great Wall');
  });
});
