import type { UpdateQueue } from './update-queue.ts';

/** Between two tries to deliver the same update; Telegram waits longer. In ms. */
const AGAIN_MS = 20;

/** Telegram's deliveries to a bot's address. */
export interface Webhooks {
  deliver(url: string, secret: string | undefined): void;
  stop(): void;
}

/** Delivers one update after the other, each until it is answered with a 2xx. */
export function createWebhooks(updates: UpdateQueue): Webhooks {
  let current: AbortController | undefined;

  async function run(url: string, secret: string | undefined, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const update = await updates.next(signal);
      if (!update) return;
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret !== undefined && { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
        signal,
      }).catch(() => undefined);
      if (response?.ok) updates.confirm(update.update_id);
      else await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  return {
    deliver(url, secret) {
      current?.abort();
      current = new AbortController();
      if (url.startsWith('http:')) void run(url, secret, current.signal);
    },
    stop() {
      current?.abort();
      current = undefined;
    },
  };
}
