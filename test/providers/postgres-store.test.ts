import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe } from 'vitest';
import { loadDocumentLines } from '../../src/providers/documents/load-lines.ts';
import { createDocumentFolder } from '../../src/providers/search/document-folder.ts';
import type { PostgresTables } from '../../src/providers/store/postgres/open-postgres.ts';
import { describeCheckStore } from '../contracts/check-store.ts';
import { describeConfirmationRetention } from '../contracts/confirmation-retention.ts';
import { describeConfirmationStore } from '../contracts/confirmation-store.ts';
import { describePostingStore } from '../contracts/posting-store.ts';
import { describePriorIndex } from '../contracts/prior-index.ts';
import { describeHostileTerms } from '../contracts/prior-index-hostile.ts';
import { describeIdentical } from '../contracts/prior-index-identical.ts';
import { describeRetention } from '../contracts/retention-store.ts';
import { describeSearchProvider } from '../contracts/search-provider.ts';
import { WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { createStoreFolder } from './store-folder.ts';
import { usePostgresStore } from './use-postgres-store.ts';

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
