/**
 * The rule of who may see what, and the only place it is written: everyone what is public, a chat's people what is the
 * chat's, a person what is the person's. Every query that can return a check holds it, and is run with `toScopeParams`.
 *
 * @param table alias of a table that has the visibility columns
 */
export function visibleIn(table: string): string {
  return `(${table}.vis_kind = 'public' OR (${table}.vis_platform = :platform AND (
    (${table}.vis_kind = 'chat' AND ${table}.vis_owner = :chatId)
    OR (${table}.vis_kind = 'person' AND ${table}.vis_owner = :personId))))`;
}
