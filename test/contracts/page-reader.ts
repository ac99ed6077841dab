import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import type { PageReader } from '../../src/core/ports.ts';

/** A reader that knows one page. */
export interface PageReaderSetup {
  reader: PageReader;
  /** A page whose text has `sentence` in it. */
  known: { url: string; sentence: string };
  /** What the reader cannot give. */
  unknownUrl: string;
  close?(): Promise<void>;
}

/** What every PageReader keeps to. */
export function describePageReader(name: string, setUp: () => Promise<PageReaderSetup>): void {
  describe(`${name} as a page reader`, () => {
    let setup: PageReaderSetup;
    beforeAll(async () => {
      setup = await setUp();
    });
    afterAll(async () => {
      await setup.close?.();
    });

    it('gives the page with its text, title and publisher', async () => {
      const page = await setup.reader.read(setup.known.url, AbortSignal.timeout(15_000));
      expect(page.text).toContain(setup.known.sentence);
      expect(page.title).not.toBe('');
      expect(page.title).not.toContain('\n');
      expect(page.publisher).not.toBe('');
      expect(URL.canParse(page.url)).toBe(true);
    });

    it('gives the same page when it is asked again', async () => {
      const first = await setup.reader.read(setup.known.url, AbortSignal.timeout(15_000));
      expect(await setup.reader.read(setup.known.url, AbortSignal.timeout(15_000))).toEqual(first);
    });

    it('gives plain data', async () => {
      const page = await setup.reader.read(setup.known.url, AbortSignal.timeout(15_000));
      expect(JSON.parse(JSON.stringify(page))).toEqual(page);
    });

    it.each([['an unknown URL'], ['no URL at all']])('rejects %s with OutOfReach', async (kind) => {
      const url = kind === 'an unknown URL' ? setup.unknownUrl : 'this is no URL';
      await expect(setup.reader.read(url, AbortSignal.timeout(15_000))).rejects.toBeInstanceOf(OutOfReach);
    });

    it('rejects with the reason of a signal that is aborted before', async () => {
      const reason = new Error('no longer wanted');
      await expect(setup.reader.read(setup.known.url, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
