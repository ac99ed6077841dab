import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Update } from 'grammy/types';
import { z } from 'zod';
import { ClaimcheckError } from '../../src/shared/errors.ts';

/** Updates by webhook instead of polling. */
export interface WebhookSettings {
  /** Where Telegram delivers: an https address that leads to `port` on this machine. */
  url: string;
  /** Telegram sends it with every delivery. */
  secret: string;
  /** The local port for deliveries, without TLS. 0 takes any free port. */
  port: number;
  /** The local address to listen on. Absent: 127.0.0.1, which other machines cannot reach. */
  address?: string;
}

/** An update has some kilobytes; a larger body is refused. Our own limit, in bytes. */
const BODY_LIMIT = 1_000_000;
/** How long a delivery may take from its first byte to its last, and how often that is checked, in ms. */
const PATIENCE = { requestMs: 10_000, lookEveryMs: 2_000 };
/** Telegram holds 40 connections by default, at most 100 (setWebhook, `max_connections`); anything more is a flood. */
const MOST_CONNECTIONS = 200;

const UPDATE = z.looseObject({ update_id: z.number().int() });

/** Listens for deliveries. */
export interface Webhook {
  port: number;
  close(): Promise<void>;
}

/**
 * Listens for deliveries.
 * @param receive resolves once Telegram may forget the update
 * @param patience shorter in tests
 * @throws ClaimcheckError `config-invalid` if the address or the port is unavailable
 */
export async function openWebhook(
  { url, secret, port, address: host = '127.0.0.1' }: WebhookSettings,
  receive: (update: Update) => Promise<void>,
  patience = PATIENCE,
): Promise<Webhook> {
  const path = new URL(url).pathname;

  async function answer(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST' || request.url?.split('?')[0] !== path) return 404;
    if (!isSame(String(request.headers['x-telegram-bot-api-secret-token'] ?? ''), secret)) return 403;
    const body = await readBody(request);
    if (body === undefined) return 413;
    const parsed = UPDATE.safeParse(parseJson(body));
    if (!parsed.success) return 400;
    // The secret proves that it is Telegram's; only its id is validated here, and each field is read with care later.
    await receive(parsed.data as unknown as Update);
    return 200;
  }

  // Node checks its time limits every 30 s by default: until then anybody could hold connections open by slow bytes.
  const limits = {
    requestTimeout: patience.requestMs,
    headersTimeout: patience.requestMs,
    connectionsCheckingInterval: patience.lookEveryMs,
  };
  const server = createServer(limits, (request, response) => {
    answer(request).then(
      (status) => response.writeHead(status).end(),
      // Telegram delivers it again.
      () => response.writeHead(500).end(),
    );
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(host, port, error.code ?? 'unknown')));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** Constant-time comparison. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listenFault(host: string, port: number, code: string): ClaimcheckError {
  if (code === 'EADDRNOTAVAIL')
    return new ClaimcheckError(
      'config-invalid',
      `TELEGRAM_WEBHOOK_ADDRESS: ${host} is not an address of this machine; write one of its addresses, or 0.0.0.0 for all of them.`,
    );
  return new ClaimcheckError(
    'config-invalid',
    `TELEGRAM_WEBHOOK_PORT: cannot listen on port ${port} (${code}); stop the process that uses it, or choose another port.`,
  );
}
