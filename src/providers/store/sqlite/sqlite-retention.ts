import type { PurgeLimits, RetentionStore } from '../../../chat/ports.ts';
import { createChatMove } from './chat-move.ts';
import type { Database } from './database.ts';
import { createInPieces, toInPiece } from './in-pieces.ts';
import { createPersonHash } from './sqlite-meta.ts';
import { createSpendingMove } from './sqlite-spending.ts';
import { createSurfaceIndex } from './surface-index.ts';

/** The SQL for the `groups` row of a row's chat; no row if there is none. An unmapped chat is its own group. */
const toGroupOf = (platform: string, chat: string) => `
  SELECT g.keep_days, g.left_at FROM groups AS g WHERE g.platform = ${platform} AND g.group_id = coalesce(
    (SELECT h.group_id FROM chats AS h WHERE h.platform = ${platform} AND h.chat_id = ${chat}), ${chat})`;

/** The condition for a group from which the bot was removed long enough ago. */
const LEFT = 'left_at IS NOT NULL AND left_at < :leftBefore';

/** The SQL for the time before which rows expire that are kept for `days` days. */
const toKeptSince = (days: string) => `strftime('%Y-%m-%dT%H:%M:%fZ', :now, '-' || ${days} || ' days')`;

/** The chats' checks, each joined with its group; an unmapped chat is its own group. */
const CHECKS_WITH_GROUP = `
  SELECT c.id FROM checks AS c
  LEFT JOIN chats AS h ON h.platform = c.vis_platform AND h.chat_id = c.vis_owner
  LEFT JOIN groups AS g ON g.platform = c.vis_platform AND g.group_id = coalesce(h.group_id, c.vis_owner)
  WHERE c.vis_kind = 'chat'`;
const LAST_SEEN = 'max(c.checked_at, coalesce((SELECT max(seen_at) FROM seen WHERE check_id = c.id), c.checked_at))';

