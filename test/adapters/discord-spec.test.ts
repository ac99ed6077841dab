import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
import type { Message, User } from '../peers/discord/world.ts';
import { createGate, useFixture, WALL } from './discord-fixture.ts';
import { createSpec, type Sent } from './openapi.ts';

/** Discord's own description of its interface: discord/discord-api-spec, specs/openapi.json. Too large to keep a copy here. */
const SPEC = new URL('../../../shared/specs/discord-openapi.json', import.meta.url);
const { t } = toLocale('en');
const isCard = ({ embeds }: Message) => embeds[0]?.footer !== undefined;
const PICTURE = { url: 'https://cdn.discordapp.com/attachments/1/2/a.png', contentType: 'image/png', size: 5 };
const LONG = `**Bats** <@1> https://a.example/?a=(b) are blind, they say. ${'The wall is 5.5 km long. '.repeat(70)}`;

let gate: ReturnType<typeof createGate>;
const fixture = useFixture(() => {
  gate = createGate();
  const images = { read: async () => WALL };
  const fetch = async () => new Response('b', { headers: { 'content-type': 'image/png' } });
  return {
    adapter: { mentions: true, fetch, progress: { firstAfterMs: 1, everyMs: 1 } },
    chat: { images, limits: { personPerMinute: 0, groupPerMinute: 0 } },
    before: (peer) => peer.addEntryPoint(),
  };
});

