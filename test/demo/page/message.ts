import { make, makeButton, toNodes } from './elements.ts';
import type { ButtonView, EmbedView, MessageView } from './views.ts';

/** What can be done with a message. */
export interface Handling {
  press(message: MessageView, button: ButtonView): void;
  /** What its menu offers. */
  menu(message: MessageView): { label: string; choose(): void }[];
}

/** A message as either platform shows it: the style sheets make the difference. */
export function toElement(message: MessageView, handling?: Handling): HTMLElement {
  const { author, isBot, isOwn, isForYou, isNotice } = message;
  const kinds = ['message', isBot && 'bot', isOwn && 'own', isForYou && 'for-you', isNotice && 'notice'];
  const content = make(
    'div',
    { class: 'content' },
    ...toHead(message),
    ...message.pictures.map((src) => make('img', { class: 'picture', src, alt: `Picture from ${author}` })),
    ...toWords(message),
    ...message.embeds.map(toEmbed),
    ...toButtons(message, handling),
    ...(isForYou ? [make('p', { class: 'aside' }, '👁 Only you can see this')] : []),
  );
  return make(
    'li',
    { class: kinds.filter(Boolean).join(' '), id: `m-${message.id}` },
    make(
      'span',
      { class: 'avatar', 'aria-hidden': 'true', 'data-of': isBot ? 'bot' : author },
      isBot ? '✓' : author.slice(0, 1),
    ),
    content,
    ...(handling && !isNotice && !message.isThinking ? [toMenu(author, () => handling.menu(message))] : []),
  );
}

function toHead({ author, isBot, at, isPinned, isEdited, via, reply, forwarded }: MessageView): Node[] {
  const time = new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const head = make('p', { class: 'head' }, make('span', { class: 'author', dir: 'auto' }, author));
  if (via !== undefined) head.append(make('span', { class: 'via' }, `via ${via}`));
  if (isBot) head.append(make('span', { class: 'badge' }, 'APP'));
  head.append(make('time', { datetime: at }, time));
  if (isEdited) head.append(make('span', { class: 'edited' }, 'edited'));
  if (isPinned) head.append(make('span', { class: 'pinned' }, '📌 pinned'));
  const above: Node[] = [];
  if (reply) above.push(make('p', { class: 'reply' }, make('b', {}, reply.author), ` ${reply.text}`));
  if (forwarded !== undefined)
    above.push(make('p', { class: 'forwarded' }, forwarded === '' ? 'Forwarded' : `Forwarded from ${forwarded}`));
  return [head, ...above];
}

function toWords({ isThinking, body }: MessageView): Node[] {
  if (isThinking) return [make('p', { class: 'words thinking' }, 'Claimcheck is thinking …')];
  return body.length > 0 ? [make('div', { class: 'words', dir: 'auto' }, ...toNodes(body))] : [];
}

function toEmbed({ colour, title, description, fields, footer }: EmbedView): HTMLElement {
  const embed = make('div', { class: 'embed' });
  embed.style.borderColor = colour;
  if (title.length > 0) embed.append(make('div', { class: 'title', dir: 'auto' }, ...toNodes(title)));
  if (description.length > 0) embed.append(make('div', { class: 'description', dir: 'auto' }, ...toNodes(description)));
  for (const { name, value } of fields) {
    embed.append(
      make(
        'div',
        { class: 'field' },
        make('div', { class: 'name', dir: 'auto' }, ...toNodes(name)),
        make('div', { class: 'value', dir: 'auto' }, ...toNodes(value)),
      ),
    );
  }
  if (footer !== '') embed.append(make('div', { class: 'footer', dir: 'auto' }, footer));
  return embed;
}

function toButtons(message: MessageView, handling: Handling | undefined): Node[] {
  return message.buttons.map((row) =>
    make(
      'div',
      { class: 'buttons' },
      ...row.map((button) =>
        makeButton(button.label, { class: `${button.style}${button.start === undefined ? '' : ' leads'}` }, () =>
          handling?.press(message, button),
        ),
      ),
    ),
  );
}

/** What it offers is looked up when it is opened: the bot may have come after the message. */
function toMenu(author: string, offers: () => ReturnType<Handling['menu']>): HTMLElement {
  const list = make('div', { class: 'choices' });
  const summary = make('summary', { 'aria-label': `What can be done with ${author}’s message` }, '⋯');
  const menu = make('details', { class: 'menu' }, summary, list);
  const toButton = ({ label, choose }: ReturnType<typeof offers>[number]) =>
    makeButton(label, {}, () => {
      menu.open = false;
      choose();
    });
  menu.addEventListener('toggle', () => {
    if (menu.open) list.replaceChildren(...offers().map(toButton));
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && menu.contains(relatedTarget))) menu.open = false;
  });
  menu.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') menu.open = false;
  });
  return menu;
}
