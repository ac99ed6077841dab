import { createComposer } from './composer.ts';
import { make, makeButton } from './elements.ts';
import type { Handling } from './message.ts';
import { createRoomList } from './room.ts';
import { doThere } from './server.ts';
import type { Act, Platform, Room, SideView, State } from './views.ts';

const ROOMS: readonly Room[] = ['group', 'private'];

/** One platform's half of the page. */
export interface SidePanel {
  element: HTMLElement;
  show(state: State): void;
}

export function createSidePanel(platform: Platform, name: string): SidePanel {
  let state: State | undefined;
  let room: Room = 'group';
  const side = (): SideView => {
    if (!state) throw new Error('nothing is known yet');
    return state.sides[platform];
  };
  const act = async (what: Act, where: Room = room) =>
    state ? doThere({ who: state.me, platform, room: where }, what) : [];

  const handling: Handling = {
    press(message, { press, start }) {
      if (start !== undefined) {
        choose('private');
        void act({ do: 'start', payload: start });
      } else if (press !== undefined) void act({ do: 'press', message: message.id, button: press });
    },
    menu: (message) => [
      ...side().rooms[room].apps.map((app) => ({
        label: `Apps › ${app}`,
        choose: () => void act({ do: 'app', name: app, message: message.id }),
      })),
      ...(platform === 'telegram'
        ? [
            { label: 'Reply', choose: () => composer.replyTo(message) },
            {
              label: 'Reply with /check',
              choose: () =>
                void act({ do: 'say', text: `/check${room === 'group' ? `@${side().bot}` : ''}`, replyTo: message.id }),
            },
          ]
        : []),
      {
        label: 'Forward to Claimcheck, in private',
        choose: () => {
          const from = room;
          void act({ do: 'forward', message: message.id }, from);
          choose('private');
        },
      },
    ],
  };

  const list = createRoomList(`${name}: messages`, handling);
  const composer = createComposer({ platform, side, room: () => room, act });
  const tabs = ROOMS.map((one) => makeButton('', {}, () => choose(one)));
  const about = make('p', { class: 'about' });
  const claims = make('div', { class: 'claims', role: 'group', 'aria-label': `Claims to try on ${name}` });

  function choose(next: Room): void {
    room = next;
    composer.refresh();
    draw();
  }

  function draw(): void {
    if (!state) return;
    const { rooms } = side();
    for (const [at, tab] of tabs.entries()) {
      const one = ROOMS[at] ?? 'group';
      tab.textContent = rooms[one].title;
      tab.setAttribute('aria-pressed', String(one === room));
    }
    about.textContent = rooms[room].about;
    list.show(`${state.me}/${room}`, rooms[room]);
  }

  function toCommand(claim: string): string {
    if (room === 'private') return claim;
    return platform === 'discord' ? `/check ${claim}` : `/check@${side().bot} ${claim}`;
  }

  return {
    element: make(
      'section',
      { class: `side ${platform}`, 'aria-label': name },
      make(
        'header',
        {},
        make('h2', {}, name),
        make('div', { class: 'rooms', role: 'group', 'aria-label': `Chats on ${name}` }, ...tabs),
        about,
      ),
      list.element,
      claims,
      composer.element,
    ),
    show(next) {
      const isNew = state?.me !== next.me;
      state = next;
      if (claims.childElementCount === 0) {
        const chips = next.claims.map((claim) =>
          makeButton(claim.label, { title: `${claim.text} (${claim.about})` }, () =>
            composer.fill(toCommand(claim.text)),
          ),
        );
        claims.replaceChildren(make('span', {}, 'Try:'), ...chips);
      }
      if (isNew) composer.refresh();
      draw();
    },
  };
}
