import { afterAll, afterEach } from 'vitest';
import type { Check } from '../../src/core/types.ts';
import { createFolder, openResearchCore, type ResearchCoreOptions } from '../core/research-fixture.ts';
import { startWorld, type World, type WorldOptions } from '../peers/world/index.ts';
import { WORLD_PAGES } from '../peers/world/pages.ts';

export const BRIDGE = 'The Oberwald bridge opened to traffic in May 2024';

/** Worlds and cores over them, closed after each test of the file that made it. */
export function createBotService() {
  const folder = createFolder();
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(() => folder.remove());
  return async (options: WorldOptions = {}, toCore: (world: World) => Partial<ResearchCoreOptions> = () => ({})) => {
    const world = await startWorld(options);
    closers.push(world.close);
    const opened = await openResearchCore(world, { file: folder.newFile(), ...toCore(world) });
    closers.push(opened.close);
    return { world, ...opened };
  };
}

/** The quotes of a check that do not stand in the world's page they are cited for. */
export function findForeignQuotes({ verdict }: Check): (string | undefined)[] {
  return verdict.citations
    .filter(({ source, quote }) => {
      const page = WORLD_PAGES.find(({ host, path }) => source.url.includes(`//${host}:`) && source.url.endsWith(path));
      return quote === undefined || ![page?.title, ...(page?.paragraphs ?? [])].some((text) => text?.includes(quote));
    })
    .map(({ quote }) => quote);
}
