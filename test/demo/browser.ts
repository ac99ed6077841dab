import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and Google put it. Ubuntu's `chromium-browser` is a note that asks for a snap, and no browser. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Without what a browser does in the background: nothing of it is needed, and nothing leaves the machine. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why no browser can be opened here, for people; nothing where one can. */
export function whyNoBrowser(): string | undefined {
  return findBrowser() === undefined
    ? `there is no Chromium at ${PLACES.join(', ')}; on Debian: apt-get install chromium`
    : undefined;
}

/** A Chromium without a window. @throws Error with `whyNoBrowser` */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(`No browser was found: ${whyNoBrowser()}`);
  return chromium.launch({ executablePath, args: ARGS });
}

const findBrowser = (): string | undefined => PLACES.find((place) => existsSync(place));
