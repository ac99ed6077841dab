import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createApi } from '../../adapters/telegram/log-in.ts';
import { createFetchPicture } from '../../adapters/telegram/pictures.ts';
import { openWebhook, type Webhook } from '../../adapters/telegram/webhook.ts';
import { NEVER } from '../core/checker-fixture.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe('a delivery that comes slowly', () => {
  async function open(): Promise<Webhook> {
    const settings = { url: 'https://bot.example/telegram', secret: 's'.repeat(32), port: 0 };
    const webhook = await openWebhook(settings, async () => undefined, { requestMs: 100, lookEveryMs: 20 });
    ends.push(() => webhook.close());
    return webhook;
  }

  it.each([
    ['in its headers', 'POST /telegram HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    [
      'in its body',
      `POST /telegram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: ${'s'.repeat(32)}\r\nContent-Length: 9\r\n\r\n{`,
    ],
  ])('is dropped %s', async (_where, beginning) => {
    const { port } = await open();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(beginning);
    // Whoever sends a byte now and then is dropped as well: it is the whole that counts.
    const trickle = setInterval(() => socket.write('x'), 20);
    await once(socket, 'close');
    clearInterval(trickle);
    expect(socket.destroyed).toBe(true);
  });
});

it('a picture whose file server falls silent is out of reach', async () => {
  const server = createServer((request, response) => {
    if (request.url?.includes('getFile')) {
      const result = { file_id: 'a', file_unique_id: 'a', file_path: 'photos/1.jpg' };
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: true, result }));
    } else response.writeHead(200).write('half');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const connection = { token: '1:x', apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const fetchPicture = createFetchPicture(createApi(connection), connection, fetch, 200);
  await expect(fetchPicture({ ref: 'a', mediaType: 'image/jpeg' }, NEVER)).rejects.toMatchObject({
    why: 'unreachable',
  });
});
