import { find, make, makeButton } from './elements.ts';
import { watch } from './server.ts';
import { createSidePanel } from './side.ts';
import type { PersonId, Platform, State } from './views.ts';

const NAMES: Readonly<Record<Platform, string>> = { discord: 'Discord', telegram: 'Telegram' };
const PLATFORMS: readonly Platform[] = ['discord', 'telegram'];

const panels = PLATFORMS.map((platform) => createSidePanel(platform, NAMES[platform]));
find('sides').append(...panels.map(({ element }) => element));

/** On a narrow screen one platform is seen at a time. */
const switches = PLATFORMS.map((platform) => makeButton(NAMES[platform], {}, () => showPlatform(platform)));
find('platforms').append(...switches);
function showPlatform(platform: Platform): void {
  document.body.dataset.platform = platform;
  for (const [at, button] of switches.entries())
    button.setAttribute('aria-pressed', String(PLATFORMS[at] === platform));
}
showPlatform('discord');

let stop = (): void => undefined;
function become(who: PersonId): void {
  stop();
  stop = watch(who, show, (there) => {
    find('gone').hidden = there;
  });
}

function show(state: State): void {
  if (find('people').childElementCount === 0) showPeople(state);
  for (const panel of panels) panel.show(state);
}

function showPeople({ me, people }: State): void {
  find('people').append(
    ...people.map(({ id, name, role }) => {
      const input = make('input', { type: 'radio', name: 'who', value: id, checked: id === me });
      input.addEventListener('change', () => become(id));
      return make('label', {}, input, make('span', {}, make('b', {}, name), ` ${role}`));
    }),
  );
}

become('ana');
