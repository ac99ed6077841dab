import { expect, it } from 'vitest';
import type { DeadJobStore, Job, JobStore } from '../../src/bot/job.ts';

/** A job of a group's member, with everything that is not said made up. */
export function toJob(id: string, rest: Partial<Job> = {}): Job {
  const chat = { id: 'c1', kind: 'group', groupId: 'g1' } as const;
  const request = {
    id: `event-${id}`,
    platform: 'discord',
    command: 'check',
    text: 'Bats are blind',
    actorId: 'p1',
    chat,
  };
  return { id, request, address: { token: 't' }, acceptedAt: '2026-11-23T12:00:00.000Z', attempts: 0, ...rest };
}

const LATER = '2026-11-23T12:05:00.000Z';

/** What every job store holds. @param open gives a store over the same data each time within one test */
export function describeJobStore(open: () => JobStore & DeadJobStore): void {
  it('gives back a job as it was written, by another opening too', async () => {
    const job = toJob('j1', { placeholder: { message: 'm1' }, refusal: { why: 'person-pause', until: LATER } });
    expect(await open().add(job)).toBe(true);
    expect(await open().unfinished()).toEqual([job]);
    const about = { text: 'Bats are blind', saidAt: LATER, pictures: [{ ref: 'p', mediaType: 'image/png' }] };
    const asking = toJob('j2', { request: { ...toJob('j2').request, text: 'really?', about, forwarded: true } });
    expect(await open().add(asking)).toBe(true);
    expect((await open().unfinished())[1]).toEqual(asking);
  });

  it('takes an event once, whatever its job is called, and an answered one as well', async () => {
    const jobs = open();
    await jobs.add(toJob('j1'));
    const again = { ...toJob('j2'), request: toJob('j1').request };
    expect(await jobs.add(again)).toBe(false);
    await jobs.finish('j1', LATER);
    expect(await jobs.add(again)).toBe(false);
    expect(await jobs.unfinished()).toEqual([]);
  });

  it('takes the same event id of another platform', async () => {
    const jobs = open();
    await jobs.add(toJob('j1'));
    const other = { ...toJob('j2'), request: { ...toJob('j1').request, platform: 'telegram' } };
    expect(await jobs.add(other)).toBe(true);
  });

  it('keeps what is not changed by a change', async () => {
    const jobs = open();
    await jobs.add(toJob('j1'));
    await jobs.update('j1', { placeholder: ['m', 1] });
    await jobs.update('j1', { attempts: 2 });
    expect(await jobs.unfinished()).toEqual([toJob('j1', { placeholder: ['m', 1], attempts: 2 })]);
  });

  it('gives unfinished jobs oldest first, and no others', async () => {
    const jobs = open();
    await jobs.add(toJob('late', { acceptedAt: '2026-11-23T12:01:00.000Z' }));
    await jobs.add(toJob('early'));
    await jobs.add(toJob('done'));
    await jobs.add(toJob('dead'));
    await jobs.finish('done', LATER);
    await jobs.finish('dead', LATER, 'platform-gone');
    expect((await jobs.unfinished()).map(({ id }) => id)).toEqual(['early', 'late']);
  });

  it('gives what was given up newest first, with its fault', async () => {
    const jobs = open();
    for (const [id, at] of [
      ['a', 1],
      ['b', 3],
      ['c', 2],
    ] as const) {
      await jobs.add(toJob(id));
      await jobs.finish(id, `2026-11-23T12:0${at}:00.000Z`, `fault-${id}`);
    }
    expect((await jobs.dead(2)).map(({ id, fault, diedAt }) => [id, fault, diedAt])).toEqual([
      ['b', 'fault-b', '2026-11-23T12:03:00.000Z'],
      ['c', 'fault-c', '2026-11-23T12:02:00.000Z'],
    ]);
  });

  it('takes up again what was given up, once, as if it had just come', async () => {
    const jobs = open();
    await jobs.add(toJob('j1', { attempts: 9 }));
    expect(await jobs.revive('j1')).toBe(false);
    await jobs.finish('j1', LATER, 'x');
    expect([await jobs.revive('j1'), await jobs.revive('j1')]).toEqual([true, false]);
    expect(await jobs.unfinished()).toEqual([toJob('j1')]);
  });

  it('leaves an answered job answered', async () => {
    const jobs = open();
    await jobs.add(toJob('j1'));
    await jobs.finish('j1', LATER);
    await jobs.finish('j1', LATER, 'too-late');
    await jobs.update('j1', { placeholder: 'x', attempts: 9 });
    expect([await jobs.dead(5), await jobs.unfinished()]).toEqual([[], []]);
  });
}
