import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../src/core/types.ts';
import type { PublisherTrust } from '../../src/providers/claim-reviews/trusted-priors.ts';
import { openApp } from '../../src/wiring/app.ts';
import { NEVER, packedStore, toPlumReview } from '../core/checker-fixture.ts';

const SCOPE: Scope = {
  platform: 't',
  chatId: 'c',
  personId: 'p',
  visibility: { kind: 'chat', platform: 't', chatId: 'c' },
};
const CLAIM = toPlumReview().claimReviewed;
const NOTHING = { openAiWebSearch: false, vision: false, wikipedia: false, prices: {} };

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-trust-'));
  copyFileSync(await packedStore(), join(folder, 'store.sqlite'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs with an app over the folder's store, as a process with these settings has it. */
async function withApp<T>(trust: PublisherTrust, work: (app: Awaited<ReturnType<typeof openApp>>) => Promise<T>) {
  const app = await openApp({ database: join(folder, 'store.sqlite'), research: NOTHING, trust }, () => undefined);
  return work(app).finally(() => app.close());
}

const check = (trust: PublisherTrust, text = CLAIM) =>
  withApp(trust, async ({ checker }) => (await checker.check(text, SCOPE, NEVER))[0]?.check);

describe('publishers that the operator trusts', () => {
  beforeEach(() =>
    withApp({ blocked: [] }, ({ store }) => store.priors.addReviews([toPlumReview()]).then(() => undefined)),
  );

  it.each<[what: string, trust: PublisherTrust, label: string]>([
    ['everybody, unless told', { blocked: [] }, 'false'],
    ['one by its domain', { trusted: ['facts.example'], blocked: [] }, 'false'],
    ['all below a domain', { trusted: ['example'], blocked: [] }, 'false'],
    ['others', { trusted: ['fullfact.org'], blocked: [] }, 'unverified'],
    ['a domain that only ends alike', { trusted: ['s.example'], blocked: [] }, 'unverified'],
    ['all but one', { blocked: ['facts.example'] }, 'unverified'],
    ['a name, which anybody can write', { trusted: ['example facts'], blocked: [] }, 'unverified'],
  ])('are %s', async (_what, trust, label) => {
    expect(await check(trust)).toMatchObject({ verdict: { label }, related: [] });
  });

  it('are named where a review has no page', async () => {
    const { url: _none, ...pageless } = toPlumReview({ id: 'pageless', publisher: 'Town archive' });
    const source = { url: 'https://town.example/', title: 'Minutes', publisher: 'Town' };
    const citations = [{ source, statement: 'No ban.', quoteVerified: false }];
    await withApp({ blocked: [] }, ({ store }) => store.priors.addReviews([{ ...pageless, citations }]));
    const decided = await check({ trusted: ['town archive'], blocked: [] });
    expect(decided?.verdict.takenFrom?.publisher).toBe('Town archive');
  });

  it('are never asked of the starter pack', async () => {
    expect(await check({ trusted: ['fullfact.org'], blocked: [] }, 'Bats are blind')).toMatchObject({
      verdict: { label: 'false' },
    });
  });

  it('that are trusted no more lose the verdicts that were taken over from them, and get them back', async () => {
    const taken = await check({ blocked: [] });
    const id = taken?.id ?? '';
    const seen = (trust: PublisherTrust) => withApp(trust, ({ store }) => store.checks.get(id, SCOPE));
    expect(await seen({ blocked: ['facts.example'] })).toMatchObject({
      verdict: { label: 'unverified' },
      history: [{ label: 'false' }],
    });
    expect(await check({ blocked: [] })).toMatchObject({ id, verdict: { label: 'false' } });
  });
});
