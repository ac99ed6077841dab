import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

/** Who is connected to a stand-in. */
export interface Callers {
  /** Resolves once nobody is: whatever a killed process had sent before it died has been read by then, and done. */
  gone(): Promise<void>;
}

/** Watches a server from now on. */
export function watchCallers(server: Server): Callers {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return {
    async gone() {
      for (let [socket] = open; socket; [socket] = open) await once(socket, 'close');
      await turn();
    },
  };
}
