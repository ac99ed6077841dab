import type { Act, Outcome, PersonId, Platform, Room, SideView } from './page/views.ts';

/** One of the two platforms, with three people, a group and the bot in it. */
export interface Side {
  platform: Platform;
  /** What this person sees there now. */
  view(who: PersonId): SideView;
  /** @throws Error whose message says, for people, why it cannot be done */
  act(who: PersonId, room: Room, act: Act): Promise<Outcome>;
  /** The bytes of a picture that somebody sent. */
  picture(id: string): Uint8Array | undefined;
  /** Told after everything that somebody could see. */
  onChange(heard: () => void): void;
  close(): Promise<void>;
}

/** More than these are of no use to anybody; the oldest are not shown. */
export const MOST_MESSAGES = 100;
/** How long a click or a suggestion is waited for, in ms; the platforms' own limit is 3 s. */
export const ANSWER_WITHIN_MS = 3_000;

/** What was awaited, or nothing once it took too long. */
export function inTime<T>(work: Promise<T>, withinMs = ANSWER_WITHIN_MS): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), withinMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A picture as the page sends it. */
export function toPicture(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

/** The one with this id. @throws Error for people */
export function pick<T>(things: readonly T[], fits: (thing: T) => boolean): T {
  const thing = things.find(fits);
  if (thing === undefined) throw new Error('That is not there any more.');
  return thing;
}
