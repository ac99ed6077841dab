import type { ChatStores } from '../src/chat/chat-stores.ts';
import { type GroupSettings, toGroupKey, toPlaceKey } from '../src/chat/group-settings.ts';
import type { SpendingRow } from '../src/chat/ports.ts';
import { LOCALE_TAGS, type Locale, type MessageKey, toLocale } from '../src/core/text/locale.ts';
import { toRefusal } from './card-reply.ts';
import type { Command } from './command.ts';
import type { PanelReply } from './reply.ts';

/** Discord's limit for a row of buttons. Source: https://discord.com/developers/docs/components/reference#action-row */
const BUTTONS_A_ROW = 5;

interface Choice {
  /** The value in a button's data. */
  value: string;
  label: string;
  chosen: boolean;
  change: Partial<GroupSettings>;
}

interface Topic {
  name: string;
  title: MessageKey;
  choices(settings: GroupSettings, place: string, locale: Locale): Choice[];
}

const PAUSES = [0, 5, 15, 60, 300];
const DAY_LIMITS = [0, 20, 50, 100, 500];
const KEEP_DAYS = [7, 30, 90, 365];

const TOPICS: readonly Topic[] = [
  {
    name: 'language',
    title: 'settings.language',
    choices: ({ language }, _place, { t }) => [
      { value: 'auto', label: t('settings.auto'), chosen: language === undefined, change: { language: undefined } },
      ...LOCALE_TAGS.map((tag) => ({
        value: tag,
        label: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag,
        chosen: language === tag,
        change: { language: tag },
      })),
    ],
  },
  {
    name: 'who',
    title: 'settings.who',
    choices: ({ who }, _place, { t }) =>
      (['everyone', 'moderators'] as const).map((value) => ({
        value,
        label: t(value === 'everyone' ? 'settings.everyone' : 'settings.moderators'),
        chosen: who === value,
        change: { who: value },
      })),
  },
  {
    name: 'here',
    title: 'settings.here',
    choices: ({ off }, place, locale) =>
      toSwitch(locale, !off.includes(place), (on) => ({
        off: [...off.filter((other) => other !== place), ...(on ? [] : [place])],
      })),
  },
  {
    name: 'pause',
    title: 'settings.pause',
    choices: ({ pauseSeconds }, _place, { t }) =>
      PAUSES.map((seconds) => ({
        value: String(seconds),
        label: seconds === 0 ? t('settings.none') : t('settings.seconds', { seconds }),
        chosen: pauseSeconds === seconds,
        change: { pauseSeconds: seconds },
      })),
  },
  {
    name: 'day',
    title: 'settings.day',
    choices: ({ perDay }, _place, { t }) =>
      DAY_LIMITS.map((limit) => ({
        value: String(limit),
        label: limit === 0 ? t('settings.none') : String(limit),
        chosen: perDay === limit,
        change: { perDay: limit },
      })),
  },
  {
    name: 'private',
    title: 'settings.private',
    choices: (settings, _place, locale) => toSwitch(locale, settings.private, (on) => ({ private: on })),
  },
  {
    name: 'notices',
    title: 'settings.notices',
    choices: ({ notices }, _place, locale) => toSwitch(locale, notices, (on) => ({ notices: on })),
  },
  {
    name: 'keep',
    title: 'settings.keep',
    choices: ({ keepDays }, _place, { t }) =>
      KEEP_DAYS.map((days) => ({
        value: String(days),
        label: t('settings.days', { days }),
        chosen: keepDays === days,
        change: { keepDays: days },
      })),
  },
];

type SettingsStores = Pick<ChatStores, 'settings' | 'retention' | 'spentThisMonth'>;

/** /settings: the group's settings and spending, with buttons to change them. `text` is empty, `TOPIC`, or `TOPIC=VALUE`. */
export function createSettingsCommand({ settings, retention, spentThisMonth }: SettingsStores): Command {
  return {
    name: 'settings',
    description: 'settings.description',
    right: 'manage',
    listed: true,
    inGroups: true,
    forAsker: true,
    async run(request, { locale }) {
      const group = toGroupKey(request);
      if (!group) return toRefusal(locale.t('settings.title'), locale.t('settings.onlyGroups'));
      const place = toPlaceKey(request.chat);
      const [name, value] = request.text.trim().split('=', 2);
      const topic = TOPICS.find((one) => one.name === name);
      if (!topic) return toOverview(await settings.of(group), place, locale, await spentThisMonth(group));
      if (value === undefined) return toTopicPanel(topic, await settings.of(group), place, locale);
      const pick = (now: GroupSettings) => topic.choices(now, place, locale).find((one) => one.value === value)?.change;
      const now = await settings.change(group, (before) => pick(before) ?? {});
      if (topic.name === 'keep') await retention.noteGroup(group.platform, group.groupId, { keepDays: now.keepDays });
      // In the language that may have just been chosen.
      return toOverview(now, place, toLocale(now.language ?? request.locale), await spentThisMonth(group));
    },
  };
}

function toSwitch({ t }: Locale, isOn: boolean, change: (on: boolean) => Partial<GroupSettings>): Choice[] {
  return [true, false].map((on) => ({
    value: on ? 'on' : 'off',
    label: t(on ? 'settings.on' : 'settings.off'),
    chosen: isOn === on,
    change: change(on),
  }));
}

function toOverview(settings: GroupSettings, place: string, locale: Locale, spent: readonly SpendingRow[]): PanelReply {
  const lines = TOPICS.map((topic) => {
    const chosen = topic.choices(settings, place, locale).find((choice) => choice.chosen);
    return locale.t('settings.line', { setting: locale.t(topic.title), value: chosen?.label ?? '' });
  });
  const buttons = TOPICS.map(({ name, title }) => ({
    label: locale.t(title),
    data: `settings:${name}`,
    style: 'plain' as const,
  }));
  return {
    kind: 'panel',
    title: locale.t('settings.title'),
    lines: [...lines, toSpent(spent, locale)],
    rows: toRows(buttons),
  };
}

function toSpent(rows: readonly SpendingRow[], { t, formatMoney }: Locale): string {
  const checks = rows.reduce((sum, row) => sum + row.checks, 0);
  const money = rows.filter((row) => row.money > 0).map((row) => formatMoney(row.money, row.currency || undefined));
  const value = [t('settings.checks', { checks }), ...money].join(' · ');
  return t('settings.line', { setting: t('settings.month'), value });
}

function toTopicPanel(topic: Topic, settings: GroupSettings, place: string, locale: Locale): PanelReply {
  const buttons = topic.choices(settings, place, locale).map(({ value, label, chosen }) => ({
    label,
    data: `settings:${topic.name}=${value}`,
    style: chosen ? ('chosen' as const) : ('plain' as const),
  }));
  const back = { label: locale.t('settings.back'), data: 'settings:', style: 'plain' as const };
  return { kind: 'panel', title: locale.t(topic.title), lines: [], rows: [...toRows(buttons), [back]] };
}

function toRows<T>(buttons: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(buttons.length / BUTTONS_A_ROW) }, (_, row) =>
    buttons.slice(row * BUTTONS_A_ROW, (row + 1) * BUTTONS_A_ROW),
  );
}
