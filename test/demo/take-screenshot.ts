import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.ts';
import { openDemo } from './demo.ts';
import { makeSmaller } from './smaller.ts';

/** `npm run docs:demo`: takes the picture of the demo in the README, of a real run in Chromium. */
const PICTURE = fileURLToPath(new URL('../../docs/pictures/demo.png', import.meta.url));

const demo = await openDemo({ port: 0, thinkMs: 0, onFault: console.error });
const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1240, height: 900 } });
  await page.goto(demo.url);
  const discord = page.locator('.side.discord');
  const telegram = page.locator('.side.telegram');
  await page.getByText('Mia moderator').click();
  await discord.getByRole('button', { name: 'Great Wall' }).click();
  await page.keyboard.press('Enter');
  const card = discord.locator('.message.bot', { hasText: '❌ False' }).first();
  await card.getByRole('button', { name: 'Pin', exact: true }).click();
  await discord.locator('.for-you', { hasText: 'Pinned' }).waitFor();
  await page.getByText('Ana member').click();
  await telegram.locator('.menu summary').nth(1).click();
  await telegram.getByRole('button', { name: 'Reply with /check' }).click();
  await telegram.locator('.message.bot .buttons').first().waitFor();
  await discord.getByRole('combobox').blur();
  await page.screenshot({ path: PICTURE });
  makeSmaller([PICTURE]);
} finally {
  await browser.close();
  await demo.close();
}
