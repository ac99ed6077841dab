/** A locale as people write it (`de`, `pt_BR`, `zh-Hant-TW`) as a BCP 47 tag; nothing if it is none. */
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

/** The language itself, of a BCP 47 tag: `pt` of `pt-BR`. Nothing for `und` and for what is no tag. */
export function toPrimaryLanguage(tag: string): string | undefined {
  const primary = /^([a-z]{2,3})(?:-|$)/i.exec(tag)?.[1]?.toLowerCase();
  return primary === 'und' ? undefined : primary;
}
