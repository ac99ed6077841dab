import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../commands/reply.ts';
import { LONGEST_DATA } from '../../commands/reply.ts';
import type { CommandRequest } from '../../commands/request.ts';
import type { RightsCheck } from '../../commands/router.ts';
import type { Check, Verdict } from '../../src/core/types.ts';
import { createTestAdapter, NO, openChat, YES } from '../bot/chat-fixture.ts';
import { toCheck, toPublicScope } from '../contracts/samples.ts';
import { type Core, createCoreFolder, toPlumReview } from '../core/checker-fixture.ts';

import { toRequest } from './commands-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let core: Core;
let platform: ReturnType<typeof createTestAdapter>;
let opened: ReturnType<typeof openChat>;
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(async () => {
  core = folder.open();
  platform = createTestAdapter();
  opened = openChat(core);
  await opened.chat.start(platform.adapter);
});
afterEach(() => folder.closeAll());
afterAll(() => folder.remove());

const GRIMSBY = 'The mayor of Grimsby painted 214 lampposts violet';
let events = 0;
const ask = (command: string, text = '', rest: Partial<CommandRequest> = {}, can: RightsCheck = YES) =>
  platform.ask(toRequest(command, text, { id: `c${++events}`, ...rest }), can);
/** Runs a job. @returns its reply and its checks */
async function run(command: string, text: string, rest: Partial<CommandRequest> = {}) {
  events += 1;
  await platform.take(toRequest(command, text, { id: `j${events}`, actorId: `p${events}`, ...rest }));
  while ((await opened.jobs.unfinished()).length > 0) await new Promise(setImmediate);
  const reply = platform.sent.at(-1)?.reply;
  return { reply, message: `m-j${events}`, ids: reply?.kind === 'cards' ? (reply.checkIds ?? []) : [] };
}
const dataOf = (reply: Reply | undefined): string[] => {
  if (reply?.kind === 'panel') return reply.rows.flat().map(({ data }) => data);
  return reply?.kind === 'cards' ? (reply.actions ?? []).map(({ data }) => data) : [];
};

describe('/help', () => {
  const DIRECT = { chat: { id: 'p1-and-bot', kind: 'private' } } as const;
  const helped = async (rest: Partial<CommandRequest>, can: RightsCheck) => {
    const reply = await ask('help', '', rest, can);
    if (reply?.kind !== 'notice') throw new Error('no notice');
    return reply.lines.map((line) => /^\/(\w+(?: [<[]\w+[>\]])?): /.exec(line)?.[1] ?? line);
  };
  const OPEN = ['check <claim>', 'history', 'privacy', 'forget', 'help'];
  const names = (lines: string[]) => lines.map((line) => line.split(' [')[0]).slice(0, -2);

  it.each([
    ['a member', {}, async () => false, OPEN],
    ['who may pin', {}, async (right: string) => right === 'pin', [...OPEN, 'pin', 'unpin']],
    ['who manages the group', {}, async (right: string) => right === 'manage', [...OPEN, 'settings']],
    ['anybody while the platform does not say', {}, () => Promise.reject(new Error('down')), OPEN],
    ['anybody in private', DIRECT, async () => true, OPEN],
  ])('lists what may be used there by %s', async (_who, rest, can, expected) => {
    expect(names(await helped(rest, can)).toSorted()).toEqual(expected.toSorted());
  });

  it('shows what can be left out as that', async () => {
    expect(await helped({}, YES)).toEqual(expect.arrayContaining(['pin [id]', 'unpin [id]', 'check <claim>']));
  });

  it.each([
    ['discord', /choose “Check this message” from its menu/, /reply/],
    ['telegram', /reply to it with \/check/, /menu/],
  ])(
    'says how a message of somebody else is checked on %s, and nothing that is not there',
    async (on, said, unsaid) => {
      const text = (await helped({ platform: on }, YES)).join('\n');
      expect(text).toMatch(said);
      expect(text).not.toMatch(unsaid);
    },
  );
});

