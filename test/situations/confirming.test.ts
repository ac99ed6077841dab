import { afterEach, describe, expect, it } from 'vitest';
import type { PersonId, Platform } from '../demo/page/views.ts';
import { startWorld, type WorldOptions } from '../peers/world/index.ts';
import { toStandInAnswer, toToldClaim } from '../peers/world/stand-in.ts';
import { openPlace, type Place, type PlaceOptions } from './both-platforms.ts';
import { ASKED, DENIED, PLUM_REVIEW, REWORDED, SOBER_REVIEW } from './reviews.ts';

const PLATFORMS: readonly Platform[] = ['discord', 'telegram'];
const CLOSEST = 'Closest checked claim';
const SAME = 'It’s the same claim';
const DIFFERENT = 'Not what I meant';

/** A model to which everything is the same. */
const confirmingWrongly: NonNullable<WorldOptions['answer']> = (request) =>
  request.name === 'claims'
    ? {
        claims: [toToldClaim(REWORDED, { priors: [{ number: 1, relation: 'same', differs: null }] })],
      }
    : toStandInAnswer(request);

describe.each(PLATFORMS)('on %s', { timeout: 60_000 }, (platform) => {
  let place: Place;
  afterEach(() => place.close());
  const open = async (options: Partial<PlaceOptions> = {}) => {
    place = await openPlace(platform, { reviews: [PLUM_REVIEW], ...options });
    return place;
  };

  it('a claim in other words gets the closest checked claim, without its verdict and without a button to pin it', async () => {
    const { check, buttons } = await open();
    const card = await check('ana', ASKED, CLOSEST);
    expect(card).toContain(ASKED);
    expect(card).toContain('rated “False” by Example Facts');
    expect(card).toContain('The checked claim is worded differently from yours');
    expect(card).not.toMatch(/❌|Confidence/);
    expect(card.indexOf(ASKED)).toBeLessThan(card.indexOf(CLOSEST));
    expect(buttons('ana', CLOSEST)).toEqual(expect.arrayContaining([SAME, DIFFERENT]));
    expect(buttons('ana', CLOSEST)).not.toContain('Pin');
  });

  it('what its asker says changes that card and their own next time, and binds nobody else', async () => {
    const { check, press, shows } = await open();
    await check('ana', ASKED, CLOSEST);
    await press('ana', SAME);
    const card = await shows('ben', 'matched by a member');
    expect(card).toContain('False');
    expect(card).toContain(PLUM_REVIEW.claimReviewed);
    expect(card.indexOf(ASKED)).toBeLessThan(card.indexOf('False'));
    expect(await check('ben', ASKED.toUpperCase(), CLOSEST)).not.toContain('matched by');
    expect(await check('ana', `${ASKED}!!`, 'matched by a member')).toContain('False');
  });

  it('a moderator’s word holds for the whole group, also after a restart, and then the card can be pinned', async () => {
    const { check, press, shows, restart, buttons } = await open();
    await check('ana', ASKED, CLOSEST);
    await press('mia', SAME);
    await shows('ana', 'matched by a moderator');
    expect(buttons('mia', 'matched by a moderator')).toContain('Pin');
    await restart();
    expect(await check('ben', ASKED, 'matched by a moderator')).toContain('False');
  });

  it('a card that a member matched cannot be pinned before a moderator has confirmed it', async () => {
    const { check, press, shows, buttons } = await open();
    await check('ana', ASKED, CLOSEST);
    await press('ana', SAME);
    const card = await shows('ana', 'matched by a member');
    expect(buttons('ana', 'matched by a member')).not.toContain('Pin');
    const id = /Check ([0-9A-Z]{8})/.exec(card)?.[1] ?? '';
    if (platform === 'telegram') await place.side.act('mia', 'group', { do: 'say', text: `/pin ${id}` });
    else await place.side.act('mia', 'group', { do: 'slash', name: 'pin', text: id });
    await shows('mia', 'no verdict to pin');
  });

  it('“Not what I meant” takes it back, and nothing is asked again of that person', async () => {
    const { check, press, shows, buttons } = await open();
    await check('ana', ASKED, CLOSEST);
    await press('ana', SAME);
    await shows('ana', 'matched by a member');
    await press('ana', DIFFERENT);
    const card = await shows('ana', 'Unverified');
    expect(card).toContain(PLUM_REVIEW.claimReviewed);
    expect(buttons('ana', 'Contradicts a fact check')).not.toContain(SAME);
    await check('ana', ASKED, 'Unverified');
    await check('ben', ASKED, CLOSEST);
  });

  it('of two moderators the later word holds', async () => {
    const { check, press, shows } = await open();
    await check('ana', ASKED, CLOSEST);
    await press('mia', SAME);
    await shows('ana', 'matched by a moderator');
    await press('mia', DIFFERENT);
    await shows('ana', 'Unverified');
    expect(await check('ben', ASKED, 'Unverified')).not.toContain(CLOSEST);
  });

  it('a moderator’s word stands against a member’s, on the member’s own card too', async () => {
    const { check, press, shows } = await open();
    await check('ana', ASKED, CLOSEST);
    await press('ana', DIFFERENT);
    await shows('ana', 'Unverified');
    await check('ben', ASKED, CLOSEST);
    await press('mia', SAME);
    await shows('ben', 'matched by a moderator');
    expect(await check('ana', ASKED, 'matched by a moderator')).toContain('False');
    await press('ana', DIFFERENT);
    expect(await shows('ana', 'matched by a moderator')).toContain('False');
  });

  it('a hostile asker’s wrong word stays on their card, and “Same claim” is not offered where code sees a “not”', async () => {
    const { check, press, shows, buttons } = await open({ reviews: [SOBER_REVIEW] });
    await check('ana', DENIED, 'Contradicts a fact check');
    expect(buttons('ana', 'Contradicts a fact check')).not.toContain(SAME);
    await check('ana', REWORDED, CLOSEST);
    await press('ana', SAME);
    await shows('ana', 'matched by a member');
    expect(await check('ben', REWORDED, CLOSEST)).not.toContain('matched');
  });

  it('whoever confirmed and is forgotten leaves no word behind: their card asks again', async () => {
    const { check, press, shows, command } = await open();
    await check('ana', ASKED, CLOSEST);
    await press('ana', SAME);
    await shows('ben', 'matched by a member');
    await command('ana', 'forget', '', 'Forget me');
    await press('ana', 'Forget me', 'private');
    expect(await shows('ben', CLOSEST)).not.toContain('matched by');
    await check('ana', ASKED, CLOSEST);
  });

  it('a private check that was confirmed is shown to the group as matched by a member, and remembered there by nobody else', async () => {
    const { check, press, shows } = await open();
    const mine = platform === 'discord' ? ({ private: true } as const) : ({ room: 'private' } as const);
    const room = platform === 'discord' ? 'group' : 'private';
    await check('ana', ASKED, CLOSEST, mine);
    await press('ana', SAME, room);
    await shows('ana', 'you said it is the same claim', room);
    if (platform === 'discord') {
      await press('ana', 'Post to channel');
      expect(await shows('ben', 'matched by a member')).toContain('False');
    }
    expect(await check('ben', ASKED, CLOSEST)).not.toContain('matched');
  });

  it('of several claims each has its own buttons, and an answer edits that row alone', async () => {
    const { check, press, shows, buttons } = await open({ reviews: [PLUM_REVIEW, SOBER_REVIEW] });
    const card = await check('ana', `${ASKED}. ${REWORDED}.`, CLOSEST);
    expect(card).toContain(ASKED);
    expect(card).toContain(REWORDED);
    expect(buttons('ana', CLOSEST)).toEqual(
      expect.arrayContaining(['1: it’s the same claim', '2: it’s the same claim']),
    );
    await press('ana', '2: it’s the same claim');
    const after = await shows('ana', 'matched by a member');
    expect(after).toContain(CLOSEST);
    expect(after).toContain(ASKED);
  });

  it('while somebody types, only checked claims are offered, and what is chosen is the claim’s own card', async () => {
    const { check, suggest, side } = await open();
    await check('ana', ASKED, CLOSEST);
    const offered = await suggest('ben', 'Oberwald banned plum dumplings');
    // Discord offers the words themselves before it.
    const first = offered[platform === 'discord' ? 1 : 0];
    expect(JSON.stringify(first)).toContain('Oberwald banned plum dumplings');
    expect(JSON.stringify(offered)).not.toMatch(/Closest|outlawed|matched/);
    if (platform === 'discord') {
      expect(await check('ben', first?.value ?? '', 'False')).toContain(PLUM_REVIEW.claimReviewed);
    } else {
      await side.act('ben', 'group', { do: 'choose', text: '', result: first?.value ?? '' });
      const own = side.view('ana').rooms.group.messages.at(-1);
      expect(JSON.stringify(own?.body)).toContain('Oberwald banned plum dumplings');
      expect(JSON.stringify(own?.body)).not.toMatch(/You asked|matched|Closest/);
      expect(own?.buttons).toEqual([]);
    }
  });

  it('an operator’s moderator settles it in every chat', async () => {
    const operators: PersonId[] = ['ben'];
    const { check, press, shows } = await open({ operators });
    await check('ana', ASKED, CLOSEST);
    await press('ben', SAME);
    await shows('ana', 'matched by this bot’s moderators'.replace('’', "'"));
    const text = await check('ana', ASKED, 'matched by', { room: 'private' });
    expect(text).toContain('False');
  });

  it('“Re-check” drops the asker’s own word and asks anew', async () => {
    const { check, press, shows } = await open();
    await check('ana', ASKED, CLOSEST);
    await press('ana', SAME);
    await shows('ana', 'matched by a member');
    await press('ana', 'Re-check');
    expect(await shows('ana', CLOSEST)).not.toContain('matched by');
  });

  it('a model that confirms wrongly is overruled by a moderator, for the group alone, and by an asker for themselves', async () => {
    const world = await startWorld({ answer: confirmingWrongly });
    try {
      const { check, press, shows } = await open({ world, reviews: [SOBER_REVIEW] });
      expect(await check('ana', REWORDED, 'matched by stand-in')).toContain('True');
      await press('ana', DIFFERENT);
      await shows('ana', 'Unverified');
      expect(await check('ben', REWORDED, 'matched by stand-in')).toContain('True');
      await press('mia', DIFFERENT);
      await shows('ben', 'Unverified');
      expect(await check('ben', REWORDED, REWORDED)).not.toContain('matched by');
      const alone = await check('ben', REWORDED, 'matched by stand-in', { room: 'private' });
      expect(alone).toContain('True');
    } finally {
      await world.close();
    }
  });

  it('what was asked stays on the card of a known claim in other words: after a restart, in another language, after a re-check', async () => {
    const { check, press, shows, restart, speak } = await open({ reviews: [{ ...PLUM_REVIEW, forms: [ASKED] }] });
    const card = await check('ana', ASKED, 'You asked');
    expect(card.indexOf(ASKED)).toBeLessThan(card.indexOf('False'));
    expect(card).toContain(PLUM_REVIEW.claimReviewed);
    await restart();
    await speak('de');
    await press('ana', 'Re-check');
    const anew = await shows('ana', 'Falsch');
    expect(anew).toContain(ASKED);
    expect(anew).toContain(PLUM_REVIEW.claimReviewed);
  });

  it('a member’s word stays on the card in another language', async () => {
    const { check, press, shows, speak, restart } = await open();
    await check('ana', ASKED, CLOSEST);
    await speak('fr');
    await press('ana', SAME);
    expect(await shows('ana', 'Faux')).toContain(ASKED);
    await restart();
    expect(await check('ana', ASKED, 'Faux')).toContain(PLUM_REVIEW.claimReviewed);
  });
});
