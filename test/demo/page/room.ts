import { make, makeButton } from './elements.ts';
import { type Handling, toElement } from './message.ts';
import type { RoomView } from './views.ts';

/** So near to the end, in pixels, somebody reads what is newest. */
const NEAR_PX = 120;

/** The messages of a room, kept up to date without touching those that stay as they are. */
export interface RoomList {
  element: HTMLElement;
  show(key: string, room: RoomView): void;
}

export function createRoomList(label: string, handling: Handling): RoomList {
  const pins = make('div', { class: 'pins' });
  const list = make('ol', { class: 'messages' });
  const scroll = make('div', { class: 'scroll', role: 'log', 'aria-label': label, tabindex: '0' }, list);
  const typing = make('p', { class: 'typing', 'aria-live': 'polite' });
  let shownKey = '';
  let shown = new Map<string, { json: string; element: HTMLElement }>();

  function showPins({ messages }: RoomView): void {
    const pinned = messages.filter(({ isPinned }) => isPinned);
    const last = pinned.at(-1);
    pins.hidden = last === undefined;
    if (!last) return;
    const element = shown.get(last.id)?.element;
    // On Discord the verdict is a title with the claim below it; on Telegram each is a line.
    const parts = [...(element?.querySelectorAll('.title, .embed blockquote, .words') ?? [])];
    const lines = parts.flatMap(({ textContent }) => textContent.split('\n'));
    const words = lines.filter(Boolean).slice(0, 2).join(' · ');
    const label = `📌 ${pinned.length > 1 ? `${pinned.length} pinned, the last: ` : 'Pinned: '}${words}`;
    pins.replaceChildren(makeButton(label, {}, () => element?.scrollIntoView({ block: 'center' })));
  }

  return {
    element: make('div', { class: 'room' }, pins, scroll, typing),
    show(key, room) {
      const isOther = key !== shownKey;
      // Who sends a message wants to see it and its answer.
      const isSending = room.messages.some(({ id, isOwn }) => isOwn && !shown.has(id));
      const wasAtEnd = isOther || isSending || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
      const before = isOther ? new Map<string, { json: string; element: HTMLElement }>() : shown;
      shownKey = key;
      shown = new Map(
        room.messages.map((message) => {
          const json = JSON.stringify(message);
          const old = before.get(message.id);
          return [message.id, old?.json === json ? old : { json, element: toElement(message, handling) }];
        }),
      );
      place(
        list,
        [...shown.values()].map(({ element }) => element),
      );
      typing.textContent = room.isTyping ? 'Claimcheck is typing …' : '';
      showPins(room);
      if (wasAtEnd) scroll.scrollTop = scroll.scrollHeight;
    },
  };
}

/** Puts the elements there in this order; what stands right already is not moved, and keeps its focus. */
function place(list: HTMLElement, elements: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(elements);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  for (const [at, element] of elements.entries()) {
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null);
  }
}