describe('the buttons of a card', () => {
  it('are those that make sense where it stands', async () => {
    const { reply, ids } = await run('check', 'Bats are blind');
    const [id] = ids;
    expect(dataOf(reply)).toEqual([`details:${id}`, `pin:${id}`, `recheck:${id}`]);
    const own = await run('check', GRIMSBY, { private: true });
    expect(dataOf(own.reply)).toEqual([`details:${own.ids[0]}`, `recheck:${own.ids[0]}`, `post:${own.ids[0]}`]);
  });

  const MEANS = { model: true, search: true };
  const TAKEN = { reviewId: 'r', publisher: 'Facts', textualRating: 'False', url: 'https://facts.example/r' };
  const verdict: Verdict = { label: 'false', confidence: 'medium', summary: 'It is not so.', citations: [] };
  it.each<[string, Partial<Check>, RegExp]>([
    ['a model judged', { judgedBy: { model: 'm', prompts: [] } }, /A language model judged.+The web was searched/],
    ['a fact check decided', { verdict: { ...verdict, takenFrom: TAKEN } }, /Made without a language model/],
    [
      'nothing was found for',
      { verdict: { ...verdict, label: 'unverified', reason: 'nothing-found' } },
      /The web was s/,
    ],
  ])('open the report, which says how a verdict that %s was made', async (_how, made, said) => {
    const check = toCheck('MADE0001', { text: GRIMSBY, means: MEANS, ...made });
    await core.store.checks.save(check, toPublicScope());
    const lines = JSON.stringify(await ask('details', check.id));
    expect(lines).toMatch(said);
    expect(lines.match(/language model judged|Made without|The web was/g)).toHaveLength(made.judgedBy ? 2 : 1);
  });

  it('open the report with the sources, for who may see the check', async () => {
    const { ids } = await run('check', GRIMSBY);
    expect(await ask('details', ids[0])).toMatchObject({ kind: 'details', checkId: ids[0] });
    expect(await ask('details', ids[0], { chat: { id: 'c2', kind: 'group' } })).toMatchObject({ tone: 'refusal' });
    const bats = await run('check', 'Bats are blind');
    const details = await ask('details', bats.ids[0]);
    expect(JSON.stringify(details)).toContain('https://');
    // A card that was posted long ago.
    expect(await ask('sources', bats.ids[0])).toEqual(details);
  });

  it('open the similar checks, published or made here, for who may see the check', async () => {
    await core.store.priors.addReviews([toPlumReview()]);
    const asked = await run('check', 'Oberwald banned plum dumplings in March 2021');
    const [id = ''] = asked.ids;
    expect(dataOf(asked.reply)).toContain(`similar:${id}`);
    const similar = await ask('similar', id);
    expect(similar).toMatchObject({ kind: 'cards', private: true });
    expect(similar?.kind === 'cards' && similar.cards.map(({ label, idLine }) => [label, idLine])).toEqual([
      ['false', ''],
    ]);
    expect(await ask('similar', id, { chat: { id: 'c2', kind: 'group' } })).toMatchObject({ tone: 'refusal' });
  });

  it('lead into the private chat by a link, for this one check', async () => {
    const { ids } = await run('check', GRIMSBY);
    const token = await platform.fixture.linkTo({ command: 'details', checkId: ids[0] ?? '', chatId: 'c1' });
    expect(token).toMatch(/^[\w-]{16,64}$/);
    const chat = { id: 'dm', kind: 'private' } as const;
    expect(await ask('open', token, { actorId: 'p9', chat })).toMatchObject({ kind: 'details', checkId: ids[0] });
    expect(await ask('open', `${token}x`, { actorId: 'p9', chat })).toMatchObject({ tone: 'refusal' });
    const elsewhere = { id: 'c2', kind: 'group' } as const;
    expect(await ask('open', token, { actorId: 'p9', chat: elsewhere })).toMatchObject({ tone: 'refusal' });
  });
});

describe('pinning', () => {
  it('names the card that stands here, and an older pinned one of the same claim', async () => {
    const { ids, message } = await run('check', GRIMSBY);
    const [id = ''] = ids;
    expect(await ask('pin', id.toLowerCase())).toMatchObject({ target: { chatId: 'c1', messageId: message } });
    await platform.fixture.notePinned({ chatId: 'c1', messageId: message }, true);
    const posting = { chatId: 'c1', messageId: 'newer' };
    expect(await ask('pin', id, { posting })).toMatchObject({ target: posting, unpin: [{ messageId: message }] });
    expect(await ask('unpin', id)).toMatchObject({ kind: 'unpin', targets: [{ chatId: 'c1', messageId: message }] });
  });

  it('brings the card along where none stands here', async () => {
    const { ids } = await run('check', 'Bats are blind');
    const chat = { id: 'c2', kind: 'group' } as const;
    expect(await ask('pin', ids[0], { chat })).toMatchObject({ kind: 'pin', cards: [{ checkId: ids[0] }] });
  });

  it.each(['pin', 'unpin'])('asks which card is meant by /%s alone, and for the right first', async (command) => {
    expect(await ask(command)).toMatchObject({ lines: [expect.stringContaining('id after the command')] });
    expect(await ask(command, '', {}, NO)).toMatchObject({ title: 'Not allowed' });
  });
});

