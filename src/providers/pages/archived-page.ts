import { defined } from '../../core/defined.ts';
import { type ArchivedCopy, isArchive, toArchivedCopy } from '../../core/text/archived-copy.ts';
import { isWebAddress } from '../../core/text/web-address.ts';
import type { DomDocument } from './dom.ts';

/** The ids of the toolbars that archives add to a page, with text and dates of their own. */
const BARS = ['wm-ipp-base', 'wm-ipp', 'donato', 'HEADER'];

/** The original's address, from an address that an archive names: the original itself, or another copy of it. */
export function toOriginal(named: string | null | undefined): string | undefined {
  if (!named || !isWebAddress(named)) return undefined;
  return isArchive(named) ? toArchivedCopy(named)?.url : URL.parse(named)?.href;
}

/** The places where archives with short addresses name a copy's original. */
function* listNamed(document: DomDocument): Generator<string | null> {
  for (const link of document.querySelectorAll('link[rel="original"], link[rel="canonical"]'))
    yield link.getAttribute('href');
  for (const input of document.querySelectorAll('input[name="q"], input[name="url"]'))
    yield input.getAttribute('value');
}

/**
 * Completes what is known of an archived copy from the page itself, and hides the archive's toolbars.
 *
 * @param copy what address and headers say; undefined if the page is not from an archive
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
