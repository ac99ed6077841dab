import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';
import type { Channel } from '../peers/discord/world.ts';

let peer: DiscordPeer;
let channel: Channel;
beforeEach(async () => {
  peer = await createDiscordPeer({ commandCreates: 2 });
  channel = peer.addChannel(peer.addGuild('neighbours', [], peer.addUser('owner')), 'news');
});
afterEach(() => peer.close());

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${peer.api}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${peer.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = (await response.json()) as { id: string; code?: number; retry_after?: number } & Record<string, unknown>;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), json };
}

const overwrite = (...commands: object[]) => call('PUT', `/applications/${peer.bot.id}/commands`, commands);
const send = (body: object) =>
  call('POST', `/channels/${channel.id}/messages`, { ...body, allowed_mentions: { parse: [] } });
const check = { type: 1, name: 'check', description: 'Checks' };

describe('the stand-in’s list of commands', () => {
  it('keeps the command that opens an app’s Activities', async () => {
    peer.addEntryPoint();
    expect(await overwrite(check)).toMatchObject({ status: 400, json: { code: 50_240 } });
    const entry = peer.commands()[0];
    const kept = { type: 4, id: entry?.id, name: entry?.name, handler: entry?.handler };
    expect(await overwrite(check, kept)).toMatchObject({ status: 200 });
    expect(peer.commands().map(({ type }) => type)).toEqual([1, 4]);
  });

  it('takes so many new ones a day, and counts no known one again', async () => {
    await overwrite(check, { ...check, name: 'help' });
    expect(await overwrite(check, { ...check, name: 'help' })).toMatchObject({ status: 200 });
    expect(await overwrite(check, { ...check, name: 'new' })).toMatchObject({ status: 400, json: { code: 30_034 } });
  });
});

describe('the stand-in’s messages', () => {
  it.each([
    ['an address that Discord takes for harmful', { content: 'see https://bad.example/x' }, 240_000],
    ['one in an embed', { embeds: [{ title: 'x', description: '[x](<https://bad.example/x>)' }] }, 240_000],
    ['a word that the moderators forbid', { embeds: [{ title: 'a tabooed word' }] }, 200_000],
  ])('hold no %s', async (_what, body, code) => {
    peer.harm('bad.example');
    peer.forbid('tabooed');
    expect(await send(body)).toMatchObject({ status: 400, json: { code } });
    expect(await send({ content: 'see bad.example' })).toMatchObject({ status: 200 });
  });

  it('that are older than an hour take three edits in twenty seconds', async () => {
    const { id } = (await send({ content: 'x' })).json;
    const edit = () =>
      call('PATCH', `/channels/${channel.id}/messages/${id}`, { content: 'y', allowed_mentions: { parse: [] } });
    for (let at = 0; at < 4; at += 1) expect(await edit()).toMatchObject({ status: 200 });
    peer.advance(60 * 60_000);
    for (let at = 0; at < 3; at += 1) expect(await edit()).toMatchObject({ status: 200 });
    const refused = await edit();
    expect(refused).toMatchObject({ status: 429, json: { code: 30_046 } });
    expect(Number(refused.retryAfter)).toBe(refused.json.retry_after);
    peer.advance(20_000);
    expect(await edit()).toMatchObject({ status: 200 });
  });

  it('are given back with what Discord fills in', async () => {
    const { json } = await send({
      embeds: [{ title: 'x', fields: [{ name: 'a', value: 'b' }] }],
      components: [{ type: 1, components: [{ type: 2, style: 2, label: 'x', custom_id: 'x' }] }],
    });
    expect(json).toMatchObject({
      embeds: [{ fields: [{ name: 'a', value: 'b', inline: false }] }],
      components: [{ id: 1, components: [{ id: 2, label: 'x' }] }],
    });
  });
});
