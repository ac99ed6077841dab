/**
 * Text is compared by bytes (`COLLATE "C"`), as in the embedded store, whatever the server's locale. `claim_key` and `forms` are
 * fingerprints, since index keys have a maximum length. JSON is stored as text, since `jsonb` cannot hold NUL. `surfaces.terms` are
 * the core's stems, each once.
 */
export const CHECKS = `
  CREATE TABLE checks (
    id TEXT COLLATE "C" PRIMARY KEY,
    claim_key TEXT COLLATE "C" NOT NULL,
    vis_kind TEXT COLLATE "C" NOT NULL CHECK (vis_kind IN ('public', 'chat', 'person')),
    vis_platform TEXT COLLATE "C" NOT NULL,
    vis_owner TEXT COLLATE "C" NOT NULL,
    checked_at TEXT COLLATE "C" NOT NULL,
    taken_from TEXT COLLATE "C",
    has_changed BOOLEAN NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (claim_key, vis_kind, vis_platform, vis_owner)
  );
  CREATE INDEX checks_by_time ON checks (checked_at);
  CREATE INDEX checks_by_owner ON checks (vis_platform, vis_owner) WHERE vis_kind <> 'public';
  CREATE INDEX checks_by_review ON checks (taken_from) WHERE taken_from IS NOT NULL;

  CREATE TABLE aliases (
    claim_key TEXT COLLATE "C" NOT NULL,
    vis_kind TEXT COLLATE "C" NOT NULL,
    vis_platform TEXT COLLATE "C" NOT NULL,
    vis_owner TEXT COLLATE "C" NOT NULL,
    check_id TEXT COLLATE "C" NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    PRIMARY KEY (claim_key, vis_kind, vis_platform, vis_owner)
  );
  CREATE INDEX aliases_by_check ON aliases (check_id);

  CREATE SEQUENCE seen_order;
  CREATE TABLE seen (
    scope_kind TEXT COLLATE "C" NOT NULL CHECK (scope_kind IN ('chat', 'person')),
    platform TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    check_id TEXT COLLATE "C" NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    seen_at TEXT COLLATE "C" NOT NULL,
    place BIGINT NOT NULL DEFAULT nextval('seen_order'),
    PRIMARY KEY (scope_kind, platform, owner, check_id)
  );
  CREATE INDEX seen_by_time ON seen (scope_kind, platform, owner, seen_at, place);
  CREATE INDEX seen_by_check ON seen (check_id);

  CREATE TABLE reviews (
    id TEXT COLLATE "C" PRIMARY KEY,
    json TEXT NOT NULL
  );

  CREATE TABLE surfaces (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('review', 'check')),
    owner_id TEXT COLLATE "C" NOT NULL,
    claim TEXT NOT NULL,
    title TEXT NOT NULL,
    label TEXT,
    vis_kind TEXT COLLATE "C" NOT NULL,
    vis_platform TEXT COLLATE "C" NOT NULL,
    vis_owner TEXT COLLATE "C" NOT NULL,
    terms TEXT[] COLLATE "C" NOT NULL,
    forms TEXT[] COLLATE "C" NOT NULL
  );
  CREATE INDEX surfaces_by_owner ON surfaces (owner_id, kind);
  CREATE INDEX surfaces_by_term ON surfaces USING gin (terms) WITH (gin_pending_list_limit = 512);
  CREATE INDEX surfaces_by_form ON surfaces USING gin (forms) WITH (gin_pending_list_limit = 512);

  CREATE TABLE surface_words (
    term TEXT COLLATE "C" PRIMARY KEY,
    entries BIGINT NOT NULL
  ) WITH (fillfactor = 70);

  CREATE TABLE meta (
    key TEXT COLLATE "C" PRIMARY KEY,
    value TEXT NOT NULL
  );

  CREATE TABLE locks (
    name TEXT COLLATE "C" PRIMARY KEY,
    holder BIGINT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
  );

  CREATE TABLE archives (
    name TEXT COLLATE "C" PRIMARY KEY,
    location TEXT NOT NULL,
    etag TEXT,
    modified TEXT,
    read_at TEXT,
    reading BIGINT NOT NULL
  );
  CREATE TABLE archive_reviews (
    archive TEXT COLLATE "C" NOT NULL REFERENCES archives (name) ON DELETE CASCADE,
    review_id TEXT COLLATE "C" NOT NULL,
    reading BIGINT NOT NULL,
    PRIMARY KEY (archive, review_id)
  );
  CREATE INDEX archive_reviews_by_review ON archive_reviews (review_id);
`;

