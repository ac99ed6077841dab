import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImportFixture, toCounts, toLines } from '../e2e/import-fixture.ts';

let fixture: ReturnType<typeof createImportFixture>;
beforeEach(() => {
  fixture = createImportFixture();
});
afterEach(() => fixture.remove());

describe('npm run import, interrupted', () => {
  it('refuses a second import while one runs, and takes it afterwards', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let onRequest = () => {};
    const requested = new Promise<void>((resolve) => {
      onRequest = resolve;
    });
    const url = await fixture.serve((_, response) => {
      onRequest();
      void held.then(() => response.end(toLines(3)));
    });
    const first = fixture.run([url]);
    await requested;
    const path = fixture.write('other.jsonl', toLines(5));
    const second = await fixture.run([path]);
    expect(second).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringMatching(/^Another import is using[^\n]*\n$/),
    });
    release();
    expect(await first).toMatchObject({ code: 0 });
    expect((await fixture.run([path])).code).toBe(0);
    expect(await fixture.store.reviewCount()).toBe(5);
  });

  it.each([
    // Nothing comes after the second batch: Ctrl-C falls into the server's silence.
    ['waits for the server', 2_000],
    ['reads', 2_500],
  ])('keeps whole batches when it is interrupted while it %s, and goes on from there', async (_, sent) => {
    const stop = new AbortController();
    const url = await fixture.serve((_path, response) => response.write(toLines(sent)));
    let batches = 0;
    const onBatch = () => {
      batches += 1;
      if (batches === 2) stop.abort();
    };
    const stopped = await fixture.run([url], { signal: stop.signal, onBatch });
    expect(stopped).toMatchObject({ code: 130, err: expect.stringContaining('run the same command to continue') });
    expect(toCounts(stopped.out)).toMatchObject({ added: 2_000 });
    expect(await fixture.store.reviewCount()).toBe(2_000);
    const { out } = await fixture.run([fixture.write('all.jsonl', toLines(3_000))]);
    expect(toCounts(out)).toMatchObject({ added: 1_000, unchanged: 2_000 });
  });

  it('leaves a whole store when the process is killed', async () => {
    const path = fixture.write('many.jsonl', toLines(30_000));
    const script = `
      const { importCommand } = await import('${join(import.meta.dirname, '../../src/cli/import.ts')}');
      const { openStore } = await import('${join(import.meta.dirname, '../../src/providers/store/open-store.ts')}');
      const store = openStore({ file: ${JSON.stringify(fixture.file)} });
      const addReviews = store.priors.addReviews.bind(store.priors);
      const priors = { ...store.priors, addReviews: async (batch) => {
        const counts = await addReviews(batch);
        process.send('batch');
        return counts;
      } };
      await importCommand([${JSON.stringify(path)}], { store: { ...store, priors }, stdout: process.stdout, stderr: process.stderr,
        fetch, now: () => new Date(), signal: new AbortController().signal });`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let batches = 0;
    child.on('message', () => {
      batches += 1;
      if (batches === 3) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.on('exit', resolve));
    const kept = await fixture.store.reviewCount();
    expect(kept).toBeGreaterThanOrEqual(3_000);
    expect(kept % 1_000).toBe(0);
    // The dead import's lock runs out by itself; until then the sentence stands.
    expect((await fixture.run([path])).code).toBe(4);
  });
});
