import { make } from './elements.ts';
import type { Choice } from './views.ts';

/** What is offered above an input while somebody types. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export interface Choices {
  element: HTMLElement;
  show(choices: readonly Choice[], choose: (choice: Choice) => void): void;
  hide(): void;
  /** @returns whether the key was meant for the choices */
  take(key: string): boolean;
}

export function createChoices(input: HTMLTextAreaElement, id: string): Choices {
  const list = make('ul', { class: 'offers', role: 'listbox', id, 'aria-label': 'Suggestions' });
  list.hidden = true;
  let offered: readonly Choice[] = [];
  let onChoose: (choice: Choice) => void = () => undefined;
  let at = -1;
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', id);
  input.setAttribute('aria-expanded', 'false');

  function mark(next: number): void {
    at = next;
    for (const [index, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(index === at));
      if (index === at) option.scrollIntoView({ block: 'nearest' });
    }
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${id}-${at}`);
  }

  function hide(): void {
    list.hidden = true;
    offered = [];
    input.setAttribute('aria-expanded', 'false');
    mark(-1);
  }

  function choose(choice: Choice | undefined): void {
    const chosen = onChoose;
    hide();
    if (choice) chosen(choice);
  }

  return {
    element: list,
    hide,
    show(choices, chosen) {
      if (choices.length === 0) return hide();
      offered = choices;
      onChoose = chosen;
      list.replaceChildren(
        ...choices.map((choice, index) => {
          const about = choice.about === undefined ? [] : [make('small', { dir: 'auto' }, choice.about)];
          const option = make(
            'li',
            { role: 'option', id: `${id}-${index}` },
            make('span', { dir: 'auto' }, choice.label),
            ...about,
          );
          // Before the input loses its focus.
          option.addEventListener('pointerdown', (event) => {
            event.preventDefault();
            choose(choice);
          });
          return option;
        }),
      );
      list.hidden = false;
      input.setAttribute('aria-expanded', 'true');
      mark(-1);
    },
    take(key) {
      if (list.hidden) return false;
      if (key === 'Escape') hide();
      else if (key === 'ArrowDown') mark(at < offered.length - 1 ? at + 1 : 0);
      else if (key === 'ArrowUp') mark(at > 0 ? at - 1 : offered.length - 1);
      else if ((key === 'Enter' || key === 'Tab') && at >= 0) choose(offered[at]);
      else return false;
      return true;
    },
  };
}