describe.skipIf(!existsSync(SPEC))('what is sent (skipped where ../shared/specs is not beside the project)', () => {
  let judge: ReturnType<typeof createSpec>;
  beforeAll(() => {
    judge = createSpec(JSON.parse(readFileSync(SPEC, 'utf8')));
  });

  /** Permissions are digits in Discord's documentation (topics/permissions) and in its answers; its description has numbers in requests. */
  const toNumbers = (key: string, value: unknown) =>
    key === 'default_member_permissions' ? value && Number(value) : value;
  const judgeAll = (sent: readonly Sent[]) =>
    sent.map(({ body, ...rest }) =>
      judge({ ...rest, ...(body === undefined ? {} : { body: JSON.parse(JSON.stringify(body), toNumbers) }) }),
    );

  async function answered(user: User, act: () => unknown): Promise<Message> {
    const { peer } = fixture;
    const before = new Set(peer.ephemerals(user));
    act();
    return peer.waitForEphemeral(user, (message) => !before.has(message) && message.embeds.length > 0);
  }

  it('in a day of the bot is what Discord’s own description has', async () => {
    const { peer, ana, mod, owner, guild, channel } = fixture;
    peer.allow(mod, channel, 'manageGuild');
    peer.allow(peer.bot, channel, 'manageMessages');
    const card = await fixture.ask(ana);
    const id = /Check (\w{8})/.exec(JSON.stringify(card.embeds))?.[1] ?? '';
    for (const tag of LOCALE_TAGS) await answered(ana, () => peer.slash(ana, channel, 'help', {}, tag));
    for (const name of ['privacy', 'forget', 'history']) await answered(ana, () => peer.slash(ana, channel, name));
    const typed = peer.type(ana, channel, 'check', 'claim', 'great wall');
    await peer.until(() => typed.choices);
    await answered(ana, () => peer.click(ana, card, 'Details'));
    peer.click(mod, card, 'Re-check');
    await peer.until(() => card.edits > 0);
    await answered(mod, () => peer.click(mod, card, 'Pin'));
    await answered(mod, () => peer.slash(mod, channel, 'unpin', { id }));
    await answered(mod, () => peer.menu(mod, channel, 'Pin verdict', card));
    await answered(mod, () => peer.slash(mod, channel, 'pin', { id }));
    const panel = await answered(mod, () => peer.slash(mod, channel, 'settings'));
    peer.click(mod, panel, panel.components[0]?.components[0]?.label ?? '');
    await peer.until(() => panel.edits > 0);
    const mine = await answered(ana, () => peer.slash(ana, channel, 'check', { claim: LONG, private: true }));
    peer.click(ana, mine, t('desk.post'));
    await peer.waitForMessage(channel, (message) => message.id > card.id && isCard(message));
    await answered(ana, () => peer.slash(ana, channel, 'check', { claim: ' ' }));
    peer.menu(ana, channel, 'Check this message', peer.post(mod, channel, { attachments: [PICTURE] }));
    const direct = peer.addDirectMessages(ana);
    for (const what of [{ content: WALL }, { snapshots: [{ content: LONG }] }, { content: '/help' }])
      peer.post(ana, direct, what);
    await peer.until(() => peer.messages(direct).filter(isCard).length === 2);
    const hidden = peer.post(mod, channel, { content: WALL });
    // Another asker: who was told a moment ago that there is nothing to check is not told again.
    peer.post(owner, channel, { content: `<@${peer.bot.id}> really?`, referenceId: hidden.id });
    await peer.waitForMessage(channel, ({ embeds }) => embeds[0]?.title === 'This cannot be read here');
    expect(await fixture.bot.adapter.can(mod.id, 'pin', channel.id)).toBe(true);
    // Later than Discord's 15 minutes: to the channel, and to the asker alone.
    await fixture.restart({ checkService: gate.gate });
    const lateChannel = peer.addChannel(guild, 'late');
    peer.slash(ana, lateChannel, 'check', { claim: WALL });
    peer.slash(mod, lateChannel, 'check', { claim: 'Bats are blind', private: true });
    await gate.begun;
    peer.advance(15 * 60_000 + 1);
    gate.open();
    await peer.waitForMessage(lateChannel, isCard);
    await peer.waitForMessage(peer.addDirectMessages(mod), isCard);

    const sent = peer.journal.filter(({ kind }) => kind === 'rest');
    const judged = judgeAll(sent);
    expect(judged.flatMap(({ wrong }, at) => wrong.map((one) => `${sent[at]?.verb} ${sent[at]?.path} ${one}`))).toEqual(
      [],
    );
    expect([...new Set(judged.map(({ operation }) => operation))].sort()).toMatchInlineSnapshot(`
      [
        "bulk_set_application_commands",
        "create_dm",
        "create_interaction_response",
        "create_message",
        "create_pin",
        "delete_message",
        "delete_original_webhook_message",
        "delete_pin",
        "execute_webhook",
        "get_bot_gateway",
        "get_channel",
        "get_guild_member",
        "get_message",
        "get_my_application",
        "list_application_commands",
        "list_messages",
        "update_message",
        "update_original_webhook_message",
      ]
    `);
  });

  const message = '/channels/123/messages';
  it.each<[string, Sent, string]>([
    ['a path', { verb: 'GET', path: '/chanels/1' }, 'is unknown'],
    ['a method', { verb: 'PATCH', path: message }, 'is unknown'],
    ['an id', { verb: 'GET', path: '/channels/news' }, 'path.channel_id: does not fit'],
    ['a question', { verb: 'GET', path: message, query: { limit: '0' } }, 'query.limit: is out of range'],
    ['a question’s name', { verb: 'GET', path: message, query: { first: '1' } }, 'query.first: is unknown'],
    ['a missing body', { verb: 'POST', path: message }, 'body: is missing'],
    ['a body where there is none', { verb: 'PUT', path: `${message}/pins/1`, body: {} }, 'body: is not'],
    ['a name', { verb: 'POST', path: message, body: { contents: '' } }, 'body.contents: is unknown'],
    ['a type', { verb: 'POST', path: message, body: { content: 5 } }, 'body.content: is no string'],
    ['a length', { verb: 'POST', path: message, body: { embeds: [{ title: 'x'.repeat(257) }] } }, 'is longer than 256'],
    ['a count', { verb: 'POST', path: message, body: { embeds: Array(11).fill({}) } }, 'has more than 10 items'],
    ['a word', { verb: 'POST', path: message, body: { allowed_mentions: { parse: ['all'] } } }, 'parse[0]: is not'],
    [
      'what is needed',
      { verb: 'POST', path: '/channels/1/messages', body: { components: [{ type: 1 }] } },
      'components: is missing',
    ],
  ])('would be told if %s were wrong', (_what, sent, words) => {
    expect(judgeAll([sent])[0]?.wrong.join()).toContain(words);
  });
});
