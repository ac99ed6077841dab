import { isReading } from '../../commands/card-buttons.ts';
import type {
  CardsReply,
  DetailsReply,
  NoticeReply,
  PanelButton,
  PanelReply,
  ReplyAction,
} from '../../commands/reply.ts';
import type { Answers } from '../../src/bot/chat-adapter.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { defined } from '../../src/core/defined.ts';
import { type Locale, toLocale } from '../../src/core/text/locale.ts';
import { type Group, toGroupRef, toSettingsPayload } from './click-data.ts';
import { renderDetails } from './details-text.ts';
import { cutText } from './foreign-text.ts';
import { renderButton, toDeepLink } from './keyboard.ts';
import { REPLY_HINT_LIMIT } from './limits.ts';
import { type NoticePlace, type RenderedMessage, renderCardsMessage, renderNotice, renderPanel } from './render.ts';

export interface PresenterOptions {
  service: Pick<Answers, 'linkTo'>;
  username: string;
  commands: readonly string[];
}

/** Renders replies as messages, with links out of a group that only the bot service can make. */
export interface Presenter {
  /** @param at `groupId` if a private answer belongs to a group */
  cards(
    reply: Pick<CardsReply, 'cards' | 'actions' | 'locale'>,
    at: { chatId: number; groupId?: string },
  ): Promise<RenderedMessage>;
  /** Results that could not be delivered before. */
  kept(cards: readonly VerdictCard[]): RenderedMessage;
  plain(
    reply: Pick<NoticeReply, 'title' | 'lines' | 'links'> | NoticeReply | PanelReply | DetailsReply,
    inGroup: boolean,
  ): RenderedMessage[];
  /** Asks for the claim in a group, where a phone's menu sends a bare command; `isAsking` recognises the message. */
  asking(title: string, locale: Locale): RenderedMessage;
  /** A group's settings: in the private chat with their buttons, in the group with a button that leads there. */
  settings(reply: PanelReply, group: Group, standing: { chatId: number; locale: Locale }): RenderedMessage;
}

const NO_LINKS = new Map<string, string>();

export function createPresenter({ service, username, commands }: PresenterOptions): Presenter {
  async function toLinks(actions: readonly ReplyAction[], chatId: string): Promise<Map<string, string>> {
    const links = new Map<string, string>();
    for (const { kind, data } of actions.filter(isReading)) {
      const checkId = data.slice(data.indexOf(':') + 1);
      const url = toDeepLink(username, await service.linkTo({ command: kind, checkId, chatId }));
      if (url !== undefined) links.set(data, url);
    }
    return links;
  }

  return {
    async cards({ cards, actions = [], locale }, { chatId, groupId }) {
      const inGroup = chatId < 0;
      const links = inGroup ? await toLinks(actions, String(chatId)) : NO_LINKS;
      const share = toLocale(locale).t('telegram.share');
      const place = { inGroup, links, ...(actions.length > 0 && { share }), ...defined({ groupId }) };
      return renderCardsMessage(cards, actions, place);
    },
    kept: (cards) => renderCardsMessage(cards, [], { inGroup: false, links: NO_LINKS }),
    plain(reply, inGroup) {
      const place: NoticePlace = { commands, ...(inGroup && { addressAs: username }) };
      if ('sections' in reply) return renderDetails(reply).map((html) => ({ html }));
      return ['rows' in reply ? renderPanel(reply, place) : renderNotice(reply, place)];
    },
    asking: (title, { t }) => ({
      ...renderNotice({ title, lines: [t('telegram.reply')] }, { commands }),
      replyHint: cutText(t('check.argument'), REPLY_HINT_LIMIT),
    }),
    settings({ rows, ...panel }, group, { chatId, locale }) {
      const inGroup = chatId < 0;
      if (!inGroup) {
        const toOwn = (button: PanelButton) => ({ ...button, data: `${button.data}@${toGroupRef(group)}` });
        return renderPanel({ ...panel, rows: rows.map((row) => row.map(toOwn)) }, { commands });
      }
      const url = toDeepLink(username, toSettingsPayload(group));
      const keyboard = url && renderButton(locale.t('telegram.openChat'), { url });
      return { ...renderNotice(panel, { commands, addressAs: username }), ...(keyboard && { keyboard }) };
    },
  };
}