/**
 * Deletion in the embedded store, of expired rows and on request.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createSqliteRetention(db: Database): RetentionStore {
  const index = createSurfaceIndex(db);
  const inPieces = createInPieces(db);
  const confirmations = createConfirmationRetention(db);
  const toHash = createPersonHash(db);
  const moveChat = createChatMove(db);
  const moveSpending = createSpendingMove(db);
  const oldOfGroups = db.prepare<{ id: string }>(`${CHECKS_WITH_GROUP} AND ${toInPiece('c.rowid')} AND (
    (g.left_at IS NOT NULL AND g.left_at < :leftBefore)
    OR ${LAST_SEEN} < ${toKeptSince('coalesce(g.keep_days, :keepDays)')})`);
  const oldOfPersons = db.prepare<{ id: string }>(`
    SELECT c.id FROM checks AS c WHERE c.vis_kind = 'person' AND ${LAST_SEEN} < :before AND ${toInPiece('c.rowid')}`);
  const ofPerson = db.prepare<{ id: string }>(`
    SELECT id FROM checks WHERE vis_kind = 'person' AND vis_platform = :platform AND vis_owner = :who`);
  const removeCheck = db.prepare('DELETE FROM checks WHERE id = :id');
  const removePostings = db.prepare(
    'DELETE FROM postings WHERE id IN (SELECT posting_id FROM posting_checks WHERE check_id = :id)',
  );
  const removeOldJobs = db.prepare(`
    DELETE FROM jobs WHERE ${toInPiece()} AND (
      (state = 'done' AND ended_at < :doneBefore) OR (state = 'dead' AND ended_at < :deadBefore))`);
  const removeOldPostings = db.prepare(`DELETE FROM postings WHERE posted_at < :before AND ${toInPiece()}`);
  const removeOldSeen = db.prepare(`DELETE FROM seen WHERE seen_at < :before AND ${toInPiece()}`);
  const removeSeenOfGroups = db.prepare(`
    DELETE FROM seen WHERE ${toInPiece()} AND scope_kind = 'chat' AND EXISTS (
      SELECT 1 FROM (${toGroupOf('seen.platform', 'seen.owner')}) WHERE (${LEFT}) OR seen.seen_at < ${toKeptSince('keep_days')})`);
  const removePostingsOfLeft = db.prepare(`
    DELETE FROM postings WHERE ${toInPiece()} AND EXISTS (SELECT 1 FROM (${toGroupOf('postings.platform', 'postings.chat_id')}) WHERE ${LEFT})`);
  const removeChatsOfLeft = db.prepare(`
    DELETE FROM chats WHERE EXISTS (
      SELECT 1 FROM groups AS g WHERE g.platform = chats.platform AND g.group_id = chats.group_id AND ${LEFT})`);
  const removeSpending = db.prepare('DELETE FROM spending WHERE day < :before');
  const removeOver = db.prepare(`DELETE FROM cache WHERE expires_at <= :nowMs AND ${toInPiece()}`);
  const removeLeft = db.prepare('DELETE FROM groups WHERE left_at < :leftBefore');
  const removeJobsOf = db.prepare('DELETE FROM jobs WHERE platform = :platform AND actor_id = :personId');
  const removeSeenOf = db.prepare(`
    DELETE FROM seen WHERE scope_kind = 'person' AND platform = :platform AND owner = :who`);
  const removePostingsTo = db.prepare(`
    DELETE FROM postings WHERE platform = :platform AND visible = 'asker' AND chat_id IN (:personId, :privateChatId)`);
  const removeSaidOf = db.prepare(`
    UPDATE posting_checks SET asked = NULL, word = NULL, said_by = NULL WHERE said_by = :who`);
  const putChat = db.prepare(`
    INSERT INTO chats (platform, chat_id, group_id) VALUES (:platform, :chatId, :groupId)
    ON CONFLICT DO UPDATE SET group_id = :groupId`);
  const putGroup = db.prepare(`
    INSERT INTO groups (platform, group_id, keep_days, left_at) VALUES (:platform, :groupId, :keepDays, :leftAt)
    ON CONFLICT DO UPDATE SET
      keep_days = CASE WHEN :setKeep THEN :keepDays ELSE keep_days END,
      left_at = CASE WHEN :setLeft THEN :leftAt ELSE left_at END`);

  const remove = (rows: readonly { id: string }[]): number => {
    for (const { id } of rows) {
      removePostings.run({ id });
      index.remove('check', id);
      removeCheck.run({ id });
    }
    return rows.length;
  };

  return {
    async purge({ now, keepDays, before, leftBefore, doneBefore, deadBefore }) {
      const checks = await inPieces('checks', (piece) =>
        remove([
          ...oldOfGroups.all({ now, keepDays, leftBefore, ...piece }),
          ...oldOfPersons.all({ before, ...piece }),
        ]),
      );
      const jobs = await inPieces('jobs', (piece) => removeOldJobs.run({ doneBefore, deadBefore, ...piece }));
      const postings = await inPieces(
        'postings',
        (piece) => removeOldPostings.run({ before, ...piece }) + removePostingsOfLeft.run({ leftBefore, ...piece }),
      );
      await inPieces(
        'seen',
        (piece) => removeOldSeen.run({ before, ...piece }) + removeSeenOfGroups.run({ now, leftBefore, ...piece }),
      );
      await confirmations.purge({ now, keepDays, before, leftBefore });
      await inPieces('cache', (piece) => removeOver.run({ nowMs: Date.parse(now), ...piece }));
      // Last, since the deletions above look up which groups the bot has left.
      db.transaction(() => {
        removeChatsOfLeft.run({ leftBefore });
        removeLeft.run({ leftBefore });
        removeSpending.run({ before });
      });
      await scrub(db);
      return { checks, jobs, postings };
    },
    async forgetPerson(platform, personId, privateChatId = personId) {
      const who = toHash(platform, personId);
      const removed = db.transaction(() => {
        for (const chatId of new Set([personId, privateChatId])) moveSpending(platform, chatId);
        return (
          confirmations.forget(who) +
          removeSaidOf.run({ who }) +
          remove(ofPerson.all({ platform, who })) +
          removeSeenOf.run({ platform, who }) +
          removeJobsOf.run({ platform, personId }) +
          removePostingsTo.run({ platform, personId, privateChatId })
        );
      });
      // Scrubbing is slow, so a repeated request that deletes nothing does not trigger it again.
      if (removed > 0) await scrub(db);
    },
    async noteChat(platform, chatId, groupId) {
      // If a power cut undoes this, the next question in the chat writes it again.
      db.unhurried(() => putChat.run({ platform, chatId, groupId }));
    },
    async noteGroup(platform, groupId, change) {
      const { keepDays = null, leftAt = null } = change;
      const set = { setKeep: 'keepDays' in change ? 1 : 0, setLeft: 'leftAt' in change ? 1 : 0 };
      putGroup.run({ platform, groupId, keepDays, leftAt, ...set });
    },
    async moveChat(platform, fromChatId, toChatId) {
      moveChat(platform, fromChatId, toChatId);
    },
  };
}

/** Deletion of confirmations. */
interface ConfirmationRetention {
  /** Deletes expired confirmations, and those of checks and reviews that no longer exist. */
  purge(limits: Pick<PurgeLimits, 'now' | 'keepDays' | 'before' | 'leftBefore'>): Promise<void>;
  /**
   * Deletes a person's own confirmations; those made as a moderator stay, without the person. Call it inside a transaction.
   * @param who the person's code @returns the number of rows deleted or changed
   */
  forget(who: string): number;
}

