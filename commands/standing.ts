import type { ChatStores } from '../src/chat/chat-stores.ts';
import type { Answer } from '../src/core/types.ts';
import type { CommandContext } from './command.ts';
import type { CommandRequest } from './request.ts';

/**
 * The answers of the message that a button stands on, with what their asker said; the one the button names alone, where its message is not
 * known. None where the checks are gone.
 */
export async function toStanding(
  postings: ChatStores['postings'] | undefined,
  { platform, text, posting }: CommandRequest,
  { checkService, scope }: Pick<CommandContext, 'checkService' | 'scope'>,
): Promise<Answer[]> {
  const standing = posting && (await postings?.at(platform, posting.chatId, posting.messageId));
  const ids = standing?.checkIds.includes(text) ? standing.checkIds : [text];
  const checks = await Promise.all(ids.map((id) => checkService.find(id, scope)));
  return checks.filter((check) => check !== undefined).map((check) => ({ ...standing?.said?.[check.id], check }));
}
