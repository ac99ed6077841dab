import { isWebAddress } from './web-address.ts';

/** Hosts that keep copies of others' pages, and show them under addresses of their own. */
const ARCHIVES = new Set(
  (
    'web.archive.org wayback.archive.org archive.org archive.today archive.ph archive.is archive.li archive.fo archive.md archive.vn ' +
    'webcache.googleusercontent.com cc.bingj.com ghostarchive.org perma.cc perma-archives.org rejouer.perma.cc megalodon.jp gyo.tc arquivo.pt ' +
    'webarchive.nationalarchives.gov.uk webarchive.loc.gov webarchive.org.uk wayback.archive-it.org timetravel.mementoweb.org webcitation.org'
  ).split(' '),
);
/** The Internet Archive has collections of its own beside the copies. */
const COPIES_AT: Readonly<Record<string, RegExp>> = { 'archive.org': /^\/(?:web|wayback)\// };
/** `20240501120000`, `2024.05.01-120000`, `2019-0826-1234-56`, with marks of the archive's own behind. */
const MOMENT = /\/((?:19|20)\d\d[\d.-]{0,16})(?:[a-z]{2}_)?(?=\/)/;
const WITH_SCHEME = /https?:\/{1,2}[^/].*$/i;
const HOST_AND_PATH = /^\/((?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?].*)?)$/u;
/** A copy of a copy of a copy. */
const MOST_LAYERS = 3;

/** What an archived copy is a copy of. */
export interface ArchivedCopy {
  /** Absent if the archive's address does not tell. */
  url?: string;
  /** ISO day on which it was taken. */
  day?: string;
}

const toHost = ({ hostname }: URL): string => hostname.replace(/^www\./, '').replace(/\.$/, '');

/** Whether an address is that of an archive of others' pages. */
export function isArchive(address: string): boolean {
  const url = URL.parse(address);
  if (!url || !isWebAddress(url)) return false;
  const host = toHost(url);
  return ARCHIVES.has(host) && (COPIES_AT[host]?.test(url.pathname) ?? true);
}

function toDay(moment: string | undefined): string | undefined {
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)/.exec(moment?.replace(/[.-]/g, '') ?? '') ?? [];
  const day = `${year}-${month}-${date}`;
  return year !== undefined && !Number.isNaN(Date.parse(day)) ? day : undefined;
}

function decode(text: string): string {
  try {
    return /^https?%3a/i.test(text) ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}

/** The original's address, from the archive's address. */
function findOriginal(url: URL): string | undefined {
  const asked = url.searchParams.get('url') ?? url.searchParams.get('u');
  // `cache:`, sometimes the cache's own id, the address, and the words that were searched for.
  const cached = /^cache:(?:[\w-]{6,}:)?(?!\/\/)(\S+)/.exec(url.searchParams.get('q') ?? '')?.[1];
  const path = url.pathname + url.search;
  const moment = MOMENT.exec(path);
  const behind = moment ? path.slice(moment.index + moment[0].length) : '';
  const inPath =
    WITH_SCHEME.exec(path)?.[0] ?? WITH_SCHEME.exec(decode(behind.slice(1)))?.[0] ?? HOST_AND_PATH.exec(behind)?.[1];
  const found = cached ?? inPath ?? asked ?? undefined;
  if (found === undefined) return undefined;
  const whole = /^https?:/i.test(found) ? found.replace(/^(https?:)\/{1,2}/i, '$1//') : `http://${found}`;
  const original = URL.parse(whole);
  return original && isWebAddress(original) && original.hostname.includes('.') ? original.href : undefined;
}

/**
 * Reads the address of an archived copy: the original's address, and the day on which it was copied. Pure.
 *
 * @returns nothing if the address is not an archive's
 * @example toArchivedCopy('https://web.archive.org/web/20240501120000/https://news.example/a') // { url: 'https://news.example/a', day: '2024-05-01' }
 */
export function toArchivedCopy(address: string): ArchivedCopy | undefined {
  let copy: ArchivedCopy | undefined;
  let next: string | undefined = address;
  for (let layer = 0; next !== undefined && layer < MOST_LAYERS && isArchive(next); layer += 1) {
    const url = new URL(next);
    const day = toDay(MOMENT.exec(url.pathname)?.[1]);
    next = findOriginal(url);
    copy = { ...copy, ...(next !== undefined && { url: next }), ...(day !== undefined && { day }) };
  }
  // An archive's copy of another archive's page, with nothing behind it, names no original.
  if (copy?.url !== undefined && isArchive(copy.url)) delete copy.url;
  return copy;
}
