import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packedStore } from '../core/checker-fixture.ts';
import { startModel } from '../peers/model/index.ts';
import { searxng } from '../peers/search/dialects.ts';
import { createSearchPeer } from '../peers/search/index.ts';
import { createTelegramPeer } from '../peers/telegram/index.ts';
import { startCommand } from './command-process.ts';
import { startBot } from './start-process.ts';

const KEY = 'sk-proj-0123456789abcdefghij';
const CLAIM = 'The mayor of Oberwald resigned on Monday';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-doctor-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('npm run doctor reads .env, prints a line for each thing, and ends with 3 where something fails', async () => {
  writeFileSync(join(folder, '.env'), 'OPENAI_BASE_URL=http://127.0.0.1:9/v1\nSERXNG_URL=http://127.0.0.1:9\n');
  const { out, err, code } = await startCommand(folder, join(folder, 'none.sqlite'), ['doctor']).ended;
  expect({ err, code }).toEqual({ err: '', code: 3 });
  expect(out).toMatch(/^warn {2}Settings: SERXNG_URL is not a Claimcheck setting; did you mean SEARXNG_URL\?$/m);
  expect(out).toMatch(/^FAIL {2}Model gpt-5-mini: 127\.0\.0\.1:9 cannot be reached/m);
  rmSync(join(folder, '.env'));
});

it('npm start is ready without waiting for providers, warns of each that fails, and again while people ask, without their words', async () => {
  const [telegram, search] = [await createTelegramPeer(), await createSearchPeer(searxng, '')];
  const model = await startModel({ answer: () => ({}) });
  model.fail({ kind: 'status', status: 401, message: `Incorrect API key: ${KEY}` }, 99);
  search.fail({ kind: 'body', status: 403, body: '<h1>Forbidden</h1>' });
  copyFileSync(await packedStore(), join(folder, 's'));
  const bot = startBot(folder, {
    ...{
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      CLAIMCHECK_DATABASE: join(folder, 's'),
    },
    ...{ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: KEY, SEARXNG_URL: search.origin, STARTER_REREAD: 'off' },
  });
  await bot.said('Ready.');
  await Promise.all([bot.said('refused the key (401): set OPENAI_API_KEY'), bot.said('add json to search.formats')]);
  search.fail({ kind: 'body', status: 403, body: `<h1>Forbidden: ${CLAIM}</h1>` });
  const ann = telegram.addUser();
  const place = telegram.addPrivateChat(ann);
  const said: string[] = [];
  telegram.onRequest(({ payload }) => said.push(String(payload.text)));
  telegram.say(ann, place, CLAIM);
  await telegram.waitForRequest(({ payload }) => String(payload.text).includes('mend its search first'));
  expect(said.join()).not.toContain('again later');
  await bot.stop();
  const lines = bot
    .printed()
    .split('\n')
    .filter((line) => line.includes('"kind"'))
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'warn',
      provider: 'gpt-5-mini',
      kind: 'key-refused',
      status: 401,
      leftOut: 0,
      serverSaid: 'Incorrect API key: <secret>',
    }),
    expect.objectContaining({ level: 'warn', provider: 'SearXNG', kind: 'refused', status: 403, leftOut: 0 }),
  ]);
  for (const secret of [KEY, 'Oberwald', telegram.token]) expect(bot.printed()).not.toContain(secret);
  await Promise.all([telegram.close(), search.close(), model.close()]);
});
