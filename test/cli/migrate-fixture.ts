import { toAskedForms } from '../../src/core/language/canonical-form.ts';
import { toTerms } from '../../src/core/language/tokens.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import type { Store } from '../../src/providers/store/ports.ts';
import { toConfirmation } from '../contracts/confirmation-store.ts';
import { toJob } from '../contracts/job-store.ts';
import { toPosting } from '../contracts/posting-store.ts';
import { toChatScope, toCheck, toPersonScope, toPublicScope, toReview } from '../contracts/samples.ts';

const DAY = '2026-11-23';
const LATER = `${DAY}T12:05:00.000Z`;
/** More than a piece has. */
const MANY = 600;
const ODD = 'Who “asked”\0 \u{1F600} \\u0000 this?';

/** A store's file with something in every table, closed. @returns how many rows of reviews it has */
export async function makeFullFile(file: string): Promise<number> {
  const store = openStore({ file });
  const { checks, priors, archives, confirmations, postings, retention, documents, spending, meta } = store;
  await priors.addReviews(Array.from({ length: MANY }, (_, n) => toReview(`r${n}`, { claimReviewed: toClaim(n) })));
  const { reading } = await archives.begin('facts', 'https://facts.example/feed');
  await archives.hold('facts', reading, ['r1', 'r2']);
  await archives.end('facts', reading, LATER, { etag: '"x"' });
  const taken = {
    ...toCheck('PUBLIC01').verdict,
    takenFrom: { reviewId: 'r1', publisher: 'Example Facts', textualRating: 'False' },
  };
  await checks.save(toCheck('PUBLIC01', { text: ODD, verdict: taken }), toPublicScope(), ['another wording']);
  await checks.save(
    toCheck('CHAT0001', { visibility: toChatScope().visibility, text: 'The mayor painted the bridge' }),
    toChatScope(),
  );
  const own = toPersonScope();
  await checks.save(toCheck('PERSON01', { visibility: own.visibility, text: 'My boss stole 7300 ducats' }), own);
  for (const id of ['PUBLIC01', 'CHAT0001']) await checks.markSeen(id, toChatScope(), LATER);
  await checks.markSeen('PERSON01', own, LATER);
  await retention.noteChat('discord', 'c1', 'g1');
  await retention.noteGroup('discord', 'g1', { keepDays: 30 });
  await confirmations.save(toConfirmation('moderator'), toChatScope());
  await confirmations.save(toConfirmation('asker', 'p1', { prior: { kind: 'review', id: 'r2' } }), toChatScope());
  const said = { CHAT0001: { asked: ODD, word: 'same' } } as const;
  await postings.save(toPosting({ checkIds: ['PUBLIC01', 'CHAT0001'], said, saidBy: 'p1', pinned: true }));
  const jobs = await store.openJobs(() => undefined);
  for (const id of ['open', 'done', 'dead']) await jobs.add(toJob(id, { placeholder: { message: 'm7' } }));
  await jobs.finish('done', LATER);
  await jobs.finish('dead', LATER, 'platform-gone');
  const folder = await documents.folder('/papers', 'papers');
  const text = 'Bees make honey. A bee’s honey is kept in combs.';
  await documents
    .openFile(folder.id, 'bees.txt')
    .finish('hash', [{ url: 'document:papers/bees.txt', title: 'Bees', text }]);
  const spent = { provider: 'm', calls: 3, inputTokens: 1e9, outputTokens: 5, money: 0.1 + 0.2 };
  await spending.add({
    ...{ day: DAY, currency: 'EUR', checks: 1, spent: [spent] },
    chat: { platform: 'discord', chatId: 'c1', isGroup: true },
  });
  await meta.set('starter.hash', 'abc');
  await store.keyv('settings').set('discord:g1', { paused: true });
  await store.keyv('kept', { coded: true }).set('discord:p1', ['kept'], 3_600_000);
  await store.keyv('pages').set('https://pages.example/', 'read again');
  await store.close();
  return MANY;
}

/** What a store gives to those who ask it, whatever it is kept in. */
export async function askAll(store: Store) {
  const { checks, priors, archives, confirmations, postings, documents, spending, meta } = store;
  const [chat, person, other] = [toChatScope(), toPersonScope(), toPersonScope('p2', 'c2')];
  const jobs = await store.openJobs(() => undefined);
  const surface = async (text: string) =>
    (await priors.search(toTerms(text), person, 1)).map(({ id, claim, label }) => ({ id, claim, label }));
  return {
    code: store.toHash('discord', 'p1'),
    reviews: await store.reviewCount(),
    review: await priors.review('r577'),
    found: [await surface('the mayor’s bridges'), await surface(toClaim(555)), await surface('boss ducats')],
    hidden: await checks.get('PERSON01', other),
    byKey: await checks.findByKey('another wording', chat),
    checks: await Promise.all(['PUBLIC01', 'CHAT0001', 'PERSON01'].map((id) => checks.get(id, person))),
    identical: (await priors.identical(toAskedForms(toClaim(7).toUpperCase()), chat)).map(({ id }) => id),
    recent: [await checks.recent(chat, 9), await checks.recent(person, 9)],
    words: await confirmations.of(toConfirmation('asker').form, chat, { askerId: 'p1' }),
    postings: [await postings.at('discord', 'c1', 'm1'), await postings.saidBy('discord', 'p1')],
    jobs: [
      await jobs.unfinished(),
      await jobs.dead(9),
      await jobs.add(toJob('again', { request: toJob('done').request })),
    ],
    documents: [
      await documents.folders(),
      await documents.search(toTerms('honey bees'), { limit: 3 }),
      await documents.size(),
    ],
    archives: [await archives.list(), await archives.reviewsTaken('r'), (await archives.checksFrom()).length],
    spent: [await spending.report('all', DAY), await spending.ofGroup({ platform: 'discord', groupId: 'g1' }, DAY)],
    notes: await meta.get('starter.hash'),
    settings: await store.keyv('settings').get('discord:g1'),
    kept: await store.keyv('kept', { coded: true }).get('discord:p1'),
  };
}

function toClaim(n: number): string {
  return `The river of town ${n} carried ${n * 3} boats`;
}
