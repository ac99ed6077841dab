import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { ClaimcheckError } from '../shared/errors.ts';

export interface StatusOptions {
  address: string;
  /** 0 takes any free port. */
  port: number;
  /** Why the process should be restarted, one line each; empty if it is alive. */
  findDead(): Promise<string[]>;
  /** Why it cannot answer people now, one line each; empty if it can. */
  findUnready(): Promise<string[]>;
  metrics(): Promise<{ type: string; text: string }>;
}

/** The HTTP server for health and metrics. */
export interface StatusServer {
  port: number;
  close(): Promise<void>;
}

/** Callers are probes or Prometheus, which are never slower than this. In ms. */
const PATIENCE = { requestTimeout: 5_000, headersTimeout: 5_000, connectionsCheckingInterval: 2_000 };
const MOST_CONNECTIONS = 50;

/**
 * Opens `/healthz` (200: the event loop runs and the store answers), `/readyz` (200: people get answers) and `/metrics`. Otherwise the health endpoints
 * return 503 with the reasons as plain text.
 *
 * @throws ClaimcheckError `config-invalid` if the address or the port is unavailable
 */
export async function openStatusServer(options: StatusOptions): Promise<StatusServer> {
  const app = new Hono();
  const judge = (find: () => Promise<string[]>) => async () => {
    const reasons = await find();
    return new Response(`${reasons.join('\n') || 'ok'}\n`, {
      status: reasons.length === 0 ? 200 : 503,
      headers: PLAIN,
    });
  };
  app.get('/healthz', judge(options.findDead));
  app.get('/readyz', judge(options.findUnready));
  app.get('/metrics', async () => {
    const { type, text } = await options.metrics();
    return new Response(text, { headers: { ...PLAIN, 'content-type': type } });
  });
  // Hono's own handler would print the error with whatever it quotes.
  app.onError(() => new Response('internal error: see the log\n', { status: 500, headers: PLAIN }));
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: PATIENCE });
  if ('maxConnections' in server) server.maxConnections = MOST_CONNECTIONS;
  server.listen(options.port, options.address);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw toListenError(options, error.code ?? 'unknown');
  });
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };

function toListenError({ address, port }: StatusOptions, code: string): ClaimcheckError {
  const sentence =
    code === 'EADDRNOTAVAIL'
      ? `STATUS_ADDRESS: ${address} is not an address of this machine; write one of its addresses, or 0.0.0.0 for all of them.`
      : `STATUS_PORT: cannot listen on port ${port} (${code}); stop the process that uses it, or choose another port.`;
  return new ClaimcheckError('config-invalid', sentence);
}
