import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, openDemo } from '../demo/demo.ts';
import { openPage, textOf } from './demo-page.ts';
import { type Bot, startBot } from './start-process.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';

let folder: string;
let demo: Demo;
let bot: Bot;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-own-bot-'));
  demo = await openDemo({ port: 0, withoutBot: true, thinkMs: 0, onFault: console.error });
  bot = startBot(folder, Object.fromEntries(demo.settings.map((line) => line.split(/=(.*)/s).slice(0, 2))));
  await bot.said('Ready');
}, 120_000);
afterAll(async () => {
  expect(await bot.stop()).toMatchObject({ code: 0 });
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
});

it('the lines of the demo without a bot connect npm start to both of its platforms', { timeout: 60_000 }, async () => {
  const page = await openPage(demo.url, 'ana');
  const sees = (platform: 'discord' | 'telegram') =>
    page.sees(platform, 'group', (message) => message.isBot && textOf(message).includes('False'));
  expect(await page.offered('discord', 'group')).toContain('check');
  await page.act('discord', 'group', { do: 'slash', name: 'check', text: WALL });
  await page.act('telegram', 'group', { do: 'say', text: `/check@claimcheck_bot ${WALL}` });
  expect(textOf(await sees('discord'))).toContain('Wikipedia');
  expect(textOf(await sees('telegram'))).toContain('Wikipedia');
  await page.close();
});
