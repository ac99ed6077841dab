import type { ChatStores } from '../src/chat/chat-stores.ts';
import type { Posting } from '../src/chat/posting.ts';
import { parseCheckId } from '../src/checks/check-service.ts';
import type { Locale } from '../src/core/text/locale.ts';
import type { Check } from '../src/core/types.ts';
import { toCardsReply, toRefusal } from './card-reply.ts';
import type { Command } from './command.ts';
import type { MessagePlace, PinReply } from './reply.ts';
import type { CommandRequest } from './request.ts';

/** The *Pin* button of a card: `text` is the check's id, the card is the message with the button. */
export const pinCommand: Command = {
  name: 'pin',
  description: 'pin.description',
  right: 'pin',
  listed: false,
  forAsker: true,
  async run(request, { checkService, locale, scope }) {
    const check = await checkService.find(request.text, scope);
    const open = check && toOpen(check);
    if (open) return toRefusal(locale.t('pin.title'), locale.t(open));
    if (check) return { kind: 'pin', checkId: check.id, done: locale.t('pin.done') };
    return toRefusal(locale.t('pin.title'), locale.t('pin.unknown'));
  },
};

/** Why a check cannot be pinned: nobody has confirmed the closest claim, or the evidence only leans. */
function toOpen({ closest, verdict }: Check): 'pin.closest' | 'pin.lean' | undefined {
  if (closest) return 'pin.closest';
  return verdict.lean === undefined ? undefined : 'pin.lean';
}

const ARGUMENT = { name: 'id', description: 'pin.argument', required: false, suggest: 'cards' } as const;

/** /pin with a check's id, or as a reply to a card; also the *Pin* button. An older pinned card of the claim is unpinned. */
export function createPinCommand({ postings }: Pick<ChatStores, 'postings'>): Command {
  return {
    ...pinCommand,
    listed: true,
    inGroups: true,
    argument: ARGUMENT,
    async run(request, { checkService, locale, scope }) {
      const target = await toTarget(postings, request);
      const id = toId(request.text) || (target?.checkIds[0] ?? '');
      const check = id === '' ? undefined : await checkService.find(id, scope);
      if (!check) return toRefusal(locale.t('pin.title'), locale.t(id === '' ? toMissing(request) : 'pin.unknown'));
      const open = toOpen(check);
      if (open) return toRefusal(locale.t('pin.title'), locale.t(open));
      const here = await standingHere(postings, request, check.id);
      const place = request.posting ?? here[0];
      const older = here.filter(({ pinned, messageId }) => pinned && messageId !== place?.messageId);
      return {
        kind: 'pin',
        checkId: check.id,
        done: locale.t('pin.done'),
        locale: locale.tag,
        ...(place ? { target: toPlace(place) } : {}),
        ...(request.posting ? {} : toPosted(check, locale, request)),
        ...(older.length > 0 ? { unpin: older.map(toPlace) } : {}),
      };
    },
  };
}

/** /unpin with a check's id, or as a reply to a card; every pinned card of that check here. Without either it is refused. */
export function createUnpinCommand({ postings }: Pick<ChatStores, 'postings'>): Command {
  return {
    name: 'unpin',
    description: 'unpin.description',
    argument: { ...ARGUMENT, description: 'unpin.argument' },
    right: 'pin',
    listed: true,
    inGroups: true,
    forAsker: true,
    async run(request, { locale }) {
      const target = await toTarget(postings, request);
      const id = toId(request.text) || (target?.checkIds[0] ?? '');
      const refuse = (line: 'unpin.which' | 'pin.noCard' | 'unpin.none') =>
        toRefusal(locale.t('unpin.title'), locale.t(line));
      if (id === '') return refuse(request.posting ? 'pin.noCard' : 'unpin.which');
      const pinned = (await standingHere(postings, request, id)).filter((posting) => posting.pinned);
      if (pinned.length === 0) return refuse('unpin.none');
      return {
        kind: 'unpin',
        checkId: id,
        targets: pinned.map(toPlace),
        done: locale.t('unpin.done'),
        locale: locale.tag,
      };
    },
  };
}

function toPosted(check: Check, locale: Locale, request: CommandRequest): Pick<PinReply, 'cards' | 'actions'> {
  const { cards, actions = [] } = toCardsReply([{ check }], locale, request);
  return { cards, actions };
}

/** Why nothing can be pinned: no card was named, or the message is no card. */
function toMissing({ posting }: CommandRequest): 'pin.noCard' | 'pin.which' {
  return posting ? 'pin.noCard' : 'pin.which';
}

async function toTarget(postings: ChatStores['postings'], { platform, posting }: CommandRequest) {
  return posting && (await postings.at(platform, posting.chatId, posting.messageId));
}

async function standingHere(postings: ChatStores['postings'], { platform, chat }: CommandRequest, checkId: string) {
  const all = await postings.of(checkId);
  return all.filter(
    (posting) => posting.platform === platform && posting.chatId === chat.id && posting.visible === 'chat',
  );
}

/** A text that is no id is kept: it finds no check, and the refusal says so. */
function toId(text: string): string {
  return parseCheckId(text) ?? text.trim();
}

function toPlace({ chatId, messageId }: MessagePlace | Posting): MessagePlace {
  return { chatId, messageId };
}
