import { createChoices } from './choices.ts';
import { make, makeButton } from './elements.ts';
import type { Act, Choice, MessageView, Platform, Room, SideView } from './views.ts';

/** Who types on is asked about once they pause for so long, in ms. */
const PAUSE_MS = 150;

export interface ComposerOptions {
  platform: Platform;
  /** The side as it is now. */
  side(): SideView;
  room(): Room;
  act(act: Act): Promise<readonly Choice[]>;
}

/** Where somebody writes, with what the platform offers while they do. */
export interface Composer {
  element: HTMLElement;
  /** Writes it, for the person to send. */
  fill(text: string): void;
  replyTo(message: MessageView): void;
  /** The room or the side is another one. */
  refresh(): void;
}

export function createComposer({ platform, side, room, act }: ComposerOptions): Composer {
  const input = make('textarea', { rows: '1', autocomplete: 'off', maxlength: '4000', dir: 'auto' });
  const choices = createChoices(input, `${platform}-offers`);
  const isPrivate = make('input', { type: 'checkbox' });
  const privately = make('p', { class: 'privately' }, make('label', {}, isPrivate, ' private: only I see the answer'));
  const reply = make('p', { class: 'replying' });
  const file = make('input', { type: 'file', accept: 'image/*', hidden: true, 'aria-label': 'Picture to send' });
  const attached = make('p', { class: 'attached' });
  let picture: string | undefined;
  let replied: MessageView | undefined;
  let timer = 0;
  /** A suggestion that was chosen: its name is shown, and its value is sent. */
  let taken: { shown: string; text: string } | undefined;

  /** `/name rest`, and what is known of the command. */
  function readCommand() {
    const [, name, space = '', text = ''] = /^\/([\w-]*)(?:@\w+)?(\s?)([\s\S]*)$/.exec(input.value) ?? [];
    const command = side().rooms[room()].commands.find((one) => one.name === name);
    return name === undefined ? undefined : { name, text, isNamed: space !== '', command };
  }

  function toAct(): Act | undefined {
    const typed = readCommand();
    if (platform === 'discord' && typed) {
      const { name } = typed;
      const text = taken?.shown === input.value ? taken.text : typed.text;
      return {
        do: 'slash',
        name,
        text: text.trim(),
        ...(picture === undefined ? {} : { picture }),
        ...(isPrivate.checked && !privately.hidden ? { private: true } : {}),
      };
    }
    if (input.value.trim() === '' && picture === undefined) return undefined;
    return {
      do: 'say',
      text: input.value,
      ...(replied ? { replyTo: replied.id } : {}),
      ...(picture === undefined ? {} : { picture }),
    };
  }

  function offer(): void {
    clearTimeout(timer);
    const typed = readCommand();
    privately.hidden = !(platform === 'discord' && typed?.command?.canBePrivate);
    const inline = new RegExp(`^@${side().bot}\\s+(.+)`, 'i').exec(input.value)?.[1];
    if (typed && !typed.isNamed) offerCommands(typed.name);
    else if (platform === 'telegram' && inline !== undefined) {
      offerLater({ do: 'suggest', name: '', text: inline }, ({ value }) =>
        clear(act({ do: 'choose', text: inline, result: value })),
      );
    } else if (platform === 'discord' && typed?.command?.completes) {
      const { name, text } = typed;
      offerLater({ do: 'suggest', name, text }, ({ label, value }) => {
        fill(`/${name} ${label}`);
        taken = { shown: input.value, text: value };
      });
    } else choices.hide();
  }

  function offerCommands(begun: string): void {
    const at = platform === 'telegram' && room() === 'group' ? `@${side().bot}` : '';
    const found = side().rooms[room()].commands.filter(({ name }) => name.startsWith(begun));
    const offers = found.map(({ name, description }) => ({
      label: `/${name}`,
      about: description,
      value: `/${name}${at} `,
    }));
    choices.show(offers, ({ value }) => {
      fill(value);
      offer();
    });
  }

  function offerLater(what: Act, choose: (choice: Choice) => void): void {
    const asked = input.value;
    timer = setTimeout(async () => {
      const offers = await act(what);
      if (input.value === asked && document.activeElement === input) choices.show(offers, choose);
    }, PAUSE_MS);
  }

  function fill(text: string): void {
    input.value = text;
    input.focus();
    privately.hidden = !(platform === 'discord' && readCommand()?.command?.canBePrivate);
  }

  function setReply(message: MessageView | undefined): void {
    replied = message;
    reply.hidden = message === undefined;
    if (message) {
      const quit = makeButton('×', { 'aria-label': 'Do not reply' }, () => setReply(undefined));
      reply.replaceChildren('Reply to ', make('b', {}, message.author), quit);
    }
  }

  /** A chosen picture waits above the field until it is sent, or taken away. */
  function attach(name: string | undefined, base64: string | undefined): void {
    picture = base64;
    attached.hidden = base64 === undefined;
    file.value = '';
    const quit = makeButton('×', { 'aria-label': 'Remove the picture' }, () => attach(undefined, undefined));
    attached.replaceChildren('🖼 ', name ?? '', quit);
  }

  function take(chosen: File | undefined): void {
    if (!chosen?.type.startsWith('image/')) return;
    const reader = new FileReader();
    reader.addEventListener('load', () => attach(chosen.name, String(reader.result).split(',')[1]));
    reader.readAsDataURL(chosen);
    input.focus();
  }

  function clear(_done: unknown): void {
    clearTimeout(timer);
    choices.hide();
    input.value = '';
    privately.hidden = true;
    setReply(undefined);
    attach(undefined, undefined);
  }

  function send(): void {
    const wanted = toAct();
    if (wanted) clear(act(wanted));
  }

  input.addEventListener('input', offer);
  file.addEventListener('change', () => take(file.files?.[0]));
  input.addEventListener('paste', ({ clipboardData }) => take(clipboardData?.files[0]));
  input.addEventListener('blur', () => choices.hide());
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (choices.take(event.key)) return event.preventDefault();
    // Shift makes a new line, as in both programs.
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  });

  function refresh(): void {
    clear(undefined);
    const where = room() === 'private' ? 'Claimcheck' : platform === 'discord' ? '#news' : 'Neighbours';
    const hint =
      room() === 'private' ? 'write a claim' : platform === 'discord' ? 'or type /' : `or type / or @${side().bot}`;
    input.placeholder = `Message ${where}, ${hint}`;
    input.setAttribute('aria-label', input.placeholder);
  }

  const clip = makeButton('📎', { class: 'clip', 'aria-label': 'Add a picture' }, () => file.click());
  const row = make('div', { class: 'write' }, clip, file, input, makeButton('Send', { class: 'send' }, send));
  return {
    element: make('div', { class: 'composer' }, choices.element, reply, attached, privately, row),
    fill,
    replyTo(message) {
      setReply(message);
      input.focus();
    },
    refresh,
  };
}
