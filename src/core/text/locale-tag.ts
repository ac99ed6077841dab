/** Reads a locale as people write it (`de`, `pt_BR`, `zh-Hant-TW`). @returns a BCP 47 tag; nothing if it is not a locale */
export function toLocaleTag(written: string): string | undefined {
  if (written === 'C' || written === 'POSIX') return undefined;
  try {
    return Intl.getCanonicalLocales(written.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/**
 * The language of an environment, as a BCP 47 tag: LC_ALL, then LC_MESSAGES, then LANG, the first that is not empty
 * (POSIX.1-2024, section 8.2). `C` and `POSIX` name no language; nor does what cannot be read.
 */
export function toEnvironmentLocale(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const value = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return toLocaleTag(value.split(/[.@]/)[0] ?? '');
}

/** The primary language of a BCP 47 tag: `pt` of `pt-BR`. Nothing for `und` and for invalid tags. */
export function toPrimaryLanguage(tag: string): string | undefined {
  const primary = /^([a-z]{2,3})(?:-|$)/i.exec(tag)?.[1]?.toLowerCase();
  return primary === 'und' ? undefined : primary;
}
