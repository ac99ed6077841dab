/** Takes on 100 events and prints how many of them were new: `job-process.ts FILE NAME`. */
import { openStore } from '../../src/providers/store/open-store.ts';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';

const [file = '', name = ''] = process.argv.slice(2);
const store = openStore({ file });
const jobs = createSqliteJobs(store.db);
const chat = { id: 'c1', kind: 'group' } as const;
let added = 0;
for (let n = 0; n < 100; n += 1) {
  const request = { id: `event-${n}`, platform: 'telegram', command: 'check', text: 'x', actorId: 'p1', chat };
  const job = { id: `${name}-${n}`, request, address: null, acceptedAt: '2026-11-23T12:00:00.000Z', attempts: 0 };
  if (await jobs.add(job)) added += 1;
}
store.close();
console.log(added);
