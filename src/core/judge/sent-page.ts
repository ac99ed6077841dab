import { LIMITS } from '../evidence/gather.ts';
import { createPassagePicker, type ResearchClaim } from '../evidence/passages.ts';
import { toHost } from '../evidence/read-pages.ts';
import { toPageKey } from '../evidence/search-all.ts';
import { createStage } from '../evidence/stage.ts';
import type { Research } from '../run.ts';
import type { Citation, Verdict } from '../types.ts';
import { toUnjudged } from './unjudged.ts';

/** A card shows five sources: this one is among them. */
const LAST_PLACE = 4;

/**
 * Reads the page linked beside a claim, and quotes its sentence nearest to the claim. No model is shown the page, and the quote gets no stance: the
 * asker chose the page, and must not move the verdict by it.
 *
 * @param url absent if there was no link
 * @returns nothing if the page cannot be read in time, or has no such sentence
 * @throws the signal's reason once it is aborted
 */
export async function quoteSent(
  url: string | undefined,
  claim: ResearchClaim,
  { reader, toPublisherKey, onlyBefore, limits }: Research,
  signal: AbortSignal,
): Promise<Citation | undefined> {
  if (url === undefined || !reader || onlyBefore) return undefined;
  const stage = createStage(limits?.readMs ?? LIMITS.readMs, signal);
  try {
    const page = await stage.run((stop) => reader.read(url, stop));
    const picker = createPassagePicker(claim, toPublisherKey);
    // The host is named: the page's own name for itself cannot be trusted.
    picker.add({ ...page, publisher: toHost(page.url) }, 0);
    const [nearest] = toUnjudged(claim.text, picker.pick(), 'unjudged').citations;
    return nearest && { ...nearest, sent: true };
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    stage.close();
  }
}

/** Adds that quote to the verdict's own sources, unless its page is one of them already. Pure. */
export function withSent(verdict: Verdict, sent: Citation | undefined): Verdict {
  const { citations } = verdict;
  const isCited = ({ source }: Citation) => toPageKey(source.url) === toPageKey(sent?.source.url ?? '');
  if (!sent || citations.some(isCited)) return verdict;
  return { ...verdict, citations: citations.toSpliced(LAST_PLACE, 0, sent) };
}
