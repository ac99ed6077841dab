import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { toRequest } from '../commands/commands-fixture.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { createTestAdapter, openChat } from './chat-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(() => folder.closeAll());
afterAll(() => folder.remove());

const MANY = 6;

it('checks of many at once leave the event loop to others between them', async () => {
  const core = folder.open(folder.newFile());
  const begun: number[] = [];
  let turn = 0;
  const checkService: typeof core.checkService = {
    ...core.checkService,
    check: (...args) => {
      begun.push(turn);
      return core.checkService.check(...args);
    },
  };
  const { chat } = openChat({ ...core, checkService });
  const platform = createTestAdapter();
  await chat.start(platform.adapter);
  let isOver = false;
  const count = () => {
    turn += 1;
    if (!isOver) setImmediate(count);
  };
  count();
  const places = Array.from({ length: MANY }, (_, at) => {
    return { id: `e${at}`, actorId: `p${at}`, chat: { id: `c${at}`, kind: 'group' as const } };
  });
  await Promise.all(places.map((place) => platform.take(toRequest('check', 'Bats are blind', place))));
  await platform.delivered(MANY);
  isOver = true;
  expect(begun).toHaveLength(MANY);
  expect(new Set(begun).size).toBe(MANY);
});
