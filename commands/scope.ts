import type { Scope } from '../src/core/types.ts';
import type { CommandRequest } from './request.ts';

/** Nobody's id: what everyone in a group will read must not be taken from what one of them asked in private. */
const NOBODY = '';

/**
 * What a check asked from this chat may see, and who may see what is made of the asker's own words: the group it was
 * asked in; only the asker, in private and where the answer is for their eyes alone.
 */
export function toScope(request: Pick<CommandRequest, 'platform' | 'actorId' | 'chat' | 'private'>): Scope {
  const { platform, actorId, chat } = request;
  const chatId = chat.id;
  return chat.kind === 'group' && request.private !== true
    ? { platform, chatId, personId: NOBODY, visibility: { kind: 'chat', platform, chatId } }
    : { platform, chatId, personId: actorId, visibility: { kind: 'person', platform, personId: actorId } };
}
