import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/status/metrics.ts';
import type { StatusServer } from '../../src/status/status-server.ts';
import { openStatus, toStatusPlace } from '../../src/wiring/status.ts';
import { useStoreFile } from '../providers/use-store-file.ts';

const { open: openFile } = useStoreFile();
const NOW = new Date('2026-11-23T12:00:00.000Z');
const HERE = { address: '127.0.0.1', port: 0 };

const opened: StatusServer[] = [];
afterEach(() => Promise.all(opened.splice(0).map((server) => server.close())));

/** With a real store, and a chat that is what the test says. */
async function start({ place = HERE, connected = (_platform: string): boolean => true, oldest = '' } = {}) {
  const store = openFile();
  const stopping = new AbortController();
  const metrics = createMetrics('', () => NOW);
  const queued = async () => (oldest === '' ? { length: 0 } : { length: 2, oldest });
  const chat = { isConnected: connected, queued };
  const platforms = ['discord', 'telegram'];
  const server = await openStatus(place, { app: { store }, chat, metrics, platforms, signal: stopping.signal });
  opened.push(server);
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
    return `${response.status} ${await response.text()}`;
  };
  return { store, stopping, metrics, server, ask };
}

describe('the status of a running bot', () => {
  it('is well while the store answers and the platforms are connected', async () => {
    const { ask } = await start();
    expect(await ask('/healthz')).toBe('200 ok\n');
    expect(await ask('/readyz')).toBe('200 ok\n');
    expect(await ask('/')).toMatch(/^404 /);
    expect(await ask('/metrics', 'POST')).toMatch(/^404 /);
  });

  it('names the platform that is away, which is no reason to start anew', async () => {
    const { ask } = await start({ connected: (platform) => platform === 'discord' });
    expect(await ask('/readyz')).toBe('503 telegram: not connected\n');
    expect(await ask('/healthz')).toBe('200 ok\n');
  });

  it('says that it stops, and still lives', async () => {
    const { ask, stopping } = await start();
    stopping.abort();
    expect(await ask('/readyz')).toBe('503 stopping\n');
    expect(await ask('/healthz')).toBe('200 ok\n');
  });

  it('says that the store does not answer', async () => {
    const { ask, store } = await start();
    store.close();
    expect(await ask('/healthz')).toBe('503 store: store-unavailable\n');
    expect(await ask('/readyz')).toBe('503 store: store-unavailable\n');
  });

  it('has how much waits, and how long', async () => {
    const { ask } = await start({ oldest: '2026-11-23T11:59:30.000Z' });
    const text = await ask('/metrics');
    expect(text).toContain('\nclaimcheck_queue_jobs 2\n');
    expect(text).toContain('\nclaimcheck_queue_oldest_seconds 30\n');
    expect(text).toContain('\nprocess_resident_memory_bytes ');
  });

  it('is at no address but the one that is set', async () => {
    const { server } = await start();
    await expect(fetch(`http://127.0.0.2:${server.port}/healthz`)).rejects.toThrow();
    await expect(start({ place: { address: '192.0.2.7', port: 0 } })).rejects.toThrow('STATUS_ADDRESS: 192.0.2.7');
    await expect(start({ place: { ...HERE, port: server.port } })).rejects.toThrow(
      `STATUS_PORT: cannot listen on port ${server.port} (EADDRINUSE)`,
    );
  });

  it.each([
    ['one process', {}, 9464],
    ['the first of several shards', { SHARDING_MANAGER: 'true', SHARDS: '0' }, 9465],
    ['the third of several shards', { SHARDING_MANAGER: 'true', SHARDS: '2' }, 9467],
  ])('of %s has a port of its own', (_what, env, port) => {
    expect(toStatusPlace({ ...HERE, port: 9464 }, env)?.port).toBe(port);
    expect(toStatusPlace(undefined, env)).toBeUndefined();
  });
});
