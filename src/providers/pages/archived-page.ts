import { defined } from '../../core/defined.ts';
import { type ArchivedCopy, isArchive, toArchivedCopy } from '../../core/text/archived-copy.ts';
import { isWebAddress } from '../../core/text/web-address.ts';
import type { DomDocument } from './dom.ts';

/** What archives put around a page: bars with their own words and dates. */
const BARS = ['wm-ipp-base', 'wm-ipp', 'donato', 'HEADER'];

/** An address that an archive names: of the original itself, or of another copy of it. */
export function toOriginal(named: string | null | undefined): string | undefined {
  if (!named || !isWebAddress(named)) return undefined;
  return isArchive(named) ? toArchivedCopy(named)?.url : URL.parse(named)?.href;
}

/** Where archives with short addresses say what a copy is of. */
function* listNamed(document: DomDocument): Generator<string | null> {
  for (const link of document.querySelectorAll('link[rel="original"], link[rel="canonical"]'))
    yield link.getAttribute('href');
  for (const input of document.querySelectorAll('input[name="q"], input[name="url"]'))
    yield input.getAttribute('value');
}

/**
 * What the page is a copy of, with what the page of the archive says of it. The archive's own bars are taken out.
 *
 * @param copy as address and headers have it; nothing for a page that is no archive's
 */
export function readArchived(document: DomDocument, copy: ArchivedCopy | undefined): ArchivedCopy | undefined {
  if (!copy) return undefined;
  for (const id of BARS) {
    for (const bar of document.querySelectorAll(`[id="${id}"]`)) bar.setAttribute('hidden', '');
  }
  if (copy.url !== undefined) return copy;
  for (const named of listNamed(document)) {
    const url = toOriginal(named);
    if (url !== undefined) return { ...defined({ day: toArchivedCopy(named ?? '')?.day }), ...copy, url };
  }
  return copy;
}
