import { whyNoBrowser } from './demo/browser.ts';
import { WHY_NO_POSTGRES } from './peers/postgres/start-postgres.ts';
import { WHY_NO_REDIS } from './peers/redis/start-redis.ts';

/** Says which tests `npm test` leaves out, and why. */
export default function tellWhatIsNotRun(): void {
  const browser = whyNoBrowser() ?? 'a browser starts slowly';
  console.log(`Not run here: the demo’s page in Chromium (${browser}): npm run test:browser`);
  for (const [what, why] of [
    ['the store in PostgreSQL', WHY_NO_POSTGRES],
    ['caches in Redis', WHY_NO_REDIS],
  ])
    if (why !== undefined) console.log(`Not run here: ${what} (${why})`);
  console.log('Not run here: how well claims are recognised, measured: npm run test:gates');
  console.log('Not run here: kills, load, floods, clocks (they take minutes): npm run test:faults');
}
