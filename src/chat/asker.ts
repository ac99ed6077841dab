/** Who asks, and where: what settings and limits go by. */
export interface Asker {
  /** The platform's own id of the event: each is handled once. */
  id: string;
  platform: string;
  actorId: string;
  /**
   * `groupId` is what the chat belongs to, where settings are kept: a Discord server; absent where the chat itself is that. `topicId` is a
   * part of the chat that can be switched off by itself: a Telegram forum's topic. `parentId` is what the chat is switched off with: the
   * channel of a Discord thread.
   */
  chat: { id: string; kind: 'private' | 'group'; groupId?: string; topicId?: string; parentId?: string };
}
