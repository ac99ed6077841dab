/** Marks a file as ours (`PRAGMA application_id`): "Clmc" in ASCII. */
export const APPLICATION_ID = 0x436c6d63;

/**
 * The visibility columns are never NULL, so that UNIQUE holds: `public` has empty `vis_platform` and `vis_owner`.
 *
 * `surface_terms` keeps no text of its own: it is fed with stems, while `surfaces` holds what people read. Its tokenizer
 * only has to split at spaces: `toTerms` has folded the text, and may leave marks, and `.,:` between digits.
 */
const FIRST = `
  CREATE TABLE checks (
    id TEXT PRIMARY KEY,
    claim_key TEXT NOT NULL,
    vis_kind TEXT NOT NULL CHECK (vis_kind IN ('public', 'chat', 'person')),
    vis_platform TEXT NOT NULL,
    vis_owner TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (claim_key, vis_kind, vis_platform, vis_owner)
  ) STRICT;
  CREATE INDEX checks_by_time ON checks (checked_at);

  CREATE TABLE aliases (
    claim_key TEXT NOT NULL,
    vis_kind TEXT NOT NULL,
    vis_platform TEXT NOT NULL,
    vis_owner TEXT NOT NULL,
    check_id TEXT NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    PRIMARY KEY (claim_key, vis_kind, vis_platform, vis_owner)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX aliases_by_check ON aliases (check_id);

  CREATE TABLE seen (
    scope_kind TEXT NOT NULL CHECK (scope_kind IN ('chat', 'person')),
    platform TEXT NOT NULL,
    owner TEXT NOT NULL,
    check_id TEXT NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    seen_at TEXT NOT NULL,
    UNIQUE (scope_kind, platform, owner, check_id)
  ) STRICT;
  CREATE INDEX seen_by_time ON seen (scope_kind, platform, owner, seen_at);
  CREATE INDEX seen_by_check ON seen (check_id);

  CREATE TABLE reviews (
    id TEXT PRIMARY KEY,
    json TEXT NOT NULL
  ) STRICT;

  CREATE TABLE surfaces (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('review', 'check')),
    owner_id TEXT NOT NULL,
    claim TEXT NOT NULL,
    title TEXT NOT NULL,
    label TEXT,
    vis_kind TEXT NOT NULL,
    vis_platform TEXT NOT NULL,
    vis_owner TEXT NOT NULL
  ) STRICT;
  CREATE INDEX surfaces_by_owner ON surfaces (owner_id, kind);

  CREATE VIRTUAL TABLE surface_terms USING fts5 (
    claim, title,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co' tokenchars '.,:'"
  );
  CREATE VIRTUAL TABLE surface_words USING fts5vocab (surface_terms, row);

  CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE locks (
    name TEXT PRIMARY KEY,
    holder INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE cache (
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    expires_at INTEGER,
    UNIQUE (namespace, key)
  ) STRICT;
  CREATE INDEX cache_by_expiry ON cache (expires_at) WHERE expires_at IS NOT NULL;
`;

/** The steps from an empty file to today's form; a file's `user_version` says how many it has taken. Only ever appended to. */
export const MIGRATIONS: readonly string[] = [FIRST];
