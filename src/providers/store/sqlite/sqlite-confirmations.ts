import type { ConfirmationStore } from '../../../core/ports.ts';
import type { Scope } from '../../../core/types.ts';
import { type ConfirmationRow, toAsker, toKeptFor, toKnownConfirmations, toWho } from '../confirmations.ts';
import { toFingerprint } from '../prints.ts';
import { toHistoryParams, toScopeParams } from '../scope-params.ts';
import type { Database } from './database.ts';
import { createPersonHash } from './sqlite-meta.ts';
import { visibleIn } from './visibility.ts';

/** The condition for confirmations made in exactly this scope. */
const OWN = 'c.vis_kind = :visKind AND c.vis_platform = :visPlatform AND c.vis_owner = :visOwner';
/** The group of a chat; an unmapped chat is its own group. */
const toGroup = (chat: string) => `coalesce(
  (SELECT h.group_id FROM chats AS h WHERE h.platform = :platform AND h.chat_id = ${chat}), ${chat})`;
const SAME_GROUP = `c.vis_kind = 'chat' AND c.vis_platform = :platform
  AND ${toGroup('c.vis_owner')} = ${toGroup(':chatId')}`;
const BY_ASKER = `c.by_kind = 'asker' AND c.by_who = :asker AND ${OWN}`;
/** The confirmations in force in a scope; in private, those of the group's moderators count too. */
const HOLDS = `(c.by_kind = 'operator' OR (c.by_kind = 'model' AND c.by_version = :version) OR (${BY_ASKER})
  OR (c.by_kind = 'moderator' AND ((${OWN}) OR (${SAME_GROUP}))))`;
/** The confirmations that a new one replaces; one made in private changes nothing of the group's. */
const REPLACED = `(c.by_kind IN ('operator', 'model') OR (${BY_ASKER})
  OR (c.by_kind = 'moderator' AND ((${OWN}) OR (:visKind = 'chat' AND ${SAME_GROUP}))))`;

/**
 * The confirmations in the embedded store. Sentences are stored as fingerprints, and persons as hashes.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createSqliteConfirmations(db: Database): ConfirmationStore {
  const toHash = createPersonHash(db);
  // Never reveals the id of a check that the scope may not see.
  const find = db.prepare<ConfirmationRow>(`
    SELECT c.by_kind, c.by_who, c.prior_kind, c.prior_id, c.relation FROM confirmations AS c
    WHERE c.form = :form AND ${HOLDS}
      AND (c.prior_kind = 'review' OR EXISTS (SELECT 1 FROM checks AS k WHERE k.id = c.prior_id AND ${visibleIn('k')}))
    ORDER BY CASE c.by_kind WHEN 'operator' THEN 0 WHEN 'moderator' THEN 1 WHEN 'asker' THEN 2 ELSE 3 END,
      c.at DESC, c.id DESC`);
  const replace = db.prepare(`
    DELETE FROM confirmations AS c
    WHERE c.form = :form AND c.by_kind = :byKind AND c.prior_kind = :priorKind AND c.prior_id = :priorId AND ${REPLACED}`);
  const insert = db.prepare(`
    INSERT INTO confirmations
      (form, vis_kind, vis_platform, vis_owner, by_kind, by_who, by_version, prior_kind, prior_id, relation, at)
    VALUES (:form, :keptKind, :keptPlatform, :keptOwner, :byKind, :byWho, :byVersion, :priorKind, :priorId, :relation, :at)`);
  const remove = db.prepare(`
    DELETE FROM confirmations AS c
    WHERE c.form = :form AND c.by_kind IN (SELECT value FROM json_each(:kinds)) AND ${REPLACED}`);

  /** The statements' parameters for a scope. */
  const toParams = (form: string, scope: Scope, asker: string | null) => {
    const { scopeKind, scopePlatform, scopeOwner: visOwner } = toHistoryParams(scope, toHash);
    const { platform, chatId } = scope;
    const own = { visKind: scopeKind, visPlatform: scopePlatform, visOwner };
    return { form: toFingerprint(form), platform, chatId, ...own, asker };
  };

  return {
    async of(form, scope, { askerId, version }) {
      const who = { ...toScopeParams(scope, toHash), version: version ?? null };
      const params = { ...toParams(form, scope, toAsker(scope, askerId, toHash)), ...who };
      return toKnownConfirmations(find.all(params));
    },
    async save({ form, prior, relation, by, at }, scope) {
      const who = toWho(by, toHash);
      db.transaction(() => {
        const params = toParams(form, scope, by.kind === 'asker' ? who.byWho : null);
        const row = { form: params.form, byKind: by.kind, priorKind: prior.kind, priorId: prior.id };
        replace.run({ ...params, ...row });
        const { visKind: keptKind, visPlatform: keptPlatform, visOwner: keptOwner } = toKeptFor(by, params);
        insert.run({ ...row, ...who, keptKind, keptPlatform, keptOwner, relation, at });
      });
    },
    async remove(form, scope, kinds, askerId) {
      return remove.run({ ...toParams(form, scope, toAsker(scope, askerId, toHash)), kinds: JSON.stringify(kinds) });
    },
  };
}
