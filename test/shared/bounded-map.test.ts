import { describe, expect, it } from 'vitest';
import { createBoundedMap, createRecent } from '../../src/shared/values.ts';

describe('a map of what is recent', () => {
  it('forgets what was set longest ago', () => {
    const map = createBoundedMap<number>(2);
    for (const [at, name] of ['a', 'b', 'a', 'c'].entries()) map.set(name, at);
    expect(['a', 'b', 'c'].map(map.get)).toEqual([2, undefined, 3]);
  });
});

describe('recent names', () => {
  it('are known again, until newer ones take their place or they are removed', () => {
    const names = createRecent(2);
    expect(['a', 'b', 'a', 'c'].map(names.add)).toEqual([true, true, false, true]);
    expect(['a', 'b', 'c'].map(names.has)).toEqual([false, true, true]);
    names.remove('b');
    expect([names.has('b'), names.add('b')]).toEqual([false, true]);
  });
});
