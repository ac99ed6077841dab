import { createBoundedMap } from '../../src/shared/bounded-map.ts';

/** Far more than write to one bot between two starts. */
const MOST_KNOWN = 10_000;

/** Which language people's Discord speaks: their commands and clicks say it, what they write does not. Kept in memory only. */
export interface UserLocales {
  note(userId: string, locale: string | undefined): void;
  of(userId: string): string | undefined;
  forget(userId: string): void;
}

/** Makes it; whoever was seen last is remembered longest. */
export function createUserLocales(): UserLocales {
  const known = createBoundedMap<string>(MOST_KNOWN);
  return {
    note(userId, locale) {
      if (locale !== undefined) known.set(userId, locale);
    },
    of: (userId) => known.get(userId),
    forget: (userId) => void known.delete(userId),
  };
}
