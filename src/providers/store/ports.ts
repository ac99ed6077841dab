import type { Keyv } from 'keyv';
import type { DeadJobStore, JobDispatch, JobQueue, JobStore } from '../../bot/job.ts';
import type { LeaseStore } from '../../bot/leases.ts';
import type { Atomically, PostingStore, RetentionStore, SpendingStore } from '../../chat/ports.ts';
import type { CheckStore, ConfirmationStore, PriorIndex } from '../../core/ports.ts';
import type { Check } from '../../core/types.ts';
import type { ClaimcheckError } from '../../shared/errors.ts';
import type { DocumentStore } from './documents.ts';
import type { PersonHash } from './prints.ts';

/** The validators a server sent with a file, for conditional requests. */
export interface Validators {
  etag?: string;
  /** `Last-Modified`, as sent. */
  modified?: string;
}

/** An imported archive of fact checks. */
export interface ArchiveRow {
  name: string;
  /** Path or address. */
  location: string;
  /** When it was last read completely, as an ISO timestamp; absent if never. */
  readAt?: string;
  reviews: number;
}

/** Records which reviews came from which archive. */
export interface ArchiveStore {
  /** Starts a reading. @returns its number, with the validators of the last complete reading of the same location */
  begin(name: string, location: string): Promise<{ reading: number } & Validators>;
  /** Records that the archive contains these reviews. */
  hold(name: string, reading: number, reviewIds: readonly string[]): Promise<void>;
  /** Records that the server still has the version that was read last. */
  unchanged(name: string, at: string): Promise<void>;
  /** Completes a reading. @returns the reviews that are no longer in this archive, nor in any other */
  end(name: string, reading: number, at: string, validators: Validators): Promise<string[]>;
  /** Deletes an archive. @returns the reviews that no other archive has; undefined if no archive has this name */
  remove(name: string): Promise<string[] | undefined>;
  list(): Promise<ArchiveRow[]>;
  /** The checks, in any scope, whose verdict was taken from one of these reviews; without an argument, from any review. */
  checksFrom(reviewIds?: readonly string[]): Promise<Check[]>;
  /** The ids of the reviews from which checks, in any scope, took their verdict. @param prefix of the ids */
  reviewsTaken(prefix: string): Promise<string[]>;
  /** The checks, in any scope, with a changed verdict that were checked after this time, oldest first. @param moment ISO timestamp */
  changedSince(moment: string): Promise<{ id: string; checkedAt: string }[]>;
}

/** A lock that this process holds. */
export interface StoreLock {
  /** Extends the lock by `ttlMs` from now. @returns false if it expired and another holder took it: stop the guarded work then */
  refresh(nowMs: number, ttlMs: number): Promise<boolean>;
  /** Releases the lock. Does nothing if another holder has it by now. */
  unlock(): Promise<void>;
}

/** Key-value metadata of the store, and locks between processes. */
export interface StoreMeta {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  /**
   * Takes the named lock unless another holder has it. A crashed holder loses it when it expires.
   *
   * @param nowMs milliseconds since 1970
   * @param ttlMs the time until it expires without a `refresh`
   * @returns undefined if another holder has it
   */
  tryLock(name: string, nowMs: number, ttlMs: number): Promise<StoreLock | undefined>;
}

/** The stored jobs. */
export interface StoredJobs extends JobStore, DeadJobStore, JobQueue {
  /** Distributes the jobs among processes. Absent if a single process runs them all. */
  dispatch?: JobDispatch;
}

/** All persistent data. */
export interface Store {
  checks: CheckStore;
  priors: PriorIndex;
  archives: ArchiveStore;
  /** The number of reviews. */
  reviewCount(): Promise<number>;
  confirmations: ConfirmationStore;
  documents: DocumentStore;
  postings: PostingStore;
  retention: RetentionStore;
  spending: SpendingStore;
  meta: StoreMeta;
  /** Leases for work that only one process may do at a time. Absent if there is only one process. */
  leases?: LeaseStore;
  /** Maps a person to the code that this store keeps instead of the id. */
  toHash: PersonHash;
  /** Opens the jobs; in PostgreSQL, the first call starts the job engine. @param onFault called for background failures */
  openJobs(onFault: (error: unknown) => void): Promise<StoredJobs>;
  /**
   * A cache with its own namespace. `coded`: its keys name persons or private chats, so they are stored as codes.
   */
  keyv(namespace: string, options?: { coded?: boolean }): Keyv;
  /** Atomic changes of the same cache. `unhurried`: a power cut may undo the last changes. */
  atomically(namespace: string, options?: { coded?: boolean; unhurried?: boolean }): Atomically;
  /**
   * Looks in the background for damage that no query has hit yet. Absent if the operator's own tools do that (`docs/scaling.md`).
   *
   * @param signal stops the search, which then resolves to undefined
   * @returns an error that says what to do; undefined if there is no damage
   */
  findDamage?(signal: AbortSignal): Promise<ClaimcheckError | undefined>;
  /** Closes the store. Every later call rejects with `store-unavailable`. */
  close(): Promise<void>;
}
