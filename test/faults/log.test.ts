import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Bot } from '../e2e/start-process.ts';
import { type ModelPeer, startModel } from '../peers/model/index.ts';
import { searxng } from '../peers/search/dialects.ts';
import { createSearchPeer, type SearchPeer } from '../peers/search/index.ts';
import { toStandInAnswer } from '../peers/world/stand-in.ts';
import { createProcessWorld, type ProcessWorld } from './process-world.ts';

const PATIENCE_MS = 60_000;
const KEY = 'a-key-without-any-known-shape';
const WALL = 'The Great Wall of China can be seen from the Moon';
const toClaim = (at: number) => `The Oberwald tram line ${at} was painted blue by Mayor Hofer`;

let world: ProcessWorld;
let model: ModelPeer;
let search: SearchPeer;
let port: number;
beforeAll(async () => {
  world = await createProcessWorld();
  model = await startModel({ answer: toStandInAnswer });
  search = await createSearchPeer(searxng, '');
  world.privates.note(KEY);
  port = await freePort();
});
afterAll(async () => {
  await world.close();
  await model.close();
  await search.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

const start = (): Bot =>
  world.start({
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_API_KEY: KEY,
    OPENAI_MODEL: 'stand-in',
    SEARXNG_URL: search.origin,
    CLAIMCHECK_PRICES: '{"stand-in":{"inputPerMillion":1000,"outputPerMillion":2000},"SearXNG":{"perSearch":0.5}}',
    CLAIMCHECK_CURRENCY: 'EUR',
    STATUS_PORT: String(port),
  });

async function ask(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, text: await response.text() };
}

/** The log's lines on checks. */
const checkedBy = (bot: Bot) =>
  bot
    .printed()
    .split('\n')
    .filter((line) => line.includes('"msg":"checked"'))
    .map((line) => JSON.parse(line));

const answered = (asked: Parameters<ProcessWorld['answersTo']>[0][]) =>
  world.telegram.waitForMessage(() => asked.every((one) => world.answersTo(one).some(world.isCard)));

it('checks, refusals, failing providers, a kill and a stop are told by the log and the metrics, and nobody’s words', {
  timeout: PATIENCE_MS * 2,
}, async () => {
  const bot = start();
  await bot.said('Status: http');
  await bot.said('Ready.');
  expect(await ask('/healthz')).toEqual({ status: 200, text: 'ok\n' });
  expect(await ask('/readyz')).toEqual({ status: 200, text: 'ok\n' });

  search.serve([]);
  await answered([world.askTelegram(WALL), world.askTelegram(toClaim(1))]);
  search.fail({ kind: 'status', status: 403 }, 99);
  await answered([world.askTelegram(toClaim(2))]);
  model.fail({ kind: 'status', status: 401, message: `Incorrect API key provided: ${KEY}, for “${toClaim(3)}”` });
  const server = world.addServer();
  world.askDiscord(server, toClaim(3));
  await world.discord.until(() => world.answersIn(server, toClaim(3)).some(world.isCard), PATIENCE_MS);

  // Asked again before the pause is over, and an answer that Telegram refuses, its own words quoted.
  const group = world.telegram.addGroup();
  const hasty = world.telegram.addUser({ firstName: 'Zebulonia' });
  group.standings.set(hasty.id, 'member');
  world.privates.note(group.id, hasty.id);
  const first = world.telegram.say(hasty, group, `/check ${WALL}`);
  const second = world.telegram.say(hasty, group, `/check ${toClaim(4)}`);
  await world.telegram.waitForMessage(() =>
    [first, second].every(({ message_id: id }) =>
      world.telegram.answers(group).some(({ reply_to_message: to }) => to?.message_id === id),
    ),
  );
  const description = `Bad Request: can't parse entities: unsupported start tag "${toClaim(5)}" at byte offset 7`;
  world.telegram.fail('sendMessage', { kind: 'refuse', code: 400, description }, 9);
  world.askTelegram(WALL);
  await bot.said('a request failed');

  const facts = { platform: 'telegram', place: 'private', currency: 'EUR', failures: [] };
  const asked = { label: 'unverified', recognised: 'none', searches: { SearXNG: 1 } };
  expect(checkedBy(bot).slice(0, 5)).toMatchObject([
    { ...facts, label: 'false', recognised: 'starter', modelCalls: 0, money: 0 },
    { ...facts, ...asked, modelCalls: 1, ms: expect.any(Number), stages: { extracting: expect.any(Number) } },
    { ...facts, ...asked, failures: ['SearXNG refused'] },
    { ...facts, ...asked, platform: 'discord', place: 'group', failures: ['stand-in key-refused', 'SearXNG refused'] },
    { ...facts, place: 'group', recognised: 'starter' },
  ]);
  expect(checkedBy(bot)[1].money).toBeGreaterThan(0.5);
  const { text } = await ask('/metrics');
  for (const line of [
    'claimcheck_checks_total{platform="telegram",label="false",recognition="starter"} 3',
    'claimcheck_checks_total{platform="discord",label="unverified",recognition="none"} 1',
    'claimcheck_failures_total{provider="SearXNG",kind="refused"} 2',
    'claimcheck_failures_total{provider="stand-in",kind="key-refused"} 1',
    'claimcheck_stage_seconds_count{stage="searching"} 3',
    'claimcheck_model_calls_total 2',
    'claimcheck_searches_total{provider="SearXNG"} 3',
    'claimcheck_postings_total{platform="discord",outcome="sent"} 1',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/^claimcheck_money_total\{currency="EUR"\} [1-9]/m);
  expect(text).toMatch(/^claimcheck_tokens_total\{direction="input"\} [1-9]/m);
  expect(text).toMatch(/^claimcheck_postings_total\{platform="telegram",outcome="failed"\} [1-9]/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  world.privates.expectSilence([{ printed: () => text }]);

  model.fail({ kind: 'silence' }, 99);
  world.askTelegram(toClaim(6));
  await model.waitForRequestsAbout(toClaim(6), 1);
  expect((await ask('/metrics')).text).toMatch(/^claimcheck_queue_jobs [1-9]/m);
  bot.kill();
  await bot.ended;

  const next = start();
  await next.said('Ready.');
  await model.waitForRequestsAbout(toClaim(6), 2);
  const stopped = next.stop();
  await next.said('Stopping');
  expect(await ask('/readyz')).toEqual({ status: 503, text: expect.stringMatching(/^stopping\n/) });
  expect((await ask('/healthz')).status).toBe(200);
  expect(await stopped).toMatchObject({ code: 0 });
});
