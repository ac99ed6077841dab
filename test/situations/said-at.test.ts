import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '../demo/page/views.ts';
import { startWorld, type World } from '../peers/world/index.ts';
import { openPlace, type Place } from './both-platforms.ts';

/** Before any page of the world was published. */
const SAID_AT = '2024-03-01T10:00:00.000Z';
const BRIDGE = 'The Oberwald bridge opened to traffic on 12 May 2024';
const LENGTH = 'The Oberwald bridge is 340 metres long';
const LATER = 'Later: published after the claim was made';
const PLATFORMS: readonly Platform[] = ['discord', 'telegram'];

describe.each(PLATFORMS)('on %s', { timeout: 60_000 }, (platform) => {
  let world: World;
  let place: Place;
  beforeEach(async () => {
    world = await startWorld();
    place = await openPlace(platform, { world, reviews: [] });
  });
  afterEach(async () => {
    await place.close();
    await world.close();
  });

  const judged = () => world.model.requests.filter(({ name }) => name === 'verdict').map(({ user }) => user);
  const message = () => {
    const found = place.side.view('ana').rooms.group.messages.find(({ body }) => body.join('').includes(BRIDGE));
    if (!found) throw new Error('nobody said it');
    return found.id;
  };

  it('a page that is younger than the message is marked so, and still when the card is checked again', async () => {
    place.sayEarlier('ben', BRIDGE, SAID_AT);
    if (platform === 'discord') {
      await place.side.act('ana', 'group', { do: 'app', name: 'Check this message', message: message() });
    } else await place.side.act('ana', 'group', { do: 'say', text: '/check', replyTo: message() });
    await place.shows('ana', 'published after the claim');
    expect(judged()).toEqual([expect.stringContaining(`The claim was made on: ${SAID_AT}`)]);
    await place.press('ana', 'Re-check');
    await expect.poll(judged, { timeout: 15_000 }).toHaveLength(2);
    expect(judged()[1]).toContain(LATER);
  });

  it('a page is not younger than words that are typed now', async () => {
    await place.check('ana', LENGTH, LENGTH);
    const today = new Date().toISOString().slice(0, 10);
    expect(judged()).toEqual([expect.stringContaining(`The claim was made on: ${today}`)]);
    expect(judged()[0]).not.toContain(LATER);
  });
});