/** The tables of chats, as in the embedded store (`sqlite/migrations.ts`). `posting_checks.asked` is JSON, since people's text may contain NUL. */
export const CHATS = `
  CREATE TABLE postings (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    platform TEXT COLLATE "C" NOT NULL,
    chat_id TEXT COLLATE "C" NOT NULL,
    message_id TEXT COLLATE "C" NOT NULL,
    locale TEXT NOT NULL,
    visible TEXT NOT NULL CHECK (visible IN ('chat', 'asker')),
    pinned INTEGER NOT NULL,
    posted_at TEXT COLLATE "C" NOT NULL,
    UNIQUE (platform, chat_id, message_id)
  );
  CREATE INDEX postings_by_time ON postings (posted_at);
  CREATE TABLE posting_checks (
    posting_id BIGINT NOT NULL REFERENCES postings (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    check_id TEXT COLLATE "C" NOT NULL,
    asked TEXT,
    word TEXT CHECK (word IN ('same', 'different')),
    said_by TEXT COLLATE "C",
    PRIMARY KEY (posting_id, place)
  );
  CREATE INDEX posting_checks_by_check ON posting_checks (check_id);
  CREATE INDEX posting_checks_by_sayer ON posting_checks (said_by) WHERE said_by IS NOT NULL;

  CREATE TABLE groups (
    platform TEXT COLLATE "C" NOT NULL,
    group_id TEXT COLLATE "C" NOT NULL,
    keep_days INTEGER,
    left_at TEXT COLLATE "C",
    PRIMARY KEY (platform, group_id)
  );
  CREATE TABLE chats (
    platform TEXT COLLATE "C" NOT NULL,
    chat_id TEXT COLLATE "C" NOT NULL,
    group_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (platform, chat_id)
  );
  CREATE INDEX chats_by_group ON chats (platform, group_id);

  CREATE TABLE confirmations (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form TEXT COLLATE "C" NOT NULL,
    vis_kind TEXT COLLATE "C" NOT NULL CHECK (vis_kind IN ('public', 'chat', 'person')),
    vis_platform TEXT COLLATE "C" NOT NULL,
    vis_owner TEXT COLLATE "C" NOT NULL,
    by_kind TEXT NOT NULL CHECK (by_kind IN ('operator', 'moderator', 'asker', 'model')),
    by_who TEXT COLLATE "C" NOT NULL,
    by_version TEXT NOT NULL,
    prior_kind TEXT NOT NULL CHECK (prior_kind IN ('review', 'check')),
    prior_id TEXT COLLATE "C" NOT NULL,
    relation TEXT NOT NULL CHECK (relation IN ('same', 'different')),
    at TEXT COLLATE "C" NOT NULL
  );
  CREATE INDEX confirmations_by_form ON confirmations (form);

  CREATE TABLE spending (
    day TEXT COLLATE "C" NOT NULL,
    platform TEXT COLLATE "C" NOT NULL,
    chat TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    is_group INTEGER NOT NULL,
    checks BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    money DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (day, platform, chat, provider, currency)
  );
`;

/** The operator's own documents. A file with an empty `hash` is incomplete or about to be deleted. `times` is the frequency of each term. */
export const DOCUMENTS = `
  CREATE TABLE document_folders (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    path TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL UNIQUE
  );
  CREATE TABLE document_files (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    folder_id BIGINT NOT NULL REFERENCES document_folders (id),
    path TEXT COLLATE "C" NOT NULL,
    hash TEXT NOT NULL
  );
  CREATE INDEX document_files_by_path ON document_files (folder_id, path);
  CREATE INDEX document_files_going ON document_files (id) WHERE hash = '';
  CREATE TABLE documents (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id BIGINT NOT NULL REFERENCES document_files (id),
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT,
    published_at TEXT,
    language TEXT,
    text TEXT NOT NULL,
    terms TEXT[] COLLATE "C" NOT NULL,
    times INTEGER[] NOT NULL
  );
  CREATE INDEX documents_by_file ON documents (file_id);
  CREATE INDEX documents_by_term ON documents USING gin (terms) WITH (gin_pending_list_limit = 512);
`;

/** Keys are indexed by their hash (`code`), since index keys have a maximum length, and stored as JSON, since text cannot hold NUL. */
export const CACHE_TABLE = `
  CREATE TABLE cache (
    namespace TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    expires_at BIGINT,
    PRIMARY KEY (namespace, code)
  );
  CREATE INDEX cache_by_end ON cache (expires_at) WHERE expires_at IS NOT NULL;
`;
