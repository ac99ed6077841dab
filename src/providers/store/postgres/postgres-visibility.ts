import type { ScopeParams, VisibilityParams } from '../scope-params.ts';
import { type Sql, sql } from './sql.ts';

/**
 * The rule of who may see what, and the only place it is written in PostgreSQL's words: everyone what is public, a chat's people what is the
 * chat's, a person what is the person's. Every query that can return a check holds it.
 *
 * @param table alias of a table that has the visibility columns
 */
export function visibleIn(table: Sql, { platform, chatId, personId }: ScopeParams): Sql {
  return sql`(${table}.vis_kind = 'public' OR (${table}.vis_platform = ${platform} AND (
    (${table}.vis_kind = 'chat' AND ${table}.vis_owner = ${chatId})
    OR (${table}.vis_kind = 'person' AND ${table}.vis_owner = ${personId}))))`;
}

/** The same rule for what is not stored yet. */
export function isVisible(visibility: VisibilityParams, scope: ScopeParams): boolean {
  if (visibility.visKind === 'public') return true;
  const owner = visibility.visKind === 'chat' ? scope.chatId : scope.personId;
  return visibility.visPlatform === scope.platform && visibility.visOwner === owner;
}

/** Holds for what has this very visibility. */
export function hasVisibility(table: Sql, { visKind, visPlatform, visOwner }: VisibilityParams): Sql {
  return sql`(${table}.vis_kind = ${visKind} AND ${table}.vis_platform = ${visPlatform} AND ${table}.vis_owner = ${visOwner})`;
}
