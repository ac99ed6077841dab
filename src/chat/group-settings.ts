import type { Keyv } from 'keyv';
import { z } from 'zod';
import type { Asker, Atomically } from './ports.ts';

/** How long a group keeps its checks by default, in days from when each was last asked for. */
export const KEEP_DAYS = 365;

/** A group's own settings. An invalid value counts as not set. */
const SETTINGS = z.object({
  /** Language of the answers; absent: the asker's. */
  language: z.string().max(35).optional().catch(undefined),
  /** Who may check. */
  who: z.enum(['everyone', 'moderators']).catch('everyone'),
  /** Chats and topics (`toPlaceKey`) where checks are off. */
  off: z.array(z.string()).catch([]),
  /** The pause between two checks of one person, in seconds. */
  pauseSeconds: z.int().min(0).max(3600).catch(5),
  /** Checks a day in the whole group; 0: only the operator's limit. */
  perDay: z.int().min(0).catch(0),
  /** Answers are for the asker alone, unless the request says otherwise. */
  private: z.boolean().catch(false),
  /** Whether refusals are shown to everyone on a platform that cannot whisper. */
  notices: z.boolean().catch(true),
  keepDays: z.int().min(1).max(3650).catch(KEEP_DAYS),
});

export type GroupSettings = z.output<typeof SETTINGS>;

/** The key of one set of settings. */
export interface GroupKey {
  platform: string;
  groupId: string;
}

/** Stores the settings of groups. Rejects with the store's errors. */
export interface GroupSettingsStore {
  of(group: GroupKey): Promise<GroupSettings>;
  /** Changes some settings. Concurrent changes both take effect. @returns all settings as they are now */
  change(group: GroupKey, change: (now: GroupSettings) => Partial<GroupSettings>): Promise<GroupSettings>;
  /** The group has a new id. */
  move(from: GroupKey, toGroupId: string): Promise<void>;
}

/** The group whose settings apply to a chat; a private chat has none. */
export function toGroupKey({ platform, chat }: Pick<Asker, 'platform' | 'chat'>): GroupKey | undefined {
  return chat.kind === 'group' ? { platform, groupId: chat.groupId ?? chat.id } : undefined;
}

/** The part of a group that can be switched off separately: a channel with its threads, or a forum's topic. */
export function toPlaceKey({ id, topicId, parentId }: Asker['chat']): string {
  return topicId === undefined ? (parentId ?? id) : `${id}/${topicId}`;
}

/** The settings of a group that chose nothing. */
export const DEFAULT_SETTINGS: GroupSettings = SETTINGS.parse({});

/** Creates the store over a durable cache. @param atomically of the same cache */
export function createGroupSettings(keyv: Keyv, atomically: Atomically): GroupSettingsStore {
  const read = (kept: unknown) => SETTINGS.catch(DEFAULT_SETTINGS).parse(kept ?? {});
  return {
    of: async (group) => read(await keyv.get(toKey(group))),
    change: (group, change) =>
      atomically([toKey(group)], (entries) => {
        const now = read(entries.get(toKey(group)));
        const changed = { ...now, ...change(now) };
        entries.set(toKey(group), changed);
        return changed;
      }),
    move: (from, groupId) =>
      atomically([toKey(from), toKey({ platform: from.platform, groupId })], (entries) => {
        const kept = entries.get(toKey(from));
        if (kept === undefined) return;
        const settings = read(kept);
        // The places where checks are off contain the group's old id too.
        const toNew = (place: string) => {
          const isWhole = place === from.groupId || place.startsWith(`${from.groupId}/`);
          return isWhole ? groupId + place.slice(from.groupId.length) : place;
        };
        entries.set(toKey({ platform: from.platform, groupId }), { ...settings, off: settings.off.map(toNew) });
        entries.delete(toKey(from));
      }),
  };
}

function toKey({ platform, groupId }: GroupKey): string {
  return `${platform}:${groupId}`;
}
