import { LOOK_ALIKES } from '../language/look-alikes.ts';
import { fold } from '../language/tokens.ts';
import { toArchivedCopy } from '../text/archived-copy.ts';
import { isWebAddress } from '../text/web-address.ts';

/** Words that are in anybody's name: they do not make a name and a host agree. */
const COMMON = new Set(
  'the and for fact facts check checks checker checking factcheck factchecks factchecker news new times time daily online media net web site blog press post world truth hoax fake rumor rumour verify verified verification project team center centre foundation institute association agency research science health official faktencheck verificacion verifica checagem'.split(
    ' ',
  ),
);
/** Words that initials leave out: "Centers for Disease Control and Prevention" is cdc.gov. */
const SMALL = new Set('of the for and in on de la le du des der die das und et y e do da dos to'.split(' '));
/** A shorter word is in many hosts by chance. */
const LEAST_WITHIN = 5;
const LEAST_PART = 3;

/** A URL's host without prefixes such as `www.`; for an archived copy, the original's host. */
function toHostName(url: string): string {
  return (URL.parse(toArchivedCopy(url)?.url ?? url)?.hostname ?? '').replace(/^(?:www\d?|m|mobile|amp)\./u, '');
}

const toLetters = (text: string) => fold(text).replace(/[^\p{L}\p{N}]+/gu, '');

/** Whether a host may belong to a publisher of this name: it holds the name, a telling word of it, or its initials. */
function doAgree(name: string, host: string): boolean {
  const parts = host.split(/[.-]/u);
  const joined = toLetters(host);
  const isPart = (word: string) =>
    parts.some((part) => part === word || (word.length > LEAST_PART && part.startsWith(word)));
  const forms = [name, name.replace(/[äöü]/giu, (letter) => `${letter.normalize('NFD').charAt(0)}e`)];
  return forms.some((form) => {
    const words = fold(form)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
    const squeezed = words.join('');
    if (squeezed.length > LEAST_PART && (joined.includes(squeezed) || parts.includes(squeezed))) return true;
    const telling = words.filter((word) => word.length >= LEAST_PART && !COMMON.has(word));
    if (telling.some((word) => isPart(word) || (word.length >= LEAST_WITHIN && joined.includes(word)))) return true;
    const initials = words
      .filter((word) => !SMALL.has(word))
      .map((word) => word.charAt(0))
      .join('');
    return parts.some((part) => part.length >= LEAST_PART && initials.includes(part));
  });
}

/** A word in letters of another alphabet that all look like Latin ones is read as a Latin one. */
const withoutLookAlikes = (name: string) =>
  name.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const latin = Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
    return /^\p{Script=Latin}+$/u.test(latin) ? latin : word;
  });

/**
 * A publisher's name as a card may show it. Anybody can call themselves Reuters, so a name that has nothing to do with the page's host is replaced by
 * the host. A name in another script than the host's cannot be compared with it, and both are shown. Pure.
 *
 * @param url absent or not a web address: there is nothing to compare the name with
 * @param withHost adds the host to a name that agrees too, as for publishers whose verdict is taken over
 * @example toPublisherName('Reuters', 'https://example.org/1') // 'example.org'
 */
export function toPublisherName(name: string, url: string | undefined, withHost = false): string {
  const host = url !== undefined && isWebAddress(url) ? toHostName(url) : '';
  if (host === '' || name === host) return name;
  const read = withoutLookAlikes(name);
  if (!/\p{Script=Latin}/u.test(read)) return name.trim() === '' ? host : `${name} (${host})`;
  if (!doAgree(read, host)) return host;
  return withHost && fold(name) !== host ? `${name} (${host})` : name;
}
