import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/chat/group-settings.ts';
import { createRateLimits } from '../../src/chat/rate-limits.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { toRequest } from '../commands/commands-fixture.ts';

let store: EmbeddedStore;
let time: number;
beforeEach(() => {
  store = openStore({ file: ':memory:' });
  time = Date.parse('2026-11-23T23:00:00.000Z');
});
afterEach(() => store.close());

const open = (limits = {}) =>
  createRateLimits({ atomically: store.atomically('manners'), now: () => new Date(time), limits });
const FREE = { ...DEFAULT_SETTINGS, pauseSeconds: 0 };
let events = 0;
/** Each is an event of its own, unless told. */
const by = (actorId: string, rest = {}) => {
  events += 1;
  return toRequest('check', 'x', { id: `event-${events}`, actorId, ...rest });
};

describe('rate limits', () => {
  it('count atomically: of many at once no more than the limit are let in', async () => {
    const rateLimits = open({ groupPerDay: 5, groupPerMinute: 0 });
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => rateLimits.admit(by(`p${n}`), FREE)));
    expect(all.filter((refusal) => refusal === undefined)).toHaveLength(5);
    expect(all.at(-1)).toEqual({ why: 'group-day', until: '2026-11-24T00:00:00.000Z' });
  });

  it('count an event once, however often it comes, and say anew why one is refused that comes again', async () => {
    const rateLimits = open();
    const [first, second] = [by('p1', { id: 'e1' }), by('p1', { id: 'e2' })];
    expect(await rateLimits.admit(first, DEFAULT_SETTINGS)).toBeUndefined();
    expect(await open().admit(first, DEFAULT_SETTINGS)).toBeUndefined();
    const refusal = { why: 'person-pause', until: '2026-11-23T23:00:05.000Z' };
    expect(await rateLimits.admit(second, DEFAULT_SETTINGS)).toEqual(refusal);
    expect(await open().admit(second, DEFAULT_SETTINGS)).toEqual(refusal);
    expect(await rateLimits.admit(by('p1', { id: 'e3' }), DEFAULT_SETTINGS)).toEqual({ ...refusal, repeated: true });
  });

  it('begin a new day at midnight UTC, and keep counting over a restart', async () => {
    expect(await open({ personPerDay: 1 }).admit(by('p1'), FREE)).toBeUndefined();
    expect(await open({ personPerDay: 1 }).admit(by('p1'), FREE)).toMatchObject({ why: 'person-day' });
    time = Date.parse('2026-11-24T00:00:00.000Z');
    expect(await open({ personPerDay: 1 }).admit(by('p1'), FREE)).toBeUndefined();
  });

  it('let a person in again after the group’s pause, and others meanwhile', async () => {
    const rateLimits = open();
    expect(await rateLimits.admit(by('p1'), DEFAULT_SETTINGS)).toBeUndefined();
    expect(await rateLimits.admit(by('p2'), DEFAULT_SETTINGS)).toBeUndefined();
    expect(await rateLimits.admit(by('p1'), DEFAULT_SETTINGS)).toEqual({
      why: 'person-pause',
      until: '2026-11-23T23:00:05.000Z',
    });
    expect(await rateLimits.admit(by('p1'), DEFAULT_SETTINGS)).toMatchObject({ repeated: true });
    time += 5_000;
    expect(await rateLimits.admit(by('p1'), DEFAULT_SETTINGS)).toBeUndefined();
  });

  it('let a group ask as often in a minute as it may', async () => {
    const rateLimits = open({ groupPerMinute: 2 });
    const admit = (id: string) => rateLimits.admit(by(id), FREE);
    expect([await admit('a'), await admit('b')]).toEqual([undefined, undefined]);
    expect(await admit('c')).toMatchObject({ why: 'group-pause', until: '2026-11-23T23:01:00.000Z' });
    time += 60_000;
    expect(await admit('c')).toBeUndefined();
  });

  it('count nothing that was refused, nor what was given back', async () => {
    const rateLimits = open({ personPerDay: 2 });
    await rateLimits.admit(by('p1'), FREE);
    await rateLimits.admit(by('p1'), { ...FREE, off: ['c1'] });
    const last = by('p1');
    await rateLimits.admit(last, FREE);
    await rateLimits.giveBack(last);
    await rateLimits.giveBack(last);
    expect(await rateLimits.admit(by('p1'), FREE)).toBeUndefined();
    expect(await rateLimits.admit(by('p1'), FREE)).toMatchObject({ why: 'person-day' });
  });

  it('keep nobody waiting where the clock was set back', async () => {
    const rateLimits = open();
    await rateLimits.admit(by('p1'), DEFAULT_SETTINGS);
    time -= 3_600_000;
    expect(await rateLimits.admit(by('p1'), DEFAULT_SETTINGS)).toBeUndefined();
  });

  it('switch off one topic of a forum and leave the others', async () => {
    const rateLimits = open();
    const settings = { ...FREE, off: ['c1/7'] };
    const inTopic = (topicId: string) => by('p1', { chat: { id: 'c1', kind: 'group', topicId } });
    expect(await rateLimits.admit(inTopic('7'), settings)).toEqual({ why: 'channel-off' });
    expect(await rateLimits.admit(inTopic('8'), settings)).toBeUndefined();
  });

  it('say once in ten minutes, to each person, what waiting does not change', async () => {
    const rateLimits = open();
    const off = { ...FREE, off: ['c1'] };
    expect(await rateLimits.admit(by('p1'), off)).toEqual({ why: 'channel-off' });
    expect(await rateLimits.admit(by('p1'), off)).toEqual({ why: 'channel-off', repeated: true });
    expect(await rateLimits.refuse(by('p1'), 'moderators')).toEqual({ why: 'moderators' });
    expect(await rateLimits.refuse(by('p1'), 'moderators')).toEqual({ why: 'moderators', repeated: true });
    expect(await rateLimits.refuse(by('p2'), 'moderators')).toEqual({ why: 'moderators' });
  });
});
