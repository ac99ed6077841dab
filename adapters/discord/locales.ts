import { Locale as DiscordLocale } from 'discord.js';
import { LOCALE_TAGS, type Locale, toLocale } from '../../src/core/text/locale.ts';

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
