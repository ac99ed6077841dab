import { createGroupSettings } from '../../src/chat/group-settings.ts';
import { newCheckId } from '../../src/checks/check-service.ts';
import { toClaimKey } from '../../src/core/language/canonical-form.ts';
import type { Check, Scope } from '../../src/core/types.ts';
import type { EmbeddedStore } from '../../src/providers/store/open-store.ts';
import { createSqlitePostings } from '../../src/providers/store/sqlite/sqlite-postings.ts';
import { createSqliteRetention } from '../../src/providers/store/sqlite/sqlite-retention.ts';
import type { BenchCorpus } from '../../tools/bench/corpus.ts';

/** A group the bot knows: its chat is a channel on Discord, and the group itself on Telegram. */
export interface KnownGroup {
  platform: string;
  groupId: string;
  chatId: string;
}

/** Checks that each group asked for, and that still stand in it. */
const ASKED_BEFORE = 3;

/** Makes the store know the groups: what they decided, what they asked for, and where its cards stand. */
export async function rememberGroups(
  store: EmbeddedStore,
  groups: readonly KnownGroup[],
  corpus: BenchCorpus,
): Promise<void> {
  const settings = createGroupSettings(store.keyv('settings'), store.atomically('settings'));
  const [postings, retention] = [createSqlitePostings(store.db), createSqliteRetention(store.db)];
  for (const { platform, groupId, chatId } of groups) {
    await settings.change({ platform, groupId }, () => ({ language: 'en', keepDays: 180 }));
    await retention.noteGroup(platform, groupId, { keepDays: 180 });
    if (chatId !== groupId) await retention.noteChat(platform, chatId, groupId);
    const scope: Scope = { platform, chatId, personId: '', visibility: { kind: 'chat', platform, chatId } };
    for (let place = 0; place < ASKED_BEFORE; place += 1) {
      const { id } = await store.checks.save(toCheck(corpus.next().text, scope), scope);
      const at = new Date().toISOString();
      await store.checks.markSeen(id, scope, at);
      const standing = { platform, chatId, messageId: String(place), checkIds: [id], locale: 'en' };
      await postings.save({ ...standing, visible: 'chat', pinned: false, postedAt: at });
    }
  }
}

function toCheck(text: string, { visibility }: Scope): Check {
  return {
    id: newCheckId(),
    claim: { text, original: text, language: 'en' },
    claimKey: toClaimKey(text),
    verdict: { label: 'unverified', confidence: 'low', summary: '', citations: [], reason: 'no-prior-check' },
    visibility,
    related: [],
    checkedAt: new Date().toISOString(),
    means: { model: false, search: false },
    history: [],
  };
}
