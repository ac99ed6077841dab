import { ARCHIVES, CODES } from './later-migrations.ts';
import { SPENDING } from './sqlite-spending.ts';

/** Marks a file as ours (`PRAGMA application_id`): "Clmc" in ASCII. */
export const APPLICATION_ID = 0x436c6d63;

/**
 * The visibility columns are never NULL, so that UNIQUE applies: for `public`, `vis_platform` and `vis_owner` are empty.
 *
 * `surface_terms` is contentless: it indexes stems, while `surfaces` holds the readable text. Its tokenizer only has to split at
 * spaces, since `toTerms` has already folded the text; it may leave combining marks, and `.,:` between digits.
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

/**
 * The operator's own documents. A file with an empty `hash` is incomplete or about to be deleted, and cannot be found.
 * A long document has several rows with the same `url`. `document_terms` works like `surface_terms`.
 */
const DOCUMENTS = `
  CREATE TABLE document_folders (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE document_files (
    id INTEGER PRIMARY KEY,
    folder_id INTEGER NOT NULL REFERENCES document_folders (id),
    path TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX document_files_by_path ON document_files (folder_id, path);
  CREATE INDEX document_files_going ON document_files (id) WHERE hash = '';

  CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES document_files (id),
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT,
    published_at TEXT,
    language TEXT,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX documents_by_file ON documents (file_id);

  CREATE VIRTUAL TABLE document_terms USING fts5 (
    title, text,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co' tokenchars '.,:'"
  );
  CREATE VIRTUAL TABLE document_words USING fts5vocab (document_terms, row);
`;

/**
 * `jobs.state`: `open` is accepted but not answered; `done` is answered (its text is deleted; the row stays so that its event is known);
 * `dead` is given up. `chats` maps a chat to its group, and `groups` holds each group's retention time.
 */
const JOBS = `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    event_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dead')),
    accepted_at TEXT NOT NULL,
    ended_at TEXT,
    attempts INTEGER NOT NULL,
    fault TEXT,
    actor_id TEXT,
    job TEXT,
    placeholder TEXT,
    UNIQUE (platform, event_id)
  ) STRICT;
  CREATE INDEX jobs_by_state ON jobs (state, accepted_at);
  CREATE INDEX jobs_by_actor ON jobs (platform, actor_id) WHERE actor_id IS NOT NULL;

  CREATE TABLE postings (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    chat_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    locale TEXT NOT NULL,
    visible TEXT NOT NULL CHECK (visible IN ('chat', 'asker')),
    pinned INTEGER NOT NULL,
    posted_at TEXT NOT NULL,
    UNIQUE (platform, chat_id, message_id)
  ) STRICT;
  CREATE INDEX postings_by_time ON postings (posted_at);

  CREATE TABLE posting_checks (
    posting_id INTEGER NOT NULL REFERENCES postings (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    check_id TEXT NOT NULL,
    PRIMARY KEY (posting_id, place)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX posting_checks_by_check ON posting_checks (check_id);

  CREATE TABLE groups (
    platform TEXT NOT NULL,
    group_id TEXT NOT NULL,
    keep_days INTEGER,
    left_at TEXT,
    PRIMARY KEY (platform, group_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE chats (
    platform TEXT NOT NULL,
    chat_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    PRIMARY KEY (platform, chat_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX chats_by_group ON chats (platform, group_id);
`;

/** From here on, `aliases.claim_key` holds only the wording's fingerprint (`prints.ts`). */
const FINGERPRINTS = 'UPDATE aliases SET claim_key = fingerprint(claim_key);';

/**
 * `surface_forms` maps a wording's canonical form to the wording. Aliases from before grades existed are deleted, since they came from
 * merely similar claims. `confirmations.by_who` is a person's hash or a model's name; in a private scope, `vis_owner` is the hash too.
 */
const GRADES = `
  CREATE TABLE surface_forms (
    form TEXT NOT NULL,
    surface_id INTEGER NOT NULL REFERENCES surfaces (id) ON DELETE CASCADE,
    PRIMARY KEY (form, surface_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX surface_forms_by_surface ON surface_forms (surface_id);

  DELETE FROM aliases;

  CREATE TABLE confirmations (
    id INTEGER PRIMARY KEY,
    form TEXT NOT NULL,
    vis_kind TEXT NOT NULL CHECK (vis_kind IN ('public', 'chat', 'person')),
    vis_platform TEXT NOT NULL,
    vis_owner TEXT NOT NULL,
    by_kind TEXT NOT NULL CHECK (by_kind IN ('operator', 'moderator', 'asker', 'model')),
    by_who TEXT NOT NULL,
    by_version TEXT NOT NULL,
    prior_kind TEXT NOT NULL CHECK (prior_kind IN ('review', 'check')),
    prior_id TEXT NOT NULL,
    relation TEXT NOT NULL CHECK (relation IN ('same', 'different')),
    at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX confirmations_by_form ON confirmations (form);

  ALTER TABLE posting_checks ADD COLUMN asked TEXT;
  ALTER TABLE posting_checks ADD COLUMN word TEXT CHECK (word IN ('same', 'different'));
  ALTER TABLE posting_checks ADD COLUMN said_by TEXT;
  CREATE INDEX posting_checks_by_sayer ON posting_checks (said_by) WHERE said_by IS NOT NULL;
`;

/** The migrations from an empty file to the current format; `user_version` counts those applied. Append only. */
export const MIGRATIONS: readonly string[] = [FIRST, DOCUMENTS, JOBS, FINGERPRINTS, GRADES, ARCHIVES, CODES, SPENDING];
