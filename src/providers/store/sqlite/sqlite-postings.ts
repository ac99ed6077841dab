import type { PostingStore } from '../../../chat/ports.ts';
import type { Posting, Said } from '../../../chat/posting.ts';
import { type CheckOfPosting, PINNED, type PostingRow, toPosting, toSayer, WAS_PINNED } from '../postings.ts';
import type { Database } from './database.ts';
import { createPersonHash } from './sqlite-meta.ts';

interface ListedRow extends PostingRow {
  /** A JSON list in the order of the message. */
  checks: string;
}

/** What was asked or said about a check of a posting, and by whom. */
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
 * The postings of cards in the embedded store.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
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
  const at = db.prepare<ListedRow>(`${SELECT} WHERE ${PLACE}`);
  const of = db.prepare<ListedRow>(`
    ${SELECT} WHERE p.id IN (SELECT posting_id FROM posting_checks WHERE check_id = :checkId)
    ${NEWEST_FIRST}`);
  const saidBy = db.prepare<ListedRow>(`
    ${SELECT} WHERE p.id IN (SELECT posting_id FROM posting_checks WHERE said_by = :who AND word IS NOT NULL)
    ${NEWEST_FIRST}`);
  const hasPinned = db.prepare<{ id: number }>(`
    SELECT id FROM postings WHERE platform = :platform AND chat_id = :chatId AND pinned > 0 LIMIT 1`);
  const remove = db.prepare(`DELETE FROM postings WHERE ${PLACE}`);

  const read = (row: ListedRow): Posting => toPosting(row, db.parseJson<CheckOfPosting[]>(row.checks));

  return {
    async save({ checkIds, pinned, said = {}, saidBy, ...posting }) {
      const work = () => {
        const { id = 0 } = upsert.get({ ...posting, pinned: pinned ? PINNED : 0 }) ?? {};
        const before = new Map(saidBefore.all({ id }).map((row) => [row.check_id, row]));
        const sayer = saidBy === undefined ? null : toHash(posting.platform, saidBy);
        clear.run({ id });
        checkIds.forEach((checkId, place) => {
          const { asked = null, word = null } = said[checkId] ?? {};
          const by = toSayer({ asked, word }, before.get(checkId), sayer);
          insertCheck.run({ id, place, checkId, asked, word, by });
        });
      };
      if (pinned) db.transaction(work);
      // A power cut that undoes this also undoes the later mark that the job is done, so the answer and its posting are written again.
      else db.unhurried(() => db.transaction(work));
    },
    async at(platform, chatId, messageId) {
      const row = at.get({ platform, chatId, messageId });
      return row && read(row);
    },
    async of(checkId) {
      return of.all({ checkId }).map(read);
    },
    async saidBy(platform, personId) {
      return saidBy.all({ who: toHash(platform, personId) }).map(read);
    },
    async hasPinned(platform, chatId) {
      return hasPinned.get({ platform, chatId }) !== undefined;
    },
    async remove(platform, chatId, messageId) {
      remove.run({ platform, chatId, messageId });
    },
  };
}
