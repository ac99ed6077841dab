import { describe } from 'vitest';
import { describeCheckStore } from '../contracts/check-store.ts';
import { describePriorIndex } from '../contracts/prior-index.ts';
import { describeHostileTerms } from '../contracts/prior-index-hostile.ts';
import { describeIdentical } from '../contracts/prior-index-identical.ts';
import { WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { usePostgresStore } from './use-postgres-store.ts';

describe.skipIf(WHY_NO_POSTGRES)('PostgreSQL', () => {
  const { open } = usePostgresStore();
  // It is emptied and closed behind each test.
  const makeStore = async () => ({ ...(await open()), close: async () => {} });

  describeCheckStore('PostgreSQL', makeStore);
  describePriorIndex('PostgreSQL', makeStore);
  describeHostileTerms('PostgreSQL', makeStore);
  describeIdentical('PostgreSQL', makeStore);
});
