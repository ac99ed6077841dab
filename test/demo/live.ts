import type { ServerResponse } from 'node:http';
import type { PersonId, State } from './page/views.ts';

/** Changes come in bursts; this long the last one is waited for, in ms. */
const TOGETHER_MS = 30;
/** A sign of life, so that nobody in between thinks the line is dead, in ms. */
const ALIVE_MS = 15_000;

/** Tells pages what has become of the chats, by Server-Sent Events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface Live {
  open(who: PersonId, response: ServerResponse): void;
  /** Something changed. */
  tell(): void;
  close(): void;
}

/** @param toState what somebody sees now */
export function createLive(toState: (who: PersonId) => State): Live {
  const open = new Map<ServerResponse, { who: PersonId; last: string }>();
  let timer: NodeJS.Timeout | undefined;
  const alive = setInterval(() => {
    for (const response of open.keys()) response.write(': here\n\n');
    // “is typing” ends by itself.
    live.tell();
  }, ALIVE_MS).unref();

  function tellNow(): void {
    timer = undefined;
    for (const [response, page] of open) {
      const state = JSON.stringify(toState(page.who));
      if (state === page.last) continue;
      page.last = state;
      response.write(`data: ${state}\n\n`);
    }
  }

  const live: Live = {
    open(who, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      open.set(response, { who, last: '' });
      response.on('close', () => open.delete(response));
      tellNow();
    },
    tell() {
      timer ??= setTimeout(tellNow, TOGETHER_MS);
    },
    close() {
      clearTimeout(timer);
      clearInterval(alive);
      for (const response of open.keys()) response.end();
      open.clear();
    },
  };
  return live;
}
