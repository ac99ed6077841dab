import { find, make } from './elements.ts';

/** Long enough to be read twice, in ms. */
const SHOWN_MS = 5_000;

/** Says something for a moment, aloud too. */
export function showToast(text: string): void {
  const toast = make('div', { class: 'toast', dir: 'auto' }, text);
  find('toasts').append(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}
