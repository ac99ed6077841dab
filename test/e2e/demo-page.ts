import type { Act, MessageView, Outcome, PersonId, Platform, Room, State } from '../demo/page/views.ts';

/** Somebody who has the demo's page open, without a browser: acts by HTTP, and sees by Server-Sent Events. */
export async function openPage(url: string, who: PersonId) {
  const quit = new AbortController();
  const response = await fetch(`${url}live?who=${who}`, { signal: quit.signal });
  let state: State | undefined;
  let changed = Promise.withResolvers<void>();
  const reading = read().catch(() => undefined);

  async function read(): Promise<void> {
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) if (event.startsWith('data: ')) state = JSON.parse(event.slice(6));
      changed.resolve();
      changed = Promise.withResolvers();
    }
  }

  return {
    async act(platform: Platform, room: Room, act: Act): Promise<Outcome> {
      const answer = await fetch(`${url}act`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ who, platform, room, act }),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as Outcome;
    },
    /** The first message there that fits, now or later. */
    async sees(platform: Platform, room: Room, fits: (message: MessageView) => boolean): Promise<MessageView> {
      for (;;) {
        const found = state?.sides[platform].rooms[room].messages.find(fits);
        if (found) return found;
        await changed.promise;
      }
    },
    /** The names of the commands that are offered to the person there, as soon as there are some. */
    async offered(platform: Platform, room: Room): Promise<string[]> {
      for (;;) {
        const names = state?.sides[platform].rooms[room].commands.map(({ name }) => name) ?? [];
        if (names.length > 0) return names;
        await changed.promise;
      }
    },
    /** What the person sees of all messages there now. */
    now: (platform: Platform, room: Room): MessageView[] => state?.sides[platform].rooms[room].messages ?? [],
    async close(): Promise<void> {
      quit.abort();
      await reading;
    },
  };
}

/** All that stands in a message, as one text. */
export const textOf = (message: MessageView): string => JSON.stringify([message.body, message.embeds]);
