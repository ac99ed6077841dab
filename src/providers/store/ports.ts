import type { Keyv } from 'keyv';
import type { DeadJobStore, JobDispatch, JobQueue, JobStore } from '../../bot/job.ts';
import type { LeaseStore } from '../../bot/leases.ts';
import type { Atomically, PostingStore, RetentionStore, SpendingStore } from '../../chat/ports.ts';
import type { CheckStore, ConfirmationStore, PriorIndex } from '../../core/ports.ts';
import type { Check } from '../../core/types.ts';
import type { ClaimcheckError } from '../../shared/errors.ts';
import type { DocumentStore } from './documents.ts';
import type { PersonHash } from './prints.ts';

/** What a server said of a file, for asking whether it has changed. */
export interface Validators {
  etag?: string;
  /** `Last-Modified`, as sent. */
  modified?: string;
}

/** An archive of fact checks that was imported. */
export interface ArchiveRow {
  name: string;
  /** Path or address. */
  location: string;
  /** When it was read to its end, as an ISO moment; absent while it never was. */
  readAt?: string;
  reviews: number;
}

/** Which reviews came from which archive. */
export interface ArchiveStore {
  /** Begins a reading. @returns its number, and what is known of the file if the last one came to its end */
  begin(name: string, location: string): Promise<{ reading: number } & Validators>;
  /** These reviews stand in the archive. */
  hold(name: string, reading: number, reviewIds: readonly string[]): Promise<void>;
  /** The server has what was read last. */
  unchanged(name: string, at: string): Promise<void>;
  /** It was read to its end. @returns the reviews that were in it and are no more, unless another archive has them */
  end(name: string, reading: number, at: string, validators: Validators): Promise<string[]>;
  /** Forgets an archive. @returns the reviews that no other one has; nothing if there is none of the name */
  remove(name: string): Promise<string[] | undefined>;
  list(): Promise<ArchiveRow[]>;
  /** The checks, of whatever scope, whose verdict was taken over from one of these reviews; without any, from whichever. */
  checksFrom(reviewIds?: readonly string[]): Promise<Check[]>;
  /** The reviews from which checks of whatever scope took their verdict over. @param prefix what their ids begin with */
  reviewsTaken(prefix: string): Promise<string[]>;
  /** The checks, of whatever scope, whose verdict has changed after that moment, oldest first. */
  changedSince(moment: string): Promise<{ id: string; checkedAt: string }[]>;
}

/** A lock that this process holds. */
export interface StoreLock {
  /** Holds on to it for `ttlMs` more. @returns false if it ran out and somebody else took it: stop what it guards */
  refresh(nowMs: number, ttlMs: number): Promise<boolean>;
  /** Lets go. Does nothing if somebody else has it by now. */
  unlock(): Promise<void>;
}

/** Small facts about the store itself, and locks that hold between processes. */
export interface StoreMeta {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  /**
   * Takes the named lock unless another holder has it. A holder that died loses it when its time is over.
   *
   * @param nowMs milliseconds since 1970
   * @param ttlMs how long it holds without a `refresh`
   * @returns undefined if somebody else holds it
   */
  tryLock(name: string, nowMs: number, ttlMs: number): Promise<StoreLock | undefined>;
}

/** What was accepted. */
export interface StoredJobs extends JobStore, DeadJobStore, JobQueue {
  /** Shares it out over processes. Absent: one process does all. */
  dispatch?: JobDispatch;
}

/** Everything that is remembered, in one place. */
export interface Store {
  checks: CheckStore;
  priors: PriorIndex;
  archives: ArchiveStore;
  /** How many reviews there are. */
  reviewCount(): Promise<number>;
  confirmations: ConfirmationStore;
  documents: DocumentStore;
  postings: PostingStore;
  retention: RetentionStore;
  spending: SpendingStore;
  meta: StoreMeta;
  /** Shares out what one process at a time may do. Absent: there is only one process. */
  leases?: LeaseStore;
  /** Whom this store knows by which code. */
  toHash: PersonHash;
  /** What was accepted. PostgreSQL's engine is started by the first call. @param onFault told of what fails beside the work */
  openJobs(onFault: (error: unknown) => void): Promise<StoredJobs>;
  /**
   * A cache of its own; the values of other namespaces are not seen in it. `coded`: its keys name persons or private chats, and are kept as codes.
   */
  keyv(namespace: string, options?: { coded?: boolean }): Keyv;
  /** The same cache, to be read and changed in one step. `unhurried`: a power cut may undo the last changes. */
  atomically(namespace: string, options?: { coded?: boolean; unhurried?: boolean }): Atomically;
  /**
   * Looks for damage that nobody has read yet, beside the work. Absent: the operator's own tools do that (`docs/scaling.md`).
   *
   * @param signal ends it; nothing is found then
   * @returns the sentence that says what to do
   */
  findDamage?(signal: AbortSignal): Promise<ClaimcheckError | undefined>;
  /** Lets go of it. Every later call rejects with `store-unavailable`. */
  close(): Promise<void>;
}
