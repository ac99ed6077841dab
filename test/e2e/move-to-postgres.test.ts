import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateStoreCommand } from '../../src/cli/migrate-store.ts';
import { WALL } from '../adapters/telegram-fixture.ts';
import { packedStore } from '../core/checker-fixture.ts';
import { type ModelPeer, startModel } from '../peers/model/index.ts';
import { sharePostgres, toProgram, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { createTelegramPeer, type TelegramPeer } from '../peers/telegram/index.ts';
import { type Bot, startBot } from './start-process.ts';

const NEW = 'The Oberwald tram line 7 was painted blue by Mayor Hofer';
const BOT_MAY_PIN = { rights: { can_pin_messages: true } };

/** A program of PostgreSQL's own. */
const run = (program: string, args: readonly string[]) =>
  execFileSync(toProgram(program), args, { stdio: ['ignore', 'ignore', 'inherit'] });

const idOf = ({ text = '' }: { text?: string }) => /Check (\w{8})$/.exec(text)?.[1];

describe.skipIf(WHY_NO_POSTGRES)('a bot that moves from its file to PostgreSQL', { timeout: 240_000 }, () => {
  let folder: string;
  let peer: TelegramPeer;
  let model: ModelPeer;
  const bots: Bot[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-move-'));
    mkdirSync(join(folder, 'data'));
    copyFileSync(await packedStore(), join(folder, 'data', 'claimcheck.sqlite'));
    peer = await createTelegramPeer();
    // It never answers: what it is asked for waits until the bot ends.
    model = await startModel({ answer: () => new Promise(() => undefined) });
  });
  afterAll(async () => {
    for (const bot of bots) bot.kill();
    await Promise.all(bots.map(({ ended }) => ended));
    await Promise.all([peer.close(), model.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(env: Readonly<Record<string, string>>): Promise<Bot> {
    const bot = startBot(folder, { TELEGRAM_BOT_TOKEN: peer.token, TELEGRAM_API_ROOT: peer.apiRoot, ...env });
    bots.push(bot);
    await bot.said('Ready');
    return bot;
  }

  /** The card that a question gets, maybe behind a placeholder. */
  const cardFor = (asked: { message_id: number }) =>
    peer.waitForMessage((one) => one.reply_to_message?.message_id === asked.message_id && idOf(one) !== undefined);

  it('answers what waited, knows its checks and cards again, and does so from a backup as well', async () => {
    const [ann, bob, carl] = [peer.addUser(), peer.addUser(), peer.addUser()];
    const group = peer.addGroup({ creator: ann, members: [bob, carl], bot: BOT_MAY_PIN });
    const before = await start({ OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: 'stand-in' });
    const card = await cardFor(peer.say(ann, group, `/check ${WALL}`));
    await peer.click(ann, card, 'Pin');
    const waiting = peer.say(bob, group, `/check ${NEW}`);
    await model.waitForRequestsAbout(NEW, 1);
    expect(await before.stop()).toMatchObject({ code: 0 });

    const server = await sharePostgres();
    const [url, other] = [await server.newDatabase(), await server.newDatabase()];
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const options = { stdout, stderr, signal: new AbortController().signal, now: () => new Date() };
    const file = join(folder, 'data', 'claimcheck.sqlite');
    expect(await migrateStoreCommand([file, url], { ...options, database: '' })).toBe(0);

    const after = await start({ DATABASE_URL: url });
    const late = await cardFor(waiting);
    expect(late.text).toMatch(/^❓ Unverified$/m);
    const again = await cardFor(peer.say(carl, group, `/check ${WALL}`));
    expect(idOf(again)).toBe(idOf(card));
    expect(peer.pins(group)).toHaveLength(1);
    await peer.waitForReaction(peer.say(ann, group, '/unpin', { replyTo: card }));
    expect(peer.pins(group)).toEqual([]);

    // docs/scaling.md has these two commands.
    const dump = join(folder, 'claimcheck.dump');
    run('pg_dump', ['--format=custom', `--file=${dump}`, url]);
    run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${other}`, dump]);
    expect(await after.stop()).toMatchObject({ code: 0 });
    const restored = await start({ DATABASE_URL: other });
    // In private: a pause of the group keeps nobody waiting.
    const third = await cardFor(peer.say(ann, peer.addPrivateChat(ann), WALL));
    expect(idOf(third)).toBe(idOf(card));
    const known = await cardFor(peer.say(bob, group, `/check ${NEW}`));
    expect(idOf(known)).toBe(idOf(late));
    expect(await restored.stop()).toMatchObject({ code: 0 });
  });
});
