import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { useFixture } from '../adapters/discord-fixture.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const fixture = useFixture(() => ({ adapter: { mentions: true }, peer: { refusedIntents: 0 } }));

const A_SECOND = 1_000;
const SECONDS = 30;
const MOST_GROWTH_BYTES = 4_000_000;

describe('a busy server', () => {
  it('of a thousand messages a second that are not for the bot leaves its memory flat', async () => {
    const { peer, ana, mod, channel } = fixture;
    const direct = peer.addDirectMessages(ana);
    const answers = () => peer.messages(direct).filter(({ authorId }) => authorId === peer.bot.id).length;
    const second = async () => {
      const before = answers();
      peer.chat(mod, channel, A_SECOND, `<@${ana.id}> did you see what they say about the wall?`);
      // What comes later is answered, so all before it was looked at.
      peer.post(ana, direct, { content: '/help' });
      await peer.until(() => answers() > before);
    };
    const heap = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    for (let at = 0; at < 3; at += 1) await second();
    const before = heap();
    for (let at = 0; at < SECONDS; at += 1) await second();
    expect(heap() - before).toBeLessThan(MOST_GROWTH_BYTES);
  });
});
