import type { Check, Scope, Visibility } from '../../core/types.ts';
import type { PersonHash } from './prints.ts';

/** The parameters of `visibleIn`. A type, since an interface is not assignable to `Params`. */
export type ScopeParams = Pick<Scope, 'platform' | 'chatId' | 'personId'>;

/** The columns `vis_kind`, `vis_platform` and `vis_owner`. */
export type VisibilityParams = { visKind: Visibility['kind']; visPlatform: string; visOwner: string };

/** The key of one scope's history. */
export type HistoryParams = { scopeKind: 'chat' | 'person'; scopePlatform: string; scopeOwner: string };

/** The parameters of `visibleIn` for a scope. Persons are stored only by their codes, here and below. */
export function toScopeParams({ platform, chatId, personId }: Scope, toHash: PersonHash): ScopeParams {
  return { platform, chatId, personId: personId === '' ? '' : toHash(platform, personId) };
}

/** A visibility as its columns, which are never NULL, so that UNIQUE constraints apply. */
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
 * The key of a scope's history: the person's if the scope is private to that person, otherwise the chat's, so that no
 * person's id is stored with what was asked in a chat.
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

/** The person who owns a private check; empty for any other check. */
export const personOf = (visibility: Visibility) => (visibility.kind === 'person' ? visibility.personId : '');

/** A check as it is stored: a public one without the first asker's message, a private one with the person's code. */
export function toKept(check: Check, toHash: PersonHash): Check {
  const { visibility, claim } = check;
  if (visibility.kind === 'public') return { ...check, claim: { ...claim, original: claim.text } };
  if (visibility.kind === 'chat') return check;
  const { platform, personId } = visibility;
  return { ...check, visibility: { ...visibility, personId: toHash(platform, personId) } };
}

/** A stored check for its reader: the code is replaced with the id of the person, who is the reader. */
export function toSeenCheck(check: Check, personId: string): Check {
  const { visibility } = check;
  return visibility.kind === 'person' ? { ...check, visibility: { ...visibility, personId } } : check;
}
