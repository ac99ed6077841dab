import { existsSync } from 'node:fs';
import { openBrowser } from '../browser.ts';
import { readPageFile } from '../page-files.ts';
import { makeSmaller } from '../smaller.ts';
import { CARDS_FOLDER, readDigests, toDigest, toPictureName, writeDigests } from './pictures.ts';
import { renderTypical } from './render-typical.ts';
import { TYPICAL_CARDS } from './typical-checks.ts';

/**
 * `npm run docs:cards`: takes the pictures of docs/cards.md anew where their cards have changed; `-- --all` takes all. Needs
 * Chromium and fonts for all languages; with pngquant the files are a third as large. On Debian: `apt-get install chromium
 * pngquant fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji`.
 */
const ORIGIN = 'http://cards.localhost';
/** Sharp on fine screens, and small enough for a repository. */
const SCALE = 1.5;

const all = process.argv.includes('--all');
const known = existsSync(`${CARDS_FOLDER}pictures.json`) ? readDigests() : {};
const wanted = TYPICAL_CARDS.flatMap((card) =>
  renderTypical(card).map(({ platform, view }) => ({
    platform,
    view,
    picture: toPictureName(card.name, platform),
    digest: toDigest(view),
  })),
);
const stale = wanted.filter(({ picture, digest }) => all || known[picture] !== digest);

if (stale.length > 0) {
  const browser = await openBrowser();
  const page = await browser.newPage({ deviceScaleFactor: SCALE, viewport: { width: 640, height: 900 } });
  // The page's files are handed in: no server is needed.
  await page.route(`${ORIGIN}/**`, (route) => {
    const file = readPageFile(new URL(route.request().url()).pathname);
    return file ? route.fulfill({ body: file.text, contentType: `${file.type}; charset=utf-8` }) : route.abort();
  });
  await page.goto(`${ORIGIN}/card`);
  for (const { platform, view, picture } of stale) {
    await page.evaluate(`showCard(${JSON.stringify(platform)}, ${JSON.stringify(view)})`);
    await page.locator('#card').screenshot({ path: `${CARDS_FOLDER}${picture}` });
  }
  await browser.close();
  makeSmaller(stale.map(({ picture }) => `${CARDS_FOLDER}${picture}`));
  writeDigests(Object.fromEntries(wanted.map(({ picture, digest }) => [picture, digest])));
}
console.log(`${stale.length} of ${wanted.length} pictures were taken.`);
