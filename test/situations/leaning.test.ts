import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '../demo/page/views.ts';
import { startWorld, type World } from '../peers/world/index.ts';
import { WORLD_PAGES } from '../peers/world/pages.ts';
import { openPlace, type Place } from './both-platforms.ts';

const BRIDGE = 'The Oberwald bridge opened to traffic on 12 May 2024';
const QUOTE = 'The Oberwald bridge opened to traffic on 12 May 2024.';
const PLATFORMS: readonly Platform[] = ['discord', 'telegram'];

describe.each(PLATFORMS)('on %s, where one publisher alone says so', { timeout: 60_000 }, (platform) => {
  let world: World;
  let place: Place;
  beforeEach(async () => {
    world = await startWorld({ pages: WORLD_PAGES.filter(({ host }) => host === 'roads.example') });
    place = await openPlace(platform, { world, reviews: [] });
  });
  afterEach(async () => {
    await place.close();
    await world.close();
  });

  it('the card says which way it leans, with the quote, and a moderator cannot pin it', async () => {
    const card = await place.check('mia', BRIDGE, 'one source says it is true');
    expect(card).toContain(QUOTE);
    expect(card).toContain('A firm verdict needs two that are independent.');
    expect(card).not.toMatch(/✅|Confidence/);
    expect(place.buttons('mia', BRIDGE)).not.toContain('Pin');
    const id = /Check ([0-9A-Z]{8})/.exec(card)?.[1] ?? '';
    if (platform === 'telegram') await place.side.act('mia', 'group', { do: 'say', text: `/pin ${id}` });
    else await place.side.act('mia', 'group', { do: 'slash', name: 'pin', text: id });
    await place.shows('mia', 'no verdict to pin');
  });
});
