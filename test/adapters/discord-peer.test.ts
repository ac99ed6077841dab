import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';
import type { Channel, Interaction, User } from '../peers/discord/world.ts';

/** The stand-in has to refuse what Discord refuses, else the adapter's tests prove nothing. */
let peer: DiscordPeer;
let ana: User;
let channel: Channel;
beforeEach(async () => {
  peer = await createDiscordPeer();
  ana = peer.addUser('ana');
  channel = peer.addChannel(peer.addGuild('neighbours', [ana], peer.addUser('owner')), 'news');
  await call('PUT', `/applications/${peer.bot.id}/commands`, [
    {
      type: 1,
      name: 'check',
      description: 'Checks',
      contexts: [0],
      options: [{ type: 3, name: 'claim', description: 'What' }],
    },
  ]);
});
afterEach(() => peer.close());

async function call(method: string, path: string, body?: unknown, token = peer.token) {
  const response = await fetch(`${peer.api}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text === '' ? undefined : (JSON.parse(text) as { code?: number; id?: string; flags?: number });
  return { status: response.status, type: response.headers.get('content-type'), code: json?.code, json };
}

const ask = () => peer.slash(ana, channel, 'check', { claim: 'a claim' });
const acknowledge = (asked: Interaction, flags = 0) =>
  call('POST', `/interactions/${asked.id}/${asked.token}/callback`, { type: 5, data: { flags } });
const webhook = (asked: Interaction) => `/webhooks/${peer.bot.id}/${asked.token}`;
const embed = (fields: object) => ({ embeds: [fields], allowed_mentions: { parse: [] } });
const field = (name: string, value: string) => ({ name, value });
const button = (fields: object) => ({
  ...embed({ title: 'x' }),
  components: [{ type: 1, components: [{ type: 2, style: 2, label: 'x', ...fields }] }],
});

describe('the stand-in', () => {
  it('knows its token', async () => {
    expect(await call('GET', '/gateway/bot', undefined, 'wrong')).toMatchObject({ status: 401, code: 0 });
  });

  it('answers without content where Discord does', async () => {
    expect(await acknowledge(ask())).toMatchObject({ status: 204, type: null });
  });

  it.each([
    ['a title of 257', embed({ title: 'x'.repeat(257) })],
    ['a description of 4,097', embed({ description: 'x'.repeat(4_097) })],
    ['26 fields', embed({ fields: Array.from({ length: 26 }, () => field('x', 'y')) })],
    ['a field of 1,025', embed({ fields: [field('x', 'y'.repeat(1_025))] })],
    ['a blank field name', embed({ fields: [field(' ', 'y')] })],
    ['a footer of 2,049', embed({ footer: { text: 'x'.repeat(2_049) } })],
    ['6,001 in all', embed({ description: 'x'.repeat(4_096), footer: { text: 'x'.repeat(1_905) } })],
    ['a script as a link', embed({ title: 'x', url: 'javascript:alert(1)' })],
    ['2,001 of content', { content: 'x'.repeat(2_001) }],
    ['a custom id of 101', button({ custom_id: 'x'.repeat(101) })],
    ['a button without an id', button({})],
    ['a label of 81', button({ custom_id: 'x', label: 'x'.repeat(81) })],
    ['a name it does not know', { ...embed({ title: 'x' }), colour: 1 }],
  ])('refuses a message with %s', async (_name, body) => {
    const asked = ask();
    await acknowledge(asked);
    expect(await call('PATCH', `${webhook(asked)}/messages/@original`, body)).toMatchObject({
      status: 400,
      code: 50_035,
    });
  });

  it('refuses an empty message', async () => {
    const asked = ask();
    await acknowledge(asked);
    expect(await call('POST', webhook(asked), { embeds: [] })).toMatchObject({ status: 400, code: 50_006 });
  });

  it('refuses a second answer, a late one, and one to nothing', async () => {
    const asked = ask();
    await acknowledge(asked);
    expect(await acknowledge(asked)).toMatchObject({ status: 400, code: 40_060 });
    const late = ask();
    peer.advance(3_001);
    expect(await acknowledge(late)).toMatchObject({ status: 404, code: 10_062 });
    expect(await acknowledge({ ...late, id: '1' })).toMatchObject({ status: 404, code: 10_062 });
  });

  it('refuses a further message before the first answer, and after 15 minutes', async () => {
    const asked = ask();
    expect(await call('POST', webhook(asked), embed({ title: 'x' }))).toMatchObject({ code: 10_015 });
    await acknowledge(asked);
    peer.advance(15 * 60_000 + 1);
    expect(await call('POST', webhook(asked), embed({ title: 'x' }))).toMatchObject({ status: 401, code: 50_027 });
  });

  it('lets a further message take the place of "thinking", as public as that was', async () => {
    const asked = ask();
    await acknowledge(asked);
    const first = await call('POST', webhook(asked), { ...embed({ title: 'x' }), flags: 64 });
    expect(first.json?.flags).toBe(0);
    const second = await call('POST', webhook(asked), { ...embed({ title: 'x' }), flags: 64 });
    expect(second.json?.flags).toBe(64);
    expect(peer.messages(channel).map(({ id }) => id)).toEqual([first.json?.id]);
    expect(peer.ephemerals(ana).map(({ id }) => id)).toEqual([second.json?.id]);
  });

  it('notes a message that may ping', async () => {
    const asked = ask();
    await acknowledge(asked);
    await call('PATCH', `${webhook(asked)}/messages/@original`, { embeds: [{ title: 'x' }] });
    expect(peer.violations).toHaveLength(1);
  });

  it('refuses a pin that the bot may not make, or that is too many', async () => {
    const one = peer.post(ana, channel, { content: 'x' });
    const pin = (id: string) => call('PUT', `/channels/${channel.id}/messages/pins/${id}`);
    expect(await pin(one.id)).toMatchObject({ status: 403, code: 50_013 });
    peer.allow(peer.bot, channel, 'pinMessages');
    expect(await pin('1')).toMatchObject({ status: 404, code: 10_008 });
    expect(await pin(one.id)).toMatchObject({ status: 204 });
    peer.deny(peer.bot, channel, 'viewChannel');
    expect(await pin(one.id)).toMatchObject({ status: 403, code: 50_001 });
  });

  it.each([
    ['capitals in a name', [{ type: 1, name: 'Check', description: 'x' }]],
    ['no description', [{ type: 1, name: 'check', description: '' }]],
    ['a description of 101', [{ type: 1, name: 'check', description: 'x'.repeat(101) }]],
    ['a description of a menu', [{ type: 3, name: 'Check this', description: 'x' }]],
    ['the same name twice', [1, 2].map(() => ({ type: 1, name: 'check', description: 'x' }))],
    ['a menu name of 33', [{ type: 3, name: 'x'.repeat(33) }]],
  ])('refuses commands with %s', async (_name, body) => {
    expect(await call('PUT', `/applications/${peer.bot.id}/commands`, body)).toMatchObject({
      status: 400,
      code: 50_035,
    });
  });

  it('sends a nonce that was used a moment ago once, and a reused one without enforce_nonce again', async () => {
    const send = (enforce_nonce: boolean) =>
      call('POST', `/channels/${channel.id}/messages`, { ...embed({ title: 'x' }), nonce: '7', enforce_nonce });
    const first = await send(true);
    expect((await send(true)).json?.id).toBe(first.json?.id);
    expect((await send(false)).json?.id).not.toBe(first.json?.id);
  });

  it('tells of an answer that is to come only its id', async () => {
    const asked = ask();
    const path = `/interactions/${asked.id}/${asked.token}/callback?with_response=true`;
    const told = await call('POST', path, { type: 5, data: { flags: 0 } });
    expect(told.json).toEqual({
      interaction: {
        id: asked.id,
        type: 2,
        response_message_id: asked.originalId,
        response_message_loading: true,
        response_message_ephemeral: false,
      },
      resource: { type: 5 },
    });
  });

  it('takes five further messages where the bot is only by somebody’s own installation', async () => {
    await call('PUT', `/applications/${peer.bot.id}/commands`, [
      { type: 1, name: 'check', description: 'Checks', contexts: [2], integration_types: [1] },
    ]);
    ana.installed = true;
    const asked = peer.slash(ana, peer.addPeople([ana]), 'check');
    await acknowledge(asked);
    const codes: unknown[] = [];
    for (let count = 0; count < 7; count += 1)
      codes.push((await call('POST', webhook(asked), embed({ title: 'x' }))).code);
    // The first takes the place of "thinking".
    expect(codes).toEqual([...Array.from({ length: 6 }), 40_094]);
  });

  it('refuses embeds and threads where the bot lacks the right, and what is archived or locked', async () => {
    const thread = peer.addThread(channel, 'a thread');
    const send = (content: object) => call('POST', `/channels/${thread.id}/messages`, content);
    const words = { content: 'x', allowed_mentions: { parse: [] } };
    const own = (await send(words)).json?.id ?? '';
    const edit = () => call('PATCH', `/channels/${thread.id}/messages/${own}`, words);
    peer.deny(peer.bot, channel, 'embedLinks');
    expect(await send(embed({ title: 'x' }))).toMatchObject({ status: 403, code: 50_013 });
    peer.archive(thread);
    expect(await edit()).toMatchObject({ status: 400, code: 50_083 });
    expect(await send(words)).toMatchObject({ status: 200 });
    expect(await edit()).toMatchObject({ status: 200 });
    peer.archive(thread, { locked: true });
    expect(await send(words)).toMatchObject({ status: 403, code: 160_005 });
    peer.deny(peer.bot, channel, 'sendMessagesInThreads');
    expect(await send(words)).toMatchObject({ status: 403, code: 50_013 });
  });

  it('opens a private chat, and refuses messages to who takes none or shares no server', async () => {
    const send = async (id: string) => {
      const direct = await call('POST', '/users/@me/channels', { recipient_id: id });
      return call('POST', `/channels/${direct.json?.id}/messages`, embed({ title: 'x' }));
    };
    expect(await send(ana.id)).toMatchObject({ status: 200 });
    ana.closed = true;
    expect(await send(ana.id)).toMatchObject({ status: 403, code: 50_007 });
    expect(await send(peer.addUser('stranger').id)).toMatchObject({ status: 403, code: 50_278 });
    expect(await call('POST', '/users/@me/channels', { recipient_id: '1' })).toMatchObject({ code: 10_013 });
  });

  it('takes the words out of what people write, and leaves those that mention the bot', async () => {
    const written = peer.post(ana, channel, { content: 'a secret' });
    const meant = peer.post(ana, channel, { content: `<@${peer.bot.id}> hello`, referenceId: written.id });
    const read = async (id: string) => (await call('GET', `/channels/${channel.id}/messages/${id}`)).json;
    expect(await read(written.id)).toMatchObject({ content: '' });
    expect(await read(meant.id)).toMatchObject({
      content: expect.stringContaining('hello'),
      referenced_message: { content: '' },
    });
  });

  it('lets the bot edit only its own messages, and delete others only with the right to', async () => {
    const theirs = peer.post(ana, channel, { content: 'x' });
    const path = `/channels/${channel.id}/messages/${theirs.id}`;
    expect(await call('PATCH', path, embed({ title: 'x' }))).toMatchObject({ status: 403, code: 50_005 });
    expect(await call('DELETE', path)).toMatchObject({ status: 403, code: 50_013 });
    peer.allow(peer.bot, channel, 'manageMessages');
    expect(await call('DELETE', path)).toMatchObject({ status: 204 });
  });

  it('lets nobody use what is not offered', () => {
    expect(() => peer.slash(ana, channel, 'help')).toThrow('no command help');
    expect(() => peer.slash(ana, peer.addDirectMessages(ana), 'check', { claim: 'x' })).toThrow('no command check');
    expect(() => peer.slash(ana, channel, 'check', { other: 'x' })).toThrow('no option other');
  });
});