const GROUP = toGroupOf('confirmations.vis_platform', 'confirmations.vis_owner');

/** Creates the deletion of confirmations. */
function createConfirmationRetention(db: Database): ConfirmationRetention {
  const inPieces = createInPieces(db);
  const removeOld = db.prepare(
    `DELETE FROM confirmations WHERE ${toInPiece()} AND (by_kind = 'asker' OR vis_kind = 'person') AND at < :before`,
  );
  const removeOfGroups = db.prepare(`
    DELETE FROM confirmations WHERE ${toInPiece()} AND vis_kind = 'chat' AND (
      at < ${toKeptSince(`coalesce((SELECT keep_days FROM (${GROUP})), :keepDays)`)}
      OR EXISTS (SELECT 1 FROM (${GROUP}) WHERE ${LEFT}))`);
  // An import may bring a review back, so a group's word on it is kept. A deleted check never comes back.
  const removeOfGone = db.prepare(`
    DELETE FROM confirmations WHERE ${toInPiece()} AND (
      (prior_kind = 'check' AND NOT EXISTS (SELECT 1 FROM checks WHERE id = prior_id))
      OR (prior_kind = 'review' AND vis_kind = 'public' AND NOT EXISTS (SELECT 1 FROM reviews WHERE id = prior_id)))`);
  const removeOf = db.prepare(`
    DELETE FROM confirmations WHERE (by_kind = 'asker' AND by_who = :who) OR (vis_kind = 'person' AND vis_owner = :who)`);
  const blank = db.prepare("UPDATE confirmations SET by_who = '' WHERE by_who = :who");

  return {
    async purge({ now, keepDays, before, leftBefore }) {
      await inPieces(
        'confirmations',
        (piece) =>
          removeOld.run({ before, ...piece }) +
          removeOfGroups.run({ now, keepDays, leftBefore, ...piece }) +
          removeOfGone.run(piece),
      );
    },
    forget: (who) => removeOf.run({ who }) + blank.run({ who }),
  };
}

/** Pages of the full-text index to merge before other work gets its turn: some 12 ms. */
const PAGES = 300;

/**
 * Removes deleted data from the files too. The full-text index only marks a row as deleted and keeps its words until its segments are
 * merged; the write-ahead log keeps old pages. SQLite itself overwrites freed space (`secure_delete`).
 */
async function scrub(db: Database): Promise<void> {
  const merge = db.prepare("INSERT INTO surface_terms (surface_terms, rank) VALUES ('merge', :pages)");
  const changes = db.prepare<{ total: number }>('SELECT total_changes() AS total');
  const total = () => changes.get()?.total ?? 0;
  // A negative number starts a merge of all segments, and positive ones continue it; a call that does nothing changes fewer than two rows.
  for (let pages = -PAGES; ; pages = PAGES) {
    const before = total();
    merge.run({ pages });
    if (total() - before < 2) break;
    await new Promise(setImmediate);
  }
  db.emptyLog();
}
