import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDemo } from '../demo/demo.ts';
import { openPage, textOf } from './demo-page.ts';
import { startBot } from './start-process.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';

const folder = mkdtempSync(join(tmpdir(), 'claimcheck-own-bot-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The second time, the bot's store knows of the demo before.
it.each(['the first', 'the second'])(
  'the lines of the demo without a bot connect npm start to both of its platforms, %s time',
  { timeout: 120_000 },
  async () => {
    const demo = await openDemo({ port: 0, withoutBot: true, thinkMs: 0, onFault: console.error });
    const bot = startBot(folder, Object.fromEntries(demo.settings.map((line) => line.split(/=(.*)/s).slice(0, 2))));
    await bot.said('Ready');
    const page = await openPage(demo.url, 'ana');
    const sees = (platform: 'discord' | 'telegram') =>
      page.sees(platform, 'group', (message) => message.isBot && textOf(message).includes('False'));
    expect(await page.offered('discord', 'group')).toContain('check');
    await page.act('discord', 'group', { do: 'slash', name: 'check', text: WALL });
    await page.act('telegram', 'group', { do: 'say', text: `/check@claimcheck_bot ${WALL}` });
    expect(textOf(await sees('discord'))).toContain('Wikipedia');
    expect(textOf(await sees('telegram'))).toContain('Wikipedia');
    await page.close();
    expect(await bot.stop()).toMatchObject({ code: 0 });
    await demo.close();
  },
);
