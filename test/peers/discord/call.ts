import type { World } from './world.ts';

/** One request to the stand-in, and the world that it is answered from. */
export interface Call {
  world: World;
  query: URLSearchParams;
  body: unknown;
  host: string;
}
