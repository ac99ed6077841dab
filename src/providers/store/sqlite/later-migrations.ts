import type { DatabaseSync } from 'node:sqlite';
import { CODE_KEY, toCode } from '../prints.ts';

/** Records which review came from which archive, and in which reading of the archive it was last seen. */
export const ARCHIVES = `
  CREATE TABLE archives (
    name TEXT PRIMARY KEY,
    location TEXT NOT NULL,
    etag TEXT,
    modified TEXT,
    read_at TEXT,
    reading INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE archive_reviews (
    archive TEXT NOT NULL REFERENCES archives (name) ON DELETE CASCADE,
    review_id TEXT NOT NULL,
    reading INTEGER NOT NULL,
    PRIMARY KEY (archive, review_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX archive_reviews_by_review ON archive_reviews (review_id);
`;

/**
 * The migration that replaces persons' ids with codes (`prints.ts`), and the keys of caches that are opened with `coded`.
 */
export const CODES = `
  INSERT INTO meta (key, value) VALUES ('person-hash-key', lower(hex(randomblob(32)))) ON CONFLICT DO NOTHING;
  UPDATE checks SET vis_owner = person_code(vis_platform, vis_owner),
    json = json_set(json, '$.visibility.personId', person_code(vis_platform, vis_owner)) WHERE vis_kind = 'person';
  UPDATE aliases SET vis_owner = person_code(vis_platform, vis_owner) WHERE vis_kind = 'person';
  UPDATE surfaces SET vis_owner = person_code(vis_platform, vis_owner) WHERE vis_kind = 'person';
  UPDATE seen SET owner = person_code(platform, owner) WHERE scope_kind = 'person';
  UPDATE cache SET key = person_code(namespace, key) WHERE namespace IN ('manners', 'budget', 'kept');
`;

/** Defines the SQL function that the migration calls. The migration itself creates the secret before the first call. */
export function definePersonCode(connection: DatabaseSync): void {
  let key: string | undefined;
  connection.function('person_code', (platform, id) => {
    key ??= String(connection.prepare('SELECT value FROM meta WHERE key = ?').get(CODE_KEY)?.value);
    return toCode(key, String(platform), String(id));
  });
}
