import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Update } from 'grammy/types';
import { z } from 'zod';
import { ClaimcheckError } from '../../src/shared/errors.ts';

/** Updates by delivery instead of polling. */
export interface WebhookSettings {
  /** Where Telegram delivers: https, and leading to `port` here. */
  url: string;
  /** Telegram shows it with every delivery. */
  secret: string;
  /** The port that deliveries come to on this machine, without TLS. 0 takes any that is free. */
  port: number;
  /** The address of this machine that is listened on. Absent: 127.0.0.1, which nobody else reaches. */
  address?: string;
}

/** An update is some kilobytes; nothing is read beyond this. Ours, in bytes. */
const BODY_LIMIT = 1_000_000;
/** How long a delivery may take to arrive, from its first byte to its last, and how often that is looked at, in ms. */
const PATIENCE = { requestMs: 10_000, lookEveryMs: 2_000 };
/** Telegram holds 40 connections unless told otherwise, 100 at most (setWebhook, `max_connections`); the rest is a flood. */
const MOST_CONNECTIONS = 200;

const UPDATE = z.looseObject({ update_id: z.number().int() });

/** Listens for deliveries. */
export interface Webhook {
  port: number;
  close(): Promise<void>;
}

/**
 * Listens for deliveries.
 * @param receive resolves once the update may be forgotten by Telegram
 * @param patience tests have less
 * @throws ClaimcheckError `config-invalid` where the address or the port cannot be had
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
    // Telegram's own; only its number is looked at before the pieces are read, each with care.
    await receive(parsed.data as unknown as Update);
    return 200;
  }

  // Node looks at its time limits every 30 s unless told otherwise: until then anybody could hold connections by slow bytes.
  const limits = {
    requestTimeout: patience.requestMs,
    headersTimeout: patience.requestMs,
    connectionsCheckingInterval: patience.lookEveryMs,
  };
  const server = createServer(limits, (request, response) => {
    answer(request).then(
      (status) => response.writeHead(status).end(),
      // Telegram brings it again.
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

/** Takes as long for every wrong secret. */
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
      `TELEGRAM_WEBHOOK_ADDRESS: ${host} is no address of this machine; write one that it has, or 0.0.0.0 for all of them.`,
    );
  return new ClaimcheckError(
    'config-invalid',
    `TELEGRAM_WEBHOOK_PORT: port ${port} cannot be listened on (${code}); stop what uses it, or choose another one.`,
  );
}
