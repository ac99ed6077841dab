import { whyNoBrowser } from './demo/browser.ts';

/** Says which tests `npm test` leaves out, and why. */
export default function tellWhatIsNotRun(): void {
  const browser = whyNoBrowser() ?? 'a browser starts slowly';
  console.log(`Not run here: the demo’s page in Chromium (${browser}): npm run test:browser`);
  console.log('Not run here: how well claims are recognised, measured: npm run test:gates');
  console.log('Not run here: kills, load, floods, clocks (they take minutes): npm run test:faults');
}
