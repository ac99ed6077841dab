import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { toTerms } from '../../src/core/language/tokens.ts';
import { loadDocumentLines } from '../../src/providers/documents/load-lines.ts';
import { createDocumentFolder } from '../../src/providers/search/document-folder.ts';
import type { PostgresTables } from '../../src/providers/store/postgres/open-postgres.ts';
import { createPostgresJobs } from '../../src/providers/store/postgres/postgres-jobs.ts';
import { describeCheckStore } from '../contracts/check-store.ts';
import { describeConfirmationRetention } from '../contracts/confirmation-retention.ts';
import { describeConfirmationStore } from '../contracts/confirmation-store.ts';
import { toJob } from '../contracts/job-store.ts';
import { describePostingStore } from '../contracts/posting-store.ts';
import { describePriorIndex } from '../contracts/prior-index.ts';
import { describeHostileTerms } from '../contracts/prior-index-hostile.ts';
import { describeIdentical } from '../contracts/prior-index-identical.ts';
import { describeRetention } from '../contracts/retention-store.ts';
import { toCheck, toPublicScope, toReview } from '../contracts/samples.ts';
import { describeSearchProvider } from '../contracts/search-provider.ts';
import { WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { createStoreFolder } from './store-folder.ts';
import { usePostgresStore } from './use-postgres-store.ts';

const none = async () => undefined;
/** Nobody works at the jobs. */
const NO_ENGINE = { send: none, release: none, work: async () => none, withoutTask: 'true', stop: none };

describe.skipIf(WHY_NO_POSTGRES)('PostgreSQL', () => {
  const { open } = usePostgresStore();
  // It is emptied and closed behind each test.
  const makeStore = async () => ({ ...(await open()), close: async () => {} });

  describeCheckStore('PostgreSQL', makeStore);
  describePriorIndex('PostgreSQL', makeStore);
  describeHostileTerms('PostgreSQL', makeStore);
  describeIdentical('PostgreSQL', makeStore);
  describeConfirmationStore('PostgreSQL', makeStore);

  describe('as a store of what chats have', () => {
    let store: PostgresTables;
    beforeEach(async () => {
      store = await open();
    });
    describePostingStore(() => store);
    describeRetention(() => store);
    describeConfirmationRetention(() => ({
      ...store,
      rows: async () => (await store.db.pool.query('SELECT * FROM confirmations ORDER BY id')).rows,
    }));
  });

  it.each([
    ['checks', '{}'],
    ['checks', '7'],
    ['checks', 'no JSON'],
    ['checks', `{"id":"AAAA0001","verdict":null}`],
    ['reviews', 'null'],
    ['jobs', '{}'],
    ['jobs', 'no JSON'],
  ])('a row of %s that became %s is told in one sentence, and the others are read', async (table, json) => {
    const { db, checks, priors } = await open();
    for (const id of ['AAAA0001', 'AAAA0002']) await checks.save(toCheck(id, { text: id }), toPublicScope());
    await priors.addReviews([toReview('r1'), toReview('r2')]);
    const jobs = createPostgresJobs(db, NO_ENGINE);
    for (const id of ['j1', 'j2']) await jobs.add(toJob(id));
    await jobs.finish('j1', '2026-11-23T00:00:00.000Z', 'x');
    const column = table === 'jobs' ? 'job' : 'json';
    const ids = ['AAAA0001', 'r1', 'j1'];
    await db.pool.query(`UPDATE ${table} SET ${column} = $1 WHERE id = ANY($2)`, [json, ids]);
    const read = {
      checks: (number: number) => checks.get(`AAAA000${number}`, toPublicScope()),
      reviews: (number: number) => priors.review(`r${number}`),
      jobs: (number: number) => (number === 1 ? jobs.dead(9) : jobs.unfinished()),
    }[table];
    await expect(read?.(1)).rejects.toMatchObject({
      code: 'store-corrupt',
      message: expect.stringMatching(/restore a backup/),
    });
    expect(await read?.(2)).toBeTruthy();
  });

  it('finds a document by a word with two letters swapped', async () => {
    const { documents } = await open();
    const file = documents.openFile((await documents.folder('/docs', 'docs')).id, 'a.txt');
    await file.finish('h', [{ url: 'document:docs/a.txt', title: 'a', text: 'Autism has many causes.' }]);
    const found = await documents.search(toTerms('autsim'), { limit: 1 });
    expect(found.map(({ url }) => url)).toEqual(['document:docs/a.txt']);
  });

  const files = createStoreFolder();
  afterAll(files.remove);
  describeSearchProvider(
    'A folder of documents in PostgreSQL',
    async () => {
      const { documents } = await open();
      return {
        provider: createDocumentFolder({ documents }),
        async serve(pages) {
          const path = join(files.path, 'served.jsonl');
          writeFileSync(
            path,
            pages.map(({ snippet, ...page }) => JSON.stringify({ ...page, text: snippet })).join('\n'),
          );
          await loadDocumentLines(path, documents, new AbortController().signal);
        },
        close: async () => {},
      };
    },
    { overHttp: false, webAddresses: false },
  );
});
