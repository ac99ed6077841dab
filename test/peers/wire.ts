import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on loopback that can be cut: what is sent meanwhile arrives once it is mended, as on a network that comes back. */
export interface Wire {
  /** In place of the server's own. */
  port: number;
  /** The same address over this wire. */
  over(url: string): string;
  /** Nothing gets through any more, and nobody is told. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Lays one. */
export async function createWire(serverPort: number): Promise<Wire> {
  const pairs = new Set<[Socket, Socket]>();
  let isCut = false;
  const set = ([near, far]: [Socket, Socket]) => {
    for (const end of [near, far]) isCut ? end.pause() : end.resume();
  };
  const server = createServer((near) => {
    const far = connect(serverPort, '127.0.0.1');
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [one, other] of [pair, [far, near] as const]) {
      one.on('data', (data) => other.write(data));
      one.on('error', () => undefined);
      one.on('close', () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
    set(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const switchTo = (cut: boolean) => {
    isCut = cut;
    for (const pair of pairs) set(pair);
  };
  return {
    port,
    over(url) {
      const to = new URL(url);
      to.port = String(port);
      return to.href;
    },
    cut: () => switchTo(true),
    mend: () => switchTo(false),
    async close() {
      for (const [near, far] of pairs) {
        near.destroy();
        far.destroy();
      }
      server.close();
      await once(server, 'close');
    },
  };
}
