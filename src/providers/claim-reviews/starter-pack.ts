import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PriorIndex } from '../../core/ports.ts';
import type { ClaimReview, Translation } from '../../core/types.ts';
import { ClaimcheckError, isCode } from '../../shared/errors.ts';
import { claimReviewSchema } from './claim-review-schema.ts';
import { parseClaimReview } from './parse-claim-review.ts';

/** Raise this when the parser reads the same pack differently: stores then reload it. */
const READER_VERSION = 2;
const HASH_KEY = 'starter.hash';
const IDS_KEY = 'starter.ids';
/** Each attempt waits five seconds for another process: a minute in all. */
const MOST_TRIES = 12;

/** The part of the store's metadata that the pack needs. */
export interface PackNotes {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

export interface StarterPack {
  reviews: ClaimReview[];
  /** Changes with every change of a file. */
  hash: string;
}

interface PackFile {
  name: string;
  text: string;
}

async function readFiles(folder: string): Promise<{ files: PackFile[]; hash: string }> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  );
  const hash = createHash('sha256').update(`${READER_VERSION}`);
  for (const { name, text } of files) hash.update(`\n${name} ${text.length}\n`).update(text);
  return { files, hash: hash.digest('base64url') };
}

/** An entry that translates another one. */
interface Told {
  of: string;
  translation: Translation;
}

/** The pack's reviews, each with its translations. */
function toReviews(files: readonly PackFile[]): ClaimReview[] {
  const entries = files.flatMap(toEntries);
  const told = Map.groupBy(
    entries.filter((entry) => 'of' in entry),
    ({ of }) => of,
  );
  return entries.flatMap((entry) => {
    if ('of' in entry) return [];
    const translations = told.get(entry.id)?.map(({ translation }) => translation);
    return [translations ? { ...entry, translations } : entry];
  });
}

function toEntries({ name, text }: PackFile): (ClaimReview | Told)[] {
  const toError = (what: string) =>
    new ClaimcheckError('import-failed', `The starter pack's file ${name} ${what}: get the project's files again.`);
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    throw toError('is not complete JSON');
  }
  if (!Array.isArray(entries)) throw toError('does not contain a list');
  return entries.map((entry, place) => {
    const review = parseClaimReview(entry, { ownPack: true });
    if ('refused' in review) throw toError(`has an invalid entry (number ${place + 1}: ${review.refused})`);
    const of = claimReviewSchema.parse(entry).translationOfWork;
    if (of === undefined) return review;
    const { language, claimReviewed: claim, forms, textualRating, summary } = review;
    return { of, translation: { language, claim, forms, textualRating, summary } };
  });
}

/**
 * Reads the bundled pack of fact checks.
 *
 * @throws ClaimcheckError `import-failed` for a damaged file
 */
export async function readStarterPack(folder: string): Promise<StarterPack> {
  const { files, hash } = await readFiles(folder);
  return { reviews: toReviews(files), hash };
}

/**
 * Loads the pack into the store if it differs from the last one loaded, and removes entries that are no longer in the pack. If
 * nothing changed, it only reads and hashes the files (a few milliseconds). If another process is loading the pack, it waits for
 * that process.
 *
 * @returns whether the pack was loaded
 * @throws ClaimcheckError `import-failed` as `readStarterPack`, and the store's own
 */
export async function loadStarterPack({ folder, ...store }: LoadOptions): Promise<boolean> {
  const { files, hash } = await readFiles(folder);
  for (let tries = 1; ; tries += 1) {
    try {
      return await load(files, hash, store);
    } catch (error) {
      if (!isCode(error, 'store-busy') || tries === MOST_TRIES) throw error;
    }
  }
}

interface LoadOptions {
  folder: string;
  priors: PriorIndex;
  meta: PackNotes;
}

async function load(files: readonly PackFile[], hash: string, { priors, meta }: Omit<LoadOptions, 'folder'>) {
  if ((await meta.get(HASH_KEY)) === hash) return false;
  const reviews = toReviews(files);
  const ids = new Set(reviews.map((review) => review.id));
  const before = toIds(await meta.get(IDS_KEY));
  const gone = before.filter((id) => !ids.has(id));
  // The hash is written last, so that an interrupted load is repeated at the next start.
  await meta.set(IDS_KEY, JSON.stringify([...ids, ...gone]));
  await priors.removeReviews(gone);
  await priors.addReviews(reviews);
  await meta.set(IDS_KEY, JSON.stringify([...ids]));
  await meta.set(HASH_KEY, hash);
  return true;
}

function toIds(json: string | undefined): string[] {
  const ids: unknown = json === undefined ? [] : JSON.parse(json);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
