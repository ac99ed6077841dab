import type { Check, Scope, Visibility } from '../../core/types.ts';
import type { PersonHash } from './prints.ts';

/** What `visibleIn` asks for. A type, since an interface is no `Params`. */
export type ScopeParams = Pick<Scope, 'platform' | 'chatId' | 'personId'>;

/** The columns `vis_kind`, `vis_platform` and `vis_owner`. */
export type VisibilityParams = { visKind: Visibility['kind']; visPlatform: string; visOwner: string };

/** The key of one scope's history. */
export type HistoryParams = { scopeKind: 'chat' | 'person'; scopePlatform: string; scopeOwner: string };

/** The values that `visibleIn` asks for. Persons stand in the store by their codes alone, here and below. */
export function toScopeParams({ platform, chatId, personId }: Scope, toHash: PersonHash): ScopeParams {
  return { platform, chatId, personId: personId === '' ? '' : toHash(platform, personId) };
}

/** A visibility as its columns: never NULL, so that UNIQUE holds over them. */
export function toVisibilityParams(visibility: Visibility, toHash: PersonHash): VisibilityParams {
  switch (visibility.kind) {
    case 'public':
      return { visKind: 'public', visPlatform: '', visOwner: '' };
    case 'chat':
      return { visKind: 'chat', visPlatform: visibility.platform, visOwner: visibility.chatId };
    case 'person':
      return { visKind: 'person', visPlatform: visibility.platform, visOwner: toOwner(visibility, toHash) };
  }
}

/**
 * Under which key a scope's history is kept: the person's only where the scope is private to that person, and the
 * chat's otherwise, so that no person's id is stored with what was asked in a chat.
 */
export function toHistoryParams({ platform, chatId, visibility }: Scope, toHash: PersonHash): HistoryParams {
  if (visibility.kind === 'person')
    return { scopeKind: 'person', scopePlatform: visibility.platform, scopeOwner: toOwner(visibility, toHash) };
  if (visibility.kind === 'chat')
    return { scopeKind: 'chat', scopePlatform: visibility.platform, scopeOwner: visibility.chatId };
  return { scopeKind: 'chat', scopePlatform: platform, scopeOwner: chatId };
}

function toOwner({ platform, personId }: Visibility & { kind: 'person' }, toHash: PersonHash): string {
  return toHash(platform, personId);
}

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
