/**
 * The rule of who may see what, defined for SQLite only here: everybody sees public rows, a chat's members the chat's, a person
 * their own. Every query that can return a check must include it, with the parameters of `toScopeParams`.
 *
 * @param table alias of a table with the visibility columns
 */
export function visibleIn(table: string): string {
  return `(${table}.vis_kind = 'public' OR (${table}.vis_platform = :platform AND (
    (${table}.vis_kind = 'chat' AND ${table}.vis_owner = :chatId)
    OR (${table}.vis_kind = 'person' AND ${table}.vis_owner = :personId))))`;
}
