import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ArchiveRow } from '../../providers/store/ports.ts';
import type { Database } from '../../providers/store/sqlite/database.ts';
import { lookForDamage } from '../../providers/store/sqlite/find-damage.ts';
import { openDatabase } from '../../providers/store/sqlite/open-database.ts';
import { createSqliteArchives } from '../../providers/store/sqlite/sqlite-archives.ts';
import { createSqliteMeta } from '../../providers/store/sqlite/sqlite-meta.ts';
import { ClaimcheckError } from '../../shared/errors.ts';
import type { Finding } from '../../shared/finding.ts';

const WHAT = 'Store';
/** How long to wait for a process that is writing to the store, in ms. */
const BUSY_TIMEOUT_MS = 1_000;
const MB = 1_000_000;
/** A busy group writes less than this in several weeks. */
const LITTLE_MB = 1_000;
/** The write-ahead log alone may need this much. */
const TOO_LITTLE_MB = 50;

export type FreeBytes = (folder: string) => Promise<number>;

const readFreeBytes: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Examines the store's file: opens it, reads all of it, and writes a note. Never creates the file. */
export async function examineStore(file: string, signal: AbortSignal, now: () => Date): Promise<Finding[]> {
  if (!statSync(file, { throwIfNoEntry: false })) {
    return [{ standing: 'ok', what: WHAT, text: `there is none at ${resolve(file)} yet: the first start creates it.` }];
  }
  const findings: Finding[] = [];
  try {
    const reading = openDatabase({ file, readOnly: true, busyTimeoutMs: BUSY_TIMEOUT_MS });
    try {
      findings.push(...toLocks(reading, now()));
      const damage = await lookForDamage(reading.file, signal);
      if (damage) return [{ standing: 'FAIL', what: WHAT, text: damage.message, said: toWords(damage.cause) }];
    } finally {
      reading.close();
    }
    const writing = openDatabase({ file, busyTimeoutMs: BUSY_TIMEOUT_MS });
    try {
      await createSqliteMeta(writing).set('doctor', now().toISOString());
    } finally {
      writing.close();
    }
  } catch (error) {
    if (!(error instanceof ClaimcheckError)) throw error;
    return [...findings, toTrouble(error)];
  }
  return [{ standing: 'ok', what: WHAT, text: `${resolve(file)} opens, is intact, and is writable.` }, ...findings];
}

/** SQLite's own message, which names pages but never quotes texts. */
function toWords(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}

function toTrouble({ code, message }: ClaimcheckError): Finding {
  if (code === 'store-busy') {
    const text = 'another process, such as a running bot or an import, is writing to it: this is normal.';
    return { standing: 'ok', what: WHAT, text };
  }
  const isOlder = code === 'store-unavailable' && message.includes('must be upgraded');
  return isOlder
    ? {
        standing: 'ok',
        what: WHAT,
        text: 'it is from an older version: the next start upgrades it. Back it up first.',
      }
    : { standing: 'FAIL', what: WHAT, text: message };
}

function toLocks(db: Database, now: Date): Finding[] {
  const held = db
    .prepare<{ name: string }>('SELECT name FROM locks WHERE expires_at > :now')
    .all({ now: now.getTime() });
  return held.map(({ name }) => ({
    standing: 'ok',
    what: WHAT,
    text: `a process holds its lock “${name}”: this is normal.`,
  }));
}

/** What other probes need to know from the store. */
export interface Known {
  /** Ids of Telegram groups with cards, the latest first. */
  groups: string[];
  archives: ArchiveRow[];
  hasDocuments: boolean;
}

/** Reads it. @throws ClaimcheckError if the store cannot be read */
export async function readKnown(file: string): Promise<Known> {
  const db = openDatabase({ file, readOnly: true, busyTimeoutMs: BUSY_TIMEOUT_MS });
  try {
    const groups = db.prepare<{ chat_id: string }>(`
      SELECT chat_id FROM postings WHERE platform = 'telegram' AND chat_id LIKE '-%' GROUP BY chat_id ORDER BY max(posted_at) DESC`);
    const documents = db.prepare<{ found: number }>('SELECT EXISTS (SELECT 1 FROM documents) AS found').get();
    return {
      groups: groups.all().map(({ chat_id: id }) => id),
      archives: await createSqliteArchives(db).list(),
      hasDocuments: documents?.found === 1,
    };
  } finally {
    db.close();
  }
}

/** Examines the free space on the store's disk. */
export async function examineDisk(file: string, freeBytes: FreeBytes = readFreeBytes): Promise<Finding[]> {
  const folder = toFolder(dirname(resolve(file)));
  const free = Math.floor((await freeBytes(folder)) / MB);
  const found = `${free.toLocaleString('en')} MB free at ${folder}`;
  if (free < TOO_LITTLE_MB)
    return [{ standing: 'FAIL', what: 'Disk', text: `${found}: free up space, or the bot cannot save anything.` }];
  if (free < LITTLE_MB) return [{ standing: 'warn', what: 'Disk', text: `${found}: free up space soon.` }];
  return [{ standing: 'ok', what: 'Disk', text: `${found}.` }];
}

/** The folder, or its nearest parent that exists. */
function toFolder(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) || dirname(path) === path ? path : toFolder(dirname(path));
}
