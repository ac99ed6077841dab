import { Locale as DiscordLocale } from 'discord.js';
import { LOCALE_TAGS, type Locale, toLocale } from '../../src/core/text/locale.ts';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';

/**
 * Discord's locales for each of our languages. Discord has no Arabic (2026): its Arabic readers see the English command names, and cards in Arabic.
 * https://discord.com/developers/docs/reference#locales
 */
const LANGUAGES: Readonly<Record<string, readonly DiscordLocale[]>> = {
  es: [DiscordLocale.SpanishES, DiscordLocale.SpanishLATAM],
  pt: [DiscordLocale.PortugueseBR],
  fr: [DiscordLocale.French],
  de: [DiscordLocale.German],
  hi: [DiscordLocale.Hindi],
  id: [DiscordLocale.Indonesian],
  uk: [DiscordLocale.Ukrainian],
  zh: [DiscordLocale.ChineseCN, DiscordLocale.ChineseTW],
};

/** A text in each of Discord's locales, for what Discord shows by itself; English is the fallback and needs no entry. */
export function toLocalizations(write: (locale: Locale) => string): Record<string, string> {
  const others = LOCALE_TAGS.filter((tag) => tag !== 'en');
  return Object.fromEntries(
    others.flatMap((tag) => (LANGUAGES[tag] ?? []).map((name) => [name, write(toLocale(tag))] as const)),
  );
}

/** Far more people than write to one bot between two starts. */
const MOST_KNOWN = 10_000;

/** The locale of each person's Discord client: commands and clicks carry it, messages do not. Kept in memory only. */
export interface UserLocales {
  note(userId: string, locale: string | undefined): void;
  of(userId: string): string | undefined;
  forget(userId: string): void;
}

/** Creates the map; the least recently noted person is dropped first. */
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
