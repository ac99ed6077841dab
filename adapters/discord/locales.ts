import { Locale as DiscordLocale } from 'discord.js';
import { LOCALE_TAGS, type Locale, toLocale } from '../../src/core/text/locale.ts';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';

/**
 * Which of Discord's languages each of ours is; Discord has no Arabic (2026), so its readers get the English names there, and cards in
 * Arabic. https://discord.com/developers/docs/reference#locales
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

/** A text in Discord's languages, for what it shows by itself; English is the text that has no language there. */
export function toLocalizations(write: (locale: Locale) => string): Record<string, string> {
  const others = LOCALE_TAGS.filter((tag) => tag !== 'en');
  return Object.fromEntries(
    others.flatMap((tag) => (LANGUAGES[tag] ?? []).map((name) => [name, write(toLocale(tag))] as const)),
  );
}

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
