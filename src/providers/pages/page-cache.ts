import { z } from 'zod';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { Page } from '../../core/types.ts';
import type { ReaderCache } from './late-cache.ts';

/** News pages change within a day, but hardly during a check. */
const PAGE_TTL_MS = 24 * 3_600_000;
/** `LASTING` failures will not go away within minutes. */
const FAILURE_TTL_MS = 5 * 60_000;
const LASTING = ['robots', 'not-a-page', 'too-large'] as const;

const ENTRY = z.union([
  z.object({
    page: z.object({
      url: z.string(),
      title: z.string(),
      publisher: z.string(),
      publishedAt: z.string().exactOptional(),
      text: z.string(),
      language: z.string().exactOptional(),
      original: z.string().exactOptional(),
    }),
  }),
  z.object({ why: z.enum(LASTING), message: z.string() }),
]);

/** A cache of pages and lasting failures, by requested URL. */
export interface PageCache {
  /** @throws OutOfReach for a cached failure */
  get(url: string): Promise<Page | undefined>;
  keep(url: string, page: Page): void;
  /** Caches a failure if it is a lasting one. */
  keepFailure(url: string, error: unknown): void;
}

/** Invalid entries count as absent. */
export function createPageCache(cache: ReaderCache): PageCache {
  const toKey = (url: string): string => `page:${url}`;
  return {
    async get(url) {
      const entry = ENTRY.safeParse(await cache.get(toKey(url)));
      if (!entry.success) return undefined;
      if ('page' in entry.data) return entry.data.page;
      throw new OutOfReach(entry.data.why, entry.data.message);
    },
    keep(url, page) {
      cache.set(toKey(url), { page }, PAGE_TTL_MS);
    },
    keepFailure(url, error) {
      if (!(error instanceof OutOfReach)) return;
      const why = LASTING.find((kind) => kind === error.why);
      if (why) cache.set(toKey(url), { why, message: error.message }, FAILURE_TTL_MS);
    },
  };
}
