import type { ScopeParams, VisibilityParams } from '../scope-params.ts';
import { type Sql, sql } from './sql.ts';

/**
 * The rule of who may see what, defined for PostgreSQL only here: everybody sees public rows, a chat's members the chat's, a person
 * their own. Every query that can return a check must include it.
 *
 * @param table alias of a table with the visibility columns
 */
export function visibleIn(table: Sql, { platform, chatId, personId }: ScopeParams): Sql {
  return sql`(${table}.vis_kind = 'public' OR (${table}.vis_platform = ${platform} AND (
    (${table}.vis_kind = 'chat' AND ${table}.vis_owner = ${chatId})
    OR (${table}.vis_kind = 'person' AND ${table}.vis_owner = ${personId}))))`;
}

/** The same rule for a row that is not stored yet. */
export function isVisible(visibility: VisibilityParams, scope: ScopeParams): boolean {
  if (visibility.visKind === 'public') return true;
  const owner = visibility.visKind === 'chat' ? scope.chatId : scope.personId;
  return visibility.visPlatform === scope.platform && visibility.visOwner === owner;
}

/** The condition for rows with exactly this visibility. */
export function hasVisibility(table: Sql, { visKind, visPlatform, visOwner }: VisibilityParams): Sql {
  return sql`(${table}.vis_kind = ${visKind} AND ${table}.vis_platform = ${visPlatform} AND ${table}.vis_owner = ${visOwner})`;
}
