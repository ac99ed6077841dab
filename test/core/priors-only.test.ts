import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../peers/world/index.ts';
import { NEVER, PLUM, toChecks, toPlumReview } from './checker-fixture.ts';
import { createFolder, GROUP, openResearchCore } from './research-fixture.ts';

const BRIDGE = 'The Oberwald bridge opened to traffic in May 2024';

describe('a check by prior checks alone, where a model and a search are set', () => {
  const folder = createFolder();
  let world: World;
  let core: Awaited<ReturnType<typeof openResearchCore>>;
  beforeAll(async () => {
    world = await startWorld();
    core = await openResearchCore(world, { file: folder.newFile() });
    await core.store.priors.addReviews([toPlumReview()]);
  });
  afterAll(async () => {
    await core.close();
    await world.close();
    folder.remove();
  });
  const outside = () => [world.model.requests.length, world.search.journal.length, world.pages.asked.length];
  const kept = () => core.store.db.prepare<{ n: number }>('SELECT count(*) AS n FROM checks').get()?.n;
  const labels = async (text: string, priorsOnly: boolean) => {
    const answers = await core.checker.check(text, GROUP, NEVER, { priorsOnly });
    return toChecks(answers).map(({ verdict }) => verdict.label);
  };

  it('asks nobody, and writes nothing', async () => {
    expect(await labels(PLUM, true)).toEqual(['false']);
    expect(await labels(BRIDGE, true)).toEqual(['unverified']);
    expect(await labels(world.urlOf({ host: 'news.example', path: '/' }), true)).toEqual(['not-checkable']);
    expect([outside(), kept()]).toEqual([[0, 0, 0], 0]);
  });

  it('is one call’s way: the next one is looked into', async () => {
    expect(await labels(BRIDGE, false)).toEqual(['true']);
    expect(Math.min(...outside())).toBeGreaterThan(0);
    expect(kept()).toBe(1);
    expect(await labels(BRIDGE, true)).toEqual(['true']);
  });
});
