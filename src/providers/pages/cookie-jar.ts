/** The most cookies that a chain of redirects may set; log-in and consent walls set one or two. */
const MOST_COOKIES = 30;
/** The longest cookie, in UTF-16 units. Source: RFC 6265, section 6.1. */
const MAX_COOKIE = 4_096;
/** A name and a value of characters that a header may contain. */
const PAIR = /^([!#-+\--:<>-~]+)\s*=([\t -:<-~]*)$/;

/** The cookies of one chain of redirects, discarded with it. */
export interface CookieJar {
  /** Stores the cookies of a response for its host. @returns whether a cookie is new or changed */
  take(url: URL, setCookies: readonly string[]): boolean;
  /** The `Cookie` header for a request; undefined if there are no cookies. */
  toHeader(url: URL): string | undefined;
}

/**
 * A jar for one chain of redirects. A cookie goes back only to the host that set it, whatever its `Domain` and `Path` say:
 * a page that tests for cookies redirects to itself.
 */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, { host: string; pair: string; secure: boolean }>();
  return {
    take(url, setCookies) {
      let isNew = false;
      for (const raw of setCookies) {
        const [first = '', ...attributes] = raw.slice(0, MAX_COOKIE).split(';');
        const [, name = '', value = ''] = PAIR.exec(first.trim()) ?? [];
        const key = `${url.host} ${name}`;
        if (!name) continue;
        if (attributes.some((one) => /^\s*max-age\s*=\s*(?:0|-\d*)\s*$/i.test(one))) cookies.delete(key);
        else if (cookies.has(key) || cookies.size < MOST_COOKIES) {
          const pair = `${name}=${value.trim()}`;
          isNew ||= cookies.get(key)?.pair !== pair;
          const secure = attributes.some((one) => one.trim().toLowerCase() === 'secure');
          cookies.set(key, { host: url.host, pair, secure });
        }
      }
      return isNew;
    },
    toHeader(url) {
      const own = [...cookies.values()].filter(
        ({ host, secure }) => host === url.host && (url.protocol === 'https:' || !secure),
      );
      return own.length > 0 ? own.map(({ pair }) => pair).join('; ') : undefined;
    },
  };
}