describe('/settings', () => {
  it('shows everything, opens each part, and keeps what is chosen', async () => {
    const overview = await ask('settings');
    expect(dataOf(overview)).toHaveLength(8);
    for (const data of dataOf(overview)) {
      const part = await ask('settings', data.slice('settings:'.length));
      expect(dataOf(part).every((one) => Buffer.byteLength(one) <= LONGEST_DATA)).toBe(true);
      expect(part?.kind === 'panel' && part.rows.flat().filter(({ style }) => style === 'chosen')).toHaveLength(1);
    }
    expect(overview).toMatchObject({ lines: expect.arrayContaining(['This month in this group: 0 checks']) });
    await ask('settings', 'pause=60');
    expect(await ask('settings')).toMatchObject({ lines: expect.arrayContaining([expect.stringMatching(/: 60 s$/)]) });
  });

  it('says what the group spent this month, in each currency', async () => {
    const chat = { platform: 'discord', chatId: 'c1', isGroup: true };
    const gpt = { provider: 'gpt', calls: 2, inputTokens: 900, outputTokens: 90 };
    const add = (day: string, checks: number, currency: string, money: number) =>
      core.store.spending.add({ day, chat, checks, currency, spent: [{ ...gpt, money }] });
    await add('2026-10-31', 50, 'EUR', 9);
    await add('2026-11-01', 2, 'EUR', 0.0204);
    await add('2026-11-23', 1, 'EUR', 0.003);
    await add('2026-11-23', 1, '', 1.5);
    const line = 'This month in this group: 4 checks · 1.50 · €0.0234';
    expect(await ask('settings')).toMatchObject({ lines: expect.arrayContaining([line]) });
    const german = 'Diesen Monat in dieser Gruppe: 4 Prüfungen · 1,50 · 0,0234 €';
    const { lines = [] } = ((await ask('settings', 'language=de')) ?? {}) as { lines?: string[] };
    expect(lines.map((one) => one.replaceAll('\u00a0', ' '))).toContain(german);
  });

  it.each(['pause=7', 'nonsense=1', 'who=', '__proto__=x'])('changes nothing by %j', async (text) => {
    const before = await ask('settings');
    await ask('settings', text);
    expect(await ask('settings')).toEqual(before);
  });

  it('make answers private where the group wants it so, unless the asker says otherwise', async () => {
    await ask('settings', 'private=on');
    expect((await run('check', GRIMSBY)).reply).toMatchObject({ private: true });
    expect((await run('check', GRIMSBY, { private: false })).reply).not.toHaveProperty('private');
  });

  it('are a group’s, and said so elsewhere', async () => {
    const chat = { id: 'dm', kind: 'private' } as const;
    expect(await ask('settings', '', { chat })).toMatchObject({
      lines: [expect.stringContaining('use /settings in a group')],
    });
  });
});

describe('/forget', () => {
  it('asks first, then removes what is private of the person', async () => {
    const chat = { id: 'dm', kind: 'private' } as const;
    const who = { actorId: 'p1', chat };
    await run('check', GRIMSBY, who);
    expect(dataOf(await ask('forget', '', who))).toEqual(['forget:yes']);
    expect(await ask('history', '', who)).toMatchObject({ lines: [expect.stringContaining('Grimsby')] });
    expect(await ask('forget', 'yes', who)).toMatchObject({ title: 'You are forgotten' });
    expect(await ask('history', '', who)).toMatchObject({
      lines: [expect.stringContaining('Nothing has been checked')],
    });
  });
});

describe('/privacy', () => {
  it('says how long this group’s checks are kept', async () => {
    await ask('settings', 'keep=30');
    expect(await ask('privacy')).toMatchObject({ lines: expect.arrayContaining([expect.stringContaining('30 days')]) });
  });
});

describe('re-check', () => {
  it('keeps the check’s id, and has a pause of its own', async () => {
    const { ids, message } = await run('check', GRIMSBY);
    const posting = { chatId: 'c1', messageId: message };
    const again = await run('recheck', ids[0] ?? '', { posting });
    expect(again.ids).toEqual(ids);
    expect((await run('recheck', ids[0] ?? '', { posting })).reply).toMatchObject({
      lines: ['This claim was checked a moment ago. It can be checked again in 10 minutes.'],
    });
  });
});
