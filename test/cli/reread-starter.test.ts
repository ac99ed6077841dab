import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RereadOptions, rereadStarter } from '../../src/cli/reread-starter.ts';
import { toCard } from '../../src/core/card/to-card.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import type { Scope } from '../../src/core/types.ts';
import { createPageReader, type WebPageReader } from '../../src/providers/pages/web-reader.ts';
import { toPlumReview } from '../core/checker-fixture.ts';
import { useCore } from '../core/use-core.ts';
import { createPagePeer, type PagePeer, toReaderOptions } from '../peers/pages/index.ts';

const core = useCore();
const SCOPE: Scope = { platform: 't', chatId: 'c', personId: 'p', visibility: { kind: 'public' } };
const STATEMENT = 'The council of Oberwald did not vote on plum dumplings.';
const SENTENCE = 'In its whole history the council of Oberwald did not vote on plum dumplings once.';
const PAGE = `<title>Minutes</title><p>The mayor spoke first, and at length. ${SENTENCE} Then all went home.</p>`;
const DAY_MS = 24 * 60 * 60 * 1000;
const NOON = Date.parse('2026-11-29T12:00:00Z');

let peer: PagePeer;
let reader: WebPageReader;
beforeEach(async () => {
  peer = await createPagePeer();
  reader = createPageReader(toReaderOptions(peer));
});
afterEach(async () => {
  await reader.close();
  await peer.close();
});

/** Looks so many times, a day apart. */
async function reread(looks: number, read: RereadOptions['read'] = reader.read) {
  const stop = new AbortController();
  let looked = 0;
  await rereadStarter({
    ...{ store: core.store, seen: core.store.keyv('seen'), read, signal: stop.signal },
    now: () => new Date(NOON + looked * DAY_MS),
    async pause(ms) {
      if (ms < 60_000) return;
      looked += 1;
      if (looked >= looks) stop.abort();
    },
  });
}

/** An entry of the pack with this source, which somebody has asked about. */
async function show(url: string) {
  const { url: _none, ...entry } = toPlumReview({
    id: 'urn:claimcheck:starter:plum',
    publisher: 'Claimcheck (built-in list)',
  });
  const source = { url, title: 'Minutes', publisher: 'Oberwald' };
  await core.store.priors.addReviews([
    { ...entry, citations: [{ source, statement: STATEMENT, quoteVerified: false }] },
  ]);
  return core.one(entry.claimReviewed, SCOPE);
}

const cardOf = async (id: string, tag = 'en') => {
  const check = await core.store.checks.get(id, SCOPE);
  if (!check) throw new Error('no check');
  return toCard({ check }, toLocale(tag));
};

describe('the sources of the starter pack', () => {
  it('are said not to be read yet, until their own sentence stands on the card with its day', async () => {
    const { id } = await show(peer.serve('/minutes', PAGE));
    expect((await cardOf(id)).sources).toMatchObject([{ note: 'page not opened for this card', quoted: false }]);
    await reread(1);
    expect(await cardOf(id)).toMatchObject({
      sources: [{ statement: SENTENCE, quoted: true, note: 'read on 29 Nov 2026' }],
      confidence: 'Confidence: high (one built-in fact check)',
    });
    expect((await cardOf(id, 'de')).sources[0]?.note).toBe('gelesen am 29. Nov. 2026');
  });

  it('are read once', async () => {
    await show(peer.serve('/minutes', PAGE));
    await reread(5);
    expect(peer.asked).toEqual(['news.example /minutes']);
  });

  it('that nobody was shown are not read', async () => {
    peer.serve('/minutes', PAGE);
    await reread(3);
    expect(peer.asked).toEqual([]);
  });

  it('keep what the pack says where no sentence of the page says it', async () => {
    const { id } = await show(
      peer.serve('/minutes', '<p>The council of Oberwald voted on plum dumplings in March.</p>'),
    );
    await reread(1);
    expect((await cardOf(id)).sources).toMatchObject([{ statement: STATEMENT, quoted: false }]);
  });

  it('that are out of reach are tried again, and what was read before stays', async () => {
    const asked: number[] = [];
    const { id } = await show(
      peer.serve('/minutes', (_request, response) => {
        asked.push(1);
        response.writeHead(503).end();
      }),
    );
    await reread(1);
    expect(asked).toHaveLength(1);
    expect((await cardOf(id)).sources).toMatchObject([{ quoted: false }]);
  });

  it('are not read again because the pack was loaded anew', async () => {
    const url = peer.serve('/minutes', PAGE);
    const { id } = await show(url);
    await reread(1);
    await show(url);
    await reread(1);
    expect(peer.asked).toHaveLength(1);
    expect((await cardOf(id)).sources).toMatchObject([{ statement: SENTENCE, quoted: true }]);
  });
});
