import { find, make } from './elements.ts';
import { toElement } from './message.ts';
import type { MessageView, Platform } from './views.ts';

declare global {
  /** For whoever makes the pictures of docs/cards.md: shows one message alone, as that platform does. */
  function showCard(platform: Platform, message: MessageView): void;
}

globalThis.showCard = (platform, message) => {
  const list = make('ol', { class: 'messages' }, toElement(message));
  find('card').replaceChildren(make('section', { class: `side ${platform}` }, list));
};
