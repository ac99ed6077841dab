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

/** Values by column name. */
export type Row = Record<string, SqlValue>;

/** A table that is moved from a file to PostgreSQL. Derived tables, locks and cached pages are not moved. */
export interface MovedTable {
  name: string;
  /** The columns to select from the file, as SQL. */
  columns: string;
  /** The key columns in the file, in the order of an index. */
  key: readonly string[];
  /** The key columns in PostgreSQL. Default: `key`. */
  newKey?: readonly string[];
  /** The condition for rows to move, as SQL for both stores. Default: all rows. */
  which?: string;
  /** A table and column whose foreign key references a row without ON DELETE CASCADE. */
  parts?: readonly [table: string, column: string];
  /** The required shape of the column `json`. Default: not checked. */
  shape?: ZodType;
  /** The column whose values come from a sequence in PostgreSQL, if any. */
  counted?: string;
  /** The columns that PostgreSQL has in addition or in another form. Default: none. @param row as in the file */
  toOwn?(row: Row): Row;
  /** Converts a PostgreSQL row to its key in the file. Default: the same columns. */
  toOldKey?(row: Row): Row;
}

/** Metadata keys that are not moved: the note of the move itself, and notes that each store keeps for itself. */
const OWN_NOTES = [MOVE_NOTE, LANGUAGE_NOTE, 'surface-terms-probe', 'forms-probe', 'document-terms-probe'];

const VISIBILITY = 'vis_kind, vis_platform, vis_owner';

/** All tables to move; referenced tables come before those that reference them. */
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
    // Chat settings, rate limits, budgets, links and cached results.
    name: 'cache',
    columns: 'namespace, key, value, expires_at',
    key: ['namespace', 'key'],
    newKey: ['namespace', 'code'],
    which: `namespace <> 'pages'`,
    toOwn: ({ key }) => ({ code: toCode(String(key)), key: JSON.stringify(key) }),
    toOldKey: ({ namespace = '', key }) => ({ namespace, key: JSON.parse(String(key)) }),
  },
];

/** Converts a row of the file to its form in PostgreSQL. */
export function toNewRow({ toOwn }: MovedTable, row: Row): Row {
  return toHeldRow({ ...row, ...toOwn?.(row) });
}

/** A row's key in PostgreSQL. */
export function toNewKey(table: MovedTable, row: Row): Row {
  const { key, newKey = key } = table;
  return newKey.every((name) => name in row) ? toHeldRow(pick(row, newKey)) : pick(toNewRow(table, row), newKey);
}

/** The named columns of a row; null where one is missing. */
export function pick(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

function toHeldRow(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toHeld(value)]));
}
