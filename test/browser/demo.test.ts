import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, whyNoBrowser } from '../demo/browser.ts';
import { type Demo, openDemo } from '../demo/demo.ts';

const reason = whyNoBrowser();
if (reason !== undefined) console.warn(`The demo's page is not tested in a browser: ${reason}`);
const WITHIN_MS = 10_000;

describe.skipIf(reason !== undefined)('the demo’s page in Chromium', { timeout: 60_000 }, () => {
  let demo: Demo;
  let browser: Browser;
  let page: Page;
  /** What a page complains of: errors of its own, and what its policy refuses. */
  const complaints: string[] = [];
  const side = (name: 'discord' | 'telegram'): Locator => page.locator(`.side.${name}`);

  beforeAll(async () => {
    demo = await openDemo({ port: 0, thinkMs: 0, onFault: (error) => complaints.push(String(error)) });
    browser = await openBrowser();
  }, 60_000);
  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(WITHIN_MS);
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    await page.goto(demo.url);
    await side('discord').locator('.message').first().waitFor();
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo.close();
  });

  it('shows the card of a claim that somebody types on Discord', async () => {
    await side('discord').getByRole('combobox').fill('/check The Great Wall of China can be seen from the Moon');
    await page.keyboard.press('Enter');
    const card = side('discord').locator('.embed', { hasText: '❌ False' });
    await card.waitFor();
    expect(await card.locator('a').first().getAttribute('href')).toMatch(/^https:\/\/en\.wikipedia\.org\//);
  });

  it('shows the card of a suggested claim on Telegram, and a moderator’s pin', async () => {
    await page.getByText('Mia moderator').click();
    await side('telegram').getByRole('button', { name: 'Bridge' }).click();
    await page.keyboard.press('Enter');
    const card = side('telegram').locator('.message.bot', { hasText: '✅ True' });
    await card.getByRole('button', { name: 'Pin' }).click();
    await page.getByRole('status').getByText('Pinned.').waitFor();
    await side('telegram').locator('.pins', { hasText: '✅ True' }).waitFor();
  });

  it('offers commands and prior checks while somebody types, to be chosen by keys', async () => {
    const input = side('discord').getByRole('combobox');
    await input.pressSequentially('/che');
    await side('discord').getByRole('option', { name: '/check' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await input.inputValue()).toBe('/check ');
    await input.pressSequentially('great wall moon');
    await side('discord')
      .getByRole('option', { name: /Great Wall/ })
      .first()
      .waitFor();
    // What was typed comes first.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await input.inputValue()).toMatch(/^\/check .*Great Wall/);
  });

  it('checks somebody’s message from its menu on Discord', async () => {
    // Ana asked there already, and would have to wait.
    await page.getByText('Mia moderator').click();
    const rumour = side('discord').locator('.message', { hasText: 'plum dumplings' }).first();
    await rumour.locator('summary').click();
    await rumour.getByRole('button', { name: 'Apps › Check this message' }).click();
    await side('discord').locator('.embed', { hasText: 'Oberwald never banned plum dumplings' }).waitFor();
  });

  it.each([
    ['discord', '**bold** <img src=x onerror=alert(1)> [x](javascript:alert(2)) [y](<https://example.org/a>)'],
    ['telegram', '<script>alert(1)</script> <b>not bold</b> javascript:alert(2) https://example.org/a'],
  ] as const)('shows hostile text on %s as text', async (platform, text) => {
    let alerts = 0;
    page.on('dialog', () => {
      alerts += 1;
    });
    await side(platform).getByRole('combobox').fill(text);
    await page.keyboard.press('Enter');
    const words = side(platform).locator('.message.own .words').last();
    await words.waitFor();
    expect(await words.locator('img, script, b').count()).toBe(0);
    const links = await words.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect([links, alerts]).toEqual([['https://example.org/a'], 0]);
  });

  it.each(['discord', 'telegram'] as const)(
    'sends a message of several lines on %s, as it was written',
    async (platform) => {
      const input = side(platform).getByRole('combobox');
      await input.fill('Two lines,');
      await page.keyboard.press('Shift+Enter');
      await input.pressSequentially('one message');
      await page.keyboard.press('Enter');
      const words = side(platform).locator('.message.own .words', { hasText: 'one message' });
      await words.waitFor();
      expect(await words.textContent()).toBe('Two lines,\none message');
      expect(await input.inputValue()).toBe('');
    },
  );

  it('shows what somebody sends who has scrolled up', async () => {
    const log = `document.querySelector('.side.telegram .scroll')`;
    const input = side('telegram').getByRole('combobox');
    await input.fill(Array.from({ length: 60 }, (_, at) => `Line ${at}`).join('\n'));
    await page.keyboard.press('Enter');
    await side('telegram').locator('.words', { hasText: 'Line 59' }).waitFor();
    await page.evaluate(`${log}.scrollTo(0, 0)`);
    await input.fill('the last');
    await page.keyboard.press('Enter');
    await side('telegram').locator('.words', { hasText: 'the last' }).waitFor();
    const below = `${log}.scrollHeight - ${log}.scrollTop - ${log}.clientHeight`;
    expect(await page.evaluate(below)).toBeLessThan(2);
  });

  it('shows one platform at a time on a telephone, with nothing cut off at the side', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    expect([await side('discord').isVisible(), await side('telegram').isVisible()]).toEqual([true, false]);
    await page.getByRole('button', { name: 'Telegram', exact: true }).click();
    expect([await side('discord').isVisible(), await side('telegram').isVisible()]).toEqual([false, true]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });
});
