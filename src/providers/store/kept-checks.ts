import type { Check, Visibility } from '../../core/types.ts';
import type { PersonHash } from './prints.ts';

/** Whose a check is; empty where it is no person’s. */
export const personOf = (visibility: Visibility) => (visibility.kind === 'person' ? visibility.personId : '');

/** What is written down: a public check without the message of whoever asked first, a person's with the person's code. */
export function toKept(check: Check, toHash: PersonHash): Check {
  const { visibility, claim } = check;
  if (visibility.kind === 'public') return { ...check, claim: { ...claim, original: claim.text } };
  if (visibility.kind === 'chat') return check;
  const { platform, personId } = visibility;
  return { ...check, visibility: { ...visibility, personId: toHash(platform, personId) } };
}

/** A stored check as they may see it: in place of a code, the person that it belongs to. */
export function toSeenCheck(check: Check, personId: string): Check {
  const { visibility } = check;
  return visibility.kind === 'person' ? { ...check, visibility: { ...visibility, personId } } : check;
}
