import type { PostingStore } from '../../../chat/ports.ts';
import type { Posting, Said } from '../../../chat/posting.ts';
import { defined } from '../../../core/defined.ts';
import type { Database } from './database.ts';
import { createPersonHash } from './prints.ts';

/** Of a posting's column: what is unpinned again was pinned. */
const PINNED = 1;
const WAS_PINNED = 2;

interface PostingRow {
  id: number;
  platform: string;
  chat_id: string;
  message_id: string;
  locale: string;
  visible: Posting['visible'];
  pinned: number;
  posted_at: string;
  /** JSON list, in their order. */
  checks: string;
}

type CheckOfPosting = [checkId: string, asked: string | null, word: SaidRow['word']];

/** What was said of a check in a message, and by whom. */
interface SaidRow {
  check_id: string;
  asked: string | null;
  word: NonNullable<Said['word']> | null;
  said_by: string | null;
}

const SELECT = `
  SELECT p.*, (
    SELECT json_group_array(json_array(check_id, asked, word) ORDER BY place) FROM posting_checks WHERE posting_id = p.id
  ) AS checks FROM postings AS p`;
const NEWEST_FIRST = 'ORDER BY p.posted_at DESC, p.id DESC';
const PLACE = 'platform = :platform AND chat_id = :chatId AND message_id = :messageId';

/**
 * Where cards stand, in the embedded store.
 *
 * @throws ClaimcheckError the store's codes, from every method
 */
export function createSqlitePostings(db: Database): PostingStore {
  const toHash = createPersonHash(db);
  const upsert = db.prepare<{ id: number }>(`
    INSERT INTO postings (platform, chat_id, message_id, locale, visible, pinned, posted_at)
    VALUES (:platform, :chatId, :messageId, :locale, :visible, :pinned, :postedAt)
    ON CONFLICT (platform, chat_id, message_id)
    DO UPDATE SET locale = :locale, visible = :visible, posted_at = :postedAt,
      pinned = CASE WHEN :pinned = 0 AND pinned > 0 THEN ${WAS_PINNED} ELSE :pinned END RETURNING id`);
  const clear = db.prepare('DELETE FROM posting_checks WHERE posting_id = :id');
  const saidBefore = db.prepare<SaidRow>(`
    SELECT check_id, asked, word, said_by FROM posting_checks WHERE posting_id = :id AND said_by IS NOT NULL`);
  const insertCheck = db.prepare(`
    INSERT INTO posting_checks (posting_id, place, check_id, asked, word, said_by)
    VALUES (:id, :place, :checkId, :asked, :word, :by)`);
  const at = db.prepare<PostingRow>(`${SELECT} WHERE ${PLACE}`);
  const of = db.prepare<PostingRow>(`
    ${SELECT} WHERE p.id IN (SELECT posting_id FROM posting_checks WHERE check_id = :checkId)
    ${NEWEST_FIRST}`);
  const saidBy = db.prepare<PostingRow>(`
    ${SELECT} WHERE p.id IN (SELECT posting_id FROM posting_checks WHERE said_by = :who AND word IS NOT NULL)
    ${NEWEST_FIRST}`);
  const hasPinned = db.prepare<{ id: number }>(`
    SELECT id FROM postings WHERE platform = :platform AND chat_id = :chatId AND pinned > 0 LIMIT 1`);
  const remove = db.prepare(`DELETE FROM postings WHERE ${PLACE}`);

  const toPosting = (row: PostingRow): Posting => {
    const checks = db.parseJson<CheckOfPosting[]>(row.checks);
    const said = toSaid(checks);
    return {
      platform: row.platform,
      chatId: row.chat_id,
      messageId: row.message_id,
      checkIds: checks.map(([checkId]) => checkId),
      ...defined({ said }),
      locale: row.locale,
      visible: row.visible,
      pinned: row.pinned === PINNED,
      postedAt: row.posted_at,
    };
  };

  return {
    async save({ checkIds, pinned, said = {}, saidBy, ...posting }) {
      const work = () => {
        const { id = 0 } = upsert.get({ ...posting, pinned: pinned ? PINNED : 0 }) ?? {};
        const before = new Map(saidBefore.all({ id }).map((row) => [row.check_id, row]));
        const sayer = saidBy === undefined ? null : toHash(posting.platform, saidBy);
        clear.run({ id });
        checkIds.forEach((checkId, place) => {
          const { asked = null, word = null } = said[checkId] ?? {};
          const known = before.get(checkId);
          const isSaid = asked !== null || word !== null;
          const isNew = known?.asked !== asked || known.word !== word;
          const by = isNew && sayer !== null ? sayer : (known?.said_by ?? null);
          insertCheck.run({ id, place, checkId, asked, word, by: isSaid ? by : null });
        });
      };
      if (pinned) db.transaction(work);
      // Undone by a power cut, it is written again with the answer: that its job is done comes after it, and is undone as well.
      else db.unhurried(() => db.transaction(work));
    },
    async at(platform, chatId, messageId) {
      const row = at.get({ platform, chatId, messageId });
      return row && toPosting(row);
    },
    async of(checkId) {
      return of.all({ checkId }).map(toPosting);
    },
    async saidBy(platform, personId) {
      return saidBy.all({ who: toHash(platform, personId) }).map(toPosting);
    },
    async hasPinned(platform, chatId) {
      return hasPinned.get({ platform, chatId }) !== undefined;
    },
    async remove(platform, chatId, messageId) {
      remove.run({ platform, chatId, messageId });
    },
  };
}

/** @returns nothing where nobody said anything of their own */
function toSaid(checks: readonly CheckOfPosting[]): Posting['said'] | undefined {
  const said = checks.flatMap(([checkId, asked, word]): [string, Said][] =>
    asked === null && word === null
      ? []
      : [[checkId, { ...(asked === null ? {} : { asked }), ...(word === null ? {} : { word }) }]],
  );
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
