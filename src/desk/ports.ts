import type { DeadJob, Job, Json, Posting } from './job.ts';

/** Remembers what was accepted and is not answered yet. What was written is on the disk when the promise resolves. */
export interface JobStore {
  /** @returns false if a job of this platform and event is known already, answered ones (kept for a week) included */
  add(job: Job): Promise<boolean>;
  /** Notes the placeholder or the number of attempts. */
  update(id: string, change: { placeholder?: Json; attempts?: number }): Promise<void>;
  /** The job is answered (no fault) or given up. An answered job's text, address and actor are forgotten. */
  finish(id: string, at: string, fault?: string): Promise<void>;
  /** Accepted and neither answered nor given up, oldest first. */
  unfinished(): Promise<Job[]>;
  /** Given up, newest first. */
  dead(limit: number): Promise<DeadJob[]>;
}

/** Remembers where cards stand. A message has one posting. */
export interface PostingStore {
  /** Adds or replaces the posting of its message. */
  save(posting: Posting): Promise<void>;
  /** The posting of a message. */
  at(platform: string, chatId: string, messageId: string): Promise<Posting | undefined>;
  /** Where a check stands, newest first. */
  of(checkId: string): Promise<Posting[]>;
  /** The message is gone. */
  remove(platform: string, chatId: string, messageId: string): Promise<void>;
  /** The group has a new id (a Telegram group that became a supergroup): postings, checks' visibility, history and settings move with it. */
  moveChat(platform: string, fromChatId: string, toChatId: string): Promise<void>;
}
