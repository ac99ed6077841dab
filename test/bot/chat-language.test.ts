import { describe, expect, it } from 'vitest';
import type { BotService } from '../../src/bot/chat-adapter.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { PRIVATE, toRequest } from '../commands/commands-fixture.ts';
import { toJob } from '../contracts/job-store.ts';
import { NEVER } from '../core/checker-fixture.ts';
import { useCore } from '../core/use-core.ts';
import { createTestAdapter, NO, openChat, YES } from './chat-fixture.ts';

const core = useCore();

const BATS = 'Bats are blind';
let events = 0;
const ask = (command: string, text = '', rest = {}) =>
  toRequest(command, text, { id: `l${++events}`, actorId: `p${events}`, ...rest });

async function open(language?: string) {
  const rooms = openChat(core);
  const platform = createTestAdapter();
  await rooms.chat.start(platform.adapter);
  const set = (tag: string) => platform.fixture.answerNow(ask('settings', `language=${tag}`), YES, NEVER);
  if (language) await set(language);
  return { ...rooms, platform, set };
}

async function heading(platform: ReturnType<typeof createTestAdapter>, rest: object): Promise<string | undefined> {
  const count = platform.sent.length + 1;
  await platform.take(ask('check', BATS, rest));
  await platform.delivered(count);
  const reply = platform.sent.at(-1)?.reply;
  return reply?.kind === 'cards' ? reply.cards[0]?.heading : undefined;
}

describe('the language of an answer', () => {
  it.each([
    ['de', 'fr', 'Falsch'],
    ['de', undefined, 'Falsch'],
    [undefined, 'fr-CA', 'Faux'],
    [undefined, 'es-419', 'Falso'],
    [undefined, 'zh-TW', '不实'],
    [undefined, 'in', 'Salah'],
    [undefined, 'xx', 'False'],
    [undefined, undefined, 'False'],
  ])('in a group set to %s, for a person with %s, is that of “%s”', async (language, locale, expected) => {
    const { platform } = await open(language);
    expect(await heading(platform, locale === undefined ? {} : { locale })).toBe(expected);
  });

  it('in a private chat is the person’s, whatever their groups have set', async () => {
    const { platform } = await open('de');
    expect(await heading(platform, { ...PRIVATE, locale: 'uk' })).toBe('Неправда');
  });

  it('is the person’s again once the group sets none', async () => {
    const { platform, set } = await open('de');
    await set('auto');
    expect(await heading(platform, { locale: 'pt-BR' })).toBe('Falso');
  });

  it('is the group’s for all that an adapter says of a job', async () => {
    const { platform } = await open('ar');
    const job = await platform.fixture.accept(ask('check', BATS, { locale: 'fr' }), {}, NO);
    expect(job?.request.locale).toBe('ar');
  });

  it('is read once for a check, from its acceptance to its card', async () => {
    const reads: string[] = [];
    const counting = (namespace: string) => {
      const keyv = core.store.keyv(namespace);
      const get = keyv.get.bind(keyv);
      return Object.assign(keyv, {
        get(key: string) {
          reads.push(namespace);
          return get(key);
        },
      });
    };
    const lines: string[] = [];
    const { checkService } = core;
    const check: typeof checkService.check = (text, scope, signal, options) => {
      options?.onStage?.('judging');
      return checkService.check(text, scope, signal, options);
    };
    const rooms = openChat(core, { keyv: counting, checkService: { ...checkService, check } });
    const platform = createTestAdapter({ progress: (_job, line) => void lines.push(line) });
    await rooms.chat.start(platform.adapter);
    await platform.fixture.answerNow(ask('settings', 'language=de'), YES, NEVER);
    reads.length = 0;
    expect(await heading(platform, { locale: 'fr' })).toBe('Falsch');
    expect(lines).toContain(toLocale('de').t('progress.judging'));
    expect(reads.filter((namespace) => namespace === 'settings')).toHaveLength(1);
  });

  it('of a job from before an upgrade is the person’s', async () => {
    const rooms = openChat(core);
    await rooms.jobs.add(toJob('old'));
    const platform = createTestAdapter();
    await rooms.chat.start(platform.adapter);
    await platform.delivered(1);
    expect(platform.sent).toMatchObject([{ reply: { kind: 'cards', cards: [{ heading: 'False' }] } }]);
  });

  it('stays that of a card that follows a check, whoever asked anew', async () => {
    const followed = Promise.withResolvers<string | undefined>();
    const rooms = openChat(core);
    const platform = createTestAdapter({
      async update(_posting, reply) {
        followed.resolve(reply.cards[0]?.heading);
        return 'done';
      },
    });
    await rooms.chat.start(platform.adapter);
    await heading(platform, {});
    const [id = ''] = platform.sent.flatMap(({ reply }) => (reply.kind === 'cards' ? (reply.checkIds ?? []) : []));
    const place = { platform: 'discord', chatId: 'c1', messageId: 'old', checkIds: [id], pinned: false };
    await rooms.postings.save({ ...place, locale: 'id', visible: 'chat', postedAt: '2000-01-01T00:00:00.000Z' });
    await heading(platform, { locale: 'fr' });
    expect(await followed.promise).toBe('Salah');
  });

  it.each([
    ['help', '', 'help.title'],
    ['privacy', '', 'privacy.title'],
    ['history', '', 'history.title'],
    ['forget', '', 'forget.title'],
    ['settings', '', 'settings.title'],
    ['open', 'unknown', 'desk.unknown.title'],
    ['details', 'NOSUCHID', 'desk.unknown.title'],
    ['pin', '', 'pin.title'],
    ['unpin', '', 'unpin.title'],
    ['nonsense', '', 'router.unknown.title'],
  ] as const)('to /%s %s is the group’s', async (command, text, key) => {
    const { platform } = await open('hi');
    const reply = await platform.fixture.answerNow(ask(command, text, { locale: 'fr' }), YES, NEVER);
    expect(reply).toMatchObject({ title: toLocale('hi').t(key) });
  });

  it('to who may not is the group’s', async () => {
    const { platform } = await open('zh');
    const reply = await platform.fixture.answerNow(ask('settings', '', { locale: 'fr' }), NO, NEVER);
    expect(reply).toMatchObject({ tone: 'refusal', lines: [toLocale('zh').t('right.manage.refused')] });
  });

  it('in a list of suggestions is the group’s', async () => {
    const { platform } = await open('es');
    const [first] = await platform.fixture.suggest(ask('check', BATS, { locale: 'fr' }), 5, NEVER);
    expect(first?.card.heading).toBe('Falso');
  });

  it.each([
    ['uk', 'fr', 'uk'],
    [undefined, 'fr', 'fr'],
    [undefined, undefined, 'en'],
  ])('with %s set and %s spoken is told to adapters as %s', async (language, locale, expected) => {
    const { platform } = await open(language);
    const fixture: BotService = platform.fixture;
    const request = ask('pin', '', locale === undefined ? {} : { locale });
    expect((await fixture.localeOf(request)).tag).toBe(expected);
  });
});
