import type { ConfirmationStore, Confirmer, KnownConfirmation } from '../../../core/ports.ts';
import type { Scope } from '../../../core/types.ts';
import { type ConfirmationRow, toAsker, toKeptFor, toKnownConfirmations, toWho } from '../confirmations.ts';
import { type PersonHash, toFingerprint } from '../prints.ts';
import { toHistoryParams, toScopeParams } from '../scope-params.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { hasVisibility, visibleIn } from './postgres-visibility.ts';
import { type Sql, sql } from './sql.ts';

/**
 * The confirmations in PostgreSQL. Sentences are stored as fingerprints, and persons as hashes.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresConfirmations(db: PostgresDatabase, toHash: PersonHash): ConfirmationStore {
  /** The SQL conditions on the table `c` for a scope. */
  const toRules = (form: string, scope: Scope, asker: string | null) => {
    const { scopeKind: visKind, scopePlatform: visPlatform, scopeOwner: visOwner } = toHistoryParams(scope, toHash);
    const own = { visKind, visPlatform, visOwner };
    const isOwn = hasVisibility(sql`c`, own);
    const { platform, chatId } = scope;
    /** The group of a chat; an unmapped chat is its own group. */
    const toGroup = (chat: Sql) =>
      sql`coalesce((SELECT h.group_id FROM chats AS h WHERE h.platform = ${platform} AND h.chat_id = ${chat}), ${chat})`;
    const isOfGroup = sql`(c.vis_kind = 'chat' AND c.vis_platform = ${platform}
      AND ${toGroup(sql`c.vis_owner`)} = ${toGroup(sql`${chatId}::text`)})`;
    const isByAsker = sql`(c.by_kind = 'asker' AND c.by_who = ${asker} AND ${isOwn})`;
    return {
      own,
      isOfForm: sql`c.form = ${toFingerprint(form)}`,
      /** The confirmations in force in the scope; in private, those of the group's moderators count too. */
      holds: (
        version: string | null,
      ) => sql`(c.by_kind = 'operator' OR (c.by_kind = 'model' AND c.by_version = ${version})
        OR ${isByAsker} OR (c.by_kind = 'moderator' AND (${isOwn} OR ${isOfGroup})))`,
      /** The confirmations that a new one replaces; one made in private changes nothing of the group's. */
      isReplaced: sql`(c.by_kind IN ('operator', 'model') OR ${isByAsker}
        OR (c.by_kind = 'moderator' AND (${isOwn} OR (${visKind} = 'chat' AND ${isOfGroup}))))`,
    };
  };

  return {
    async of(form, scope, { askerId, version }): Promise<KnownConfirmation[]> {
      const { isOfForm, holds } = toRules(form, scope, toAsker(scope, askerId, toHash));
      // Never reveals the id of a check that the scope may not see.
      const rows = await db.all<ConfirmationRow>(sql`
        SELECT c.by_kind, c.by_who, c.prior_kind, c.prior_id, c.relation FROM confirmations AS c
        WHERE ${isOfForm} AND ${holds(version ?? null)} AND (c.prior_kind = 'review' OR EXISTS (
          SELECT 1 FROM checks AS k WHERE k.id = c.prior_id AND ${visibleIn(sql`k`, toScopeParams(scope, toHash))}))
        ORDER BY CASE c.by_kind WHEN 'operator' THEN 0 WHEN 'moderator' THEN 1 WHEN 'asker' THEN 2 ELSE 3 END,
          c.at DESC, c.id DESC`);
      return toKnownConfirmations(rows);
    },
    async save({ form, prior, relation, by, at }, scope) {
      const { byWho, byVersion } = toWho(by, toHash);
      const { own, isOfForm, isReplaced } = toRules(form, scope, by.kind === 'asker' ? byWho : null);
      const { visKind, visPlatform, visOwner } = toKeptFor(by, own);
      await db.transaction(async (queries) => {
        // Serialises concurrent saves, so that the later one wins.
        await queries.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${toFingerprint(form)}, 1))`);
        await queries.run(sql`
          DELETE FROM confirmations AS c WHERE ${isOfForm} AND c.by_kind = ${by.kind}
            AND c.prior_kind = ${prior.kind} AND c.prior_id = ${prior.id} AND ${isReplaced}`);
        await queries.run(sql`
          INSERT INTO confirmations
            (form, vis_kind, vis_platform, vis_owner, by_kind, by_who, by_version, prior_kind, prior_id, relation, at)
          VALUES (${toFingerprint(form)}, ${visKind}, ${visPlatform}, ${visOwner}, ${by.kind}, ${byWho}, ${byVersion},
            ${prior.kind}, ${prior.id}, ${relation}, ${at})`);
      });
    },
    async remove(form, scope, kinds: readonly Confirmer['kind'][], askerId) {
      const { isOfForm, isReplaced } = toRules(form, scope, toAsker(scope, askerId, toHash));
      return db.run(
        sql`DELETE FROM confirmations AS c WHERE ${isOfForm} AND c.by_kind = ANY(${kinds}::text[]) AND ${isReplaced}`,
      );
    },
  };
}
