import { describe, expect, it } from 'vitest';
import { toCaches } from '../../adapters/discord/caches.ts';

const BOT = { id: '1', client: { user: { id: '1' } } };
const SOMEBODY = { id: '2', client: { user: { id: '1' } } };

/** The cache of a manager with this name, by the one factory of a client. */
function openCaches() {
  const factory = toCaches() as (...args: unknown[]) => Map<string, unknown>;
  return (name: string) => factory(undefined, undefined, { name });
}

describe('what discord.js keeps', () => {
  it.each(['GuildManager', 'ChannelManager', 'GuildChannelManager', 'RoleManager', 'PermissionOverwriteManager'])(
    'is everything of a %s',
    (name) => {
      const cache = openCaches()(name);
      for (let at = 0; at < 1_000; at += 1) cache.set(String(at), at);
      expect(cache.size).toBe(1_000);
    },
  );

  it.each(['UserManager', 'GuildMemberManager'])('is only the bot itself of a %s', (name) => {
    const cache = openCaches()(name);
    cache.set('2', SOMEBODY);
    cache.set('1', BOT);
    expect([...cache.keys()]).toEqual(['1']);
  });

  it.each(['GuildTextThreadManager', 'ReactionManager', 'PresenceManager', 'VoiceStateManager'])(
    'is nothing of a %s',
    (name) => {
      const cache = openCaches()(name);
      cache.set('2', {});
      expect(cache.size).toBe(0);
    },
  );

  it('is of messages the last hundred, over all channels together', () => {
    const open = openCaches();
    const [first, second] = [open('GuildMessageManager'), open('DMMessageManager')];
    for (let at = 0; at < 150; at += 1) first.set(`first-${at}`, at);
    second.set('second', 1);
    expect([first.get('first-149'), first.get('first-0'), first.size]).toEqual([149, undefined, 100]);
    expect(openCaches()('GuildMessageManager').size).toBe(0);
  });
});
