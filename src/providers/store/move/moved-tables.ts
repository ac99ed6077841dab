import type { ZodType } from 'zod';
import type { Check } from '../../../core/types.ts';
import { toCode } from '../../cache/postgres-keyv.ts';
import { MOVE_NOTE } from '../postgres/half-moved.ts';
import { toIndexedDocument } from '../postgres/postgres-documents.ts';
import { LANGUAGE_NOTE } from '../postgres/postgres-language.ts';
import { toIndexedTerms } from '../postgres/postgres-surfaces.ts';
import { type SqlValue, toHeld } from '../postgres/sql.ts';
import { toFingerprint, toFormPrints } from '../prints.ts';
import { CHECK_ROW } from '../row-shapes.ts';

/** Values by the name of their column. */
export type Row = Record<string, SqlValue>;

/** A table that goes from a file to PostgreSQL. Tables that are made of others, locks and pages that were read stay behind. */
export interface MovedTable {
  name: string;
  /** What the file is asked for, as SQL. */
  columns: string;
  /** Columns by which a row is found in the file, in the order of an index. */
  key: readonly string[];
  /** The same in PostgreSQL; the same names unless told. */
  newKey?: readonly string[];
  /** Which rows go, as SQL for both; all unless told. */
  which?: string;
  /** A table and its column that hold on to a row; nothing unless told, and nothing where they go with it. */
  parts?: readonly [table: string, column: string];
  /** What the column `json` has to hold; not looked at unless told. */
  shape?: ZodType;
  /** The column that PostgreSQL counts on from; none unless told. */
  counted?: string;
  /** What PostgreSQL has besides or in another form; nothing unless told. @param row as the file has it */
  toOwn?(row: Row): Row;
  /** A row's key in the file; as it stands in PostgreSQL unless told. */
  toOldKey?(row: Row): Row;
}

/** Notes of the move itself, and those that each store makes for itself. */
const OWN_NOTES = [MOVE_NOTE, LANGUAGE_NOTE, 'surface-terms-probe', 'forms-probe', 'document-terms-probe'];

const VISIBILITY = 'vis_kind, vis_platform, vis_owner';

/** Every table that goes, those that others point to first. */
export const MOVED_TABLES: readonly MovedTable[] = [
  {
    name: 'meta',
    columns: 'key, value',
    key: ['key'],
    which: `key NOT IN (${OWN_NOTES.map((name) => `'${name}'`).join(', ')})`,
  },
  {
    name: 'checks',
    columns: `id, claim_key, ${VISIBILITY}, checked_at, json`,
    key: ['id'],
    shape: CHECK_ROW,
    toOwn({ claim_key, json }) {
      const { verdict, history }: Check = JSON.parse(String(json));
      const taken_from = verdict.takenFrom?.reviewId ?? null;
      return { claim_key: toFingerprint(String(claim_key)), taken_from, has_changed: history.length > 0 };
    },
  },
  {
    name: 'aliases',
    columns: `claim_key, ${VISIBILITY}, check_id`,
    key: ['claim_key', 'vis_kind', 'vis_platform', 'vis_owner'],
  },
  {
    name: 'seen',
    columns: 'scope_kind, platform, owner, check_id, seen_at, rowid AS place',
    key: ['scope_kind', 'platform', 'owner', 'check_id'],
    counted: 'place',
  },
  { name: 'reviews', columns: 'id, json', key: ['id'] },
  {
    name: 'surfaces',
    columns: `id, kind, owner_id, claim, title, label, ${VISIBILITY}`,
    key: ['id'],
    counted: 'id',
    toOwn: ({ claim, title }) => ({
      terms: toIndexedTerms(String(claim), String(title)),
      forms: toFormPrints(String(claim)),
    }),
  },
  { name: 'archives', columns: 'name, location, etag, modified, read_at, reading', key: ['name'] },
  { name: 'archive_reviews', columns: 'archive, review_id, reading', key: ['archive', 'review_id'] },
  {
    name: 'confirmations',
    columns: `id, form, ${VISIBILITY}, by_kind, by_who, by_version, prior_kind, prior_id, relation, at`,
    key: ['id'],
    counted: 'id',
  },
  {
    name: 'postings',
    columns: 'id, platform, chat_id, message_id, locale, visible, pinned, posted_at',
    key: ['id'],
    counted: 'id',
  },
  {
    name: 'posting_checks',
    columns: 'posting_id, place, check_id, asked, word, said_by',
    key: ['posting_id', 'place'],
    toOwn: ({ asked = null }) => ({ asked: asked === null ? null : JSON.stringify(asked) }),
  },
  { name: 'groups', columns: 'platform, group_id, keep_days, left_at', key: ['platform', 'group_id'] },
  { name: 'chats', columns: 'platform, chat_id, group_id', key: ['platform', 'chat_id'] },
  {
    name: 'spending',
    columns: 'day, platform, chat, provider, currency, is_group, checks, calls, input_tokens, output_tokens, money',
    key: ['day', 'platform', 'chat', 'provider', 'currency'],
  },
  {
    name: 'jobs',
    columns:
      'id, platform, event_id, state, accepted_at, ended_at, attempts, fault, actor_id, job, placeholder, rowid AS seq',
    key: ['id'],
    counted: 'seq',
  },
  { name: 'document_folders', columns: 'id, path, name', key: ['id'], counted: 'id' },
  {
    name: 'document_files',
    columns: 'id, folder_id, path, hash',
    key: ['id'],
    counted: 'id',
    parts: ['documents', 'file_id'],
  },
  {
    name: 'documents',
    columns: 'id, file_id, url, title, publisher, published_at, language, text',
    key: ['id'],
    counted: 'id',
    toOwn: ({ title, text }) => toIndexedDocument({ title: String(title), text: String(text) }),
  },
  {
    // Settings of chats, limits, budgets, links and results that were kept.
    name: 'cache',
    columns: 'namespace, key, value, expires_at',
    key: ['namespace', 'key'],
    newKey: ['namespace', 'code'],
    which: `namespace <> 'pages'`,
    toOwn: ({ key }) => ({ code: toCode(String(key)), key: JSON.stringify(key) }),
    toOldKey: ({ namespace = '', key }) => ({ namespace, key: JSON.parse(String(key)) }),
  },
];

/** A row of the file as it has to stand in PostgreSQL. */
export function toNewRow({ toOwn }: MovedTable, row: Row): Row {
  return toHeldRow({ ...row, ...toOwn?.(row) });
}

/** A row's key in PostgreSQL. */
export function toNewKey(table: MovedTable, row: Row): Row {
  const { key, newKey = key } = table;
  return newKey.every((name) => name in row) ? toHeldRow(pick(row, newKey)) : pick(toNewRow(table, row), newKey);
}

/** Some columns of a row. */
export function pick(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

function toHeldRow(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toHeld(value)]));
}
