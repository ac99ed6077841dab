import type { ChatStores } from '../src/chat/chat-stores.ts';
import { DEFAULT_SETTINGS, toGroupKey } from '../src/chat/group-settings.ts';
import { LONGEST_TEXT } from '../src/core/extract/extractor.ts';
import type { Locale } from '../src/core/text/locale.ts';
import type { Command } from './command.ts';

/** The recipients of people's messages, as the operator set them up. */
export interface PassedOn {
  /** Whether search services get claims. */
  searches: boolean;
  /** Names of the models that get messages; empty without a model. */
  models: readonly string[];
  /** Who reads pictures; absent if nobody does. */
  pictures?: 'model' | 'here';
}

/** /privacy: what is stored here, how long, and what is passed on. */
export function createPrivacyCommand({ settings }: Pick<ChatStores, 'settings'>, passedOn: PassedOn): Command {
  return {
    name: 'privacy',
    description: 'privacy.description',
    listed: true,
    forAsker: true,
    async run(request, { locale }) {
      const { t } = locale;
      const group = toGroupKey(request);
      const { keepDays } = group ? await settings.of(group) : DEFAULT_SETTINGS;
      const lines = [
        t('privacy.message'),
        t(group ? 'privacy.group' : 'privacy.person', { days: keepDays }),
        t('privacy.jobs'),
        t('privacy.words'),
        ...toPassedOn(passedOn, locale),
        t('privacy.forget'),
      ];
      return { kind: 'notice', tone: 'info', title: t('privacy.title'), lines };
    },
  };
}

function toPassedOn({ searches, models, pictures }: PassedOn, { t, formatList }: Locale): string[] {
  const model = formatList(models);
  const read = pictures === 'model' ? t('privacy.pictures.model', { model }) : t('privacy.pictures.here');
  const hasModel = models.length > 0;
  return [
    searches ? t('privacy.private') : '',
    hasModel ? t('privacy.model', { model, limit: LONGEST_TEXT }) : '',
    searches || hasModel ? t('privacy.pages') : t('privacy.nothing'),
    pictures ? read : '',
  ].filter((line) => line !== '');
}
