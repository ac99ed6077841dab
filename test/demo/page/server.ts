import { showToast } from './toasts.ts';
import type { Act, Choice, Outcome, PersonId, Platform, Room, State } from './views.ts';

/** Looks at the chats as somebody; `see` is told all of what they see, at once and after every change. @returns ends it */
export function watch(who: PersonId, see: (state: State) => void, isThere: (there: boolean) => void): () => void {
  const source = new EventSource(`/live?who=${who}`);
  source.addEventListener('message', ({ data }) => see(JSON.parse(data)));
  source.addEventListener('open', () => isThere(true));
  source.addEventListener('error', () => isThere(false));
  return () => source.close();
}

/** Somebody in a room. */
export interface Place {
  who: PersonId;
  platform: Platform;
  room: Room;
}

/** Does something there. What comes of it is shown by a toast, or seen in the chat. @returns what can be chosen now */
export async function doThere(place: Place, act: Act): Promise<readonly Choice[]> {
  try {
    const response = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...place, act }),
    });
    if (!response.ok) throw new Error(await response.text());
    const { toast, choices = [] }: Outcome = await response.json();
    if (toast !== undefined) showToast(toast);
    return choices;
  } catch (error) {
    showToast(error instanceof Error ? error.message : String(error));
    return [];
  }
}
