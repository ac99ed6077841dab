import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { useTelegram } from '../adapters/telegram-fixture.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const telegram = useTelegram();

const A_SECOND = 1_000;
const SECONDS = 30;
const MOST_GROWTH_BYTES = 4_000_000;

describe('a busy group', () => {
  it('of a thousand messages a second that are not for the bot leaves its memory flat', async () => {
    const { peer, ann, bob, accepted } = await telegram.open({
      peer: { privacy: false },
      telegram: { mentions: true },
    });
    const loud = peer.addGroup({ members: [ann, bob] });
    const second = async () => {
      peer.chatter(bob, loud, A_SECOND, 'Did you see, @ann, what they say about the wall?');
      // What comes later is answered, so all before it was looked at; somebody else each time, who waits for no pace.
      const eve = peer.addUser({ firstName: 'Eve' });
      await peer.waitForAnswer(peer.say(eve, peer.addPrivateChat(eve), '/help'));
    };
    const heap = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    for (let at = 0; at < 3; at += 1) await second();
    const before = heap();
    for (let at = 0; at < SECONDS; at += 1) await second();
    expect(heap() - before).toBeLessThan(MOST_GROWTH_BYTES);
    expect([accepted, peer.answers(loud)]).toEqual([[], []]);
  });
});
