import { toPrimaryLanguage } from '../../core/text/locale-tag.ts';

/** Wikipedias with 30,000 articles or more whose name is the language's own. Source: meta.wikimedia.org/wiki/List_of_Wikipedias. */
const WIKIS = new Set(
  (
    'af an ar arz ast az azb ba be bg bn br bs ca ce ceb ckb cs cv cy da de el en eo es et eu fa fi fr fy ga gl gu ha he hi ' +
    'hr ht hu hy ia id ig io is it ja jv ka kk kn ko ku ky la lb lld lmo lt lv mg min mk ml mr ms my nds ne new nl nn no oc or ' +
    'pa pl pms pnb ps pt ro ru scn sco sh si sk sl sq sr su sv sw ta te tg th tl tr tt uk ur uz vec vi vo war wuu yo zh zu'
  ).split(' '),
);
/** Languages whose Wikipedia has another name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  nb: 'no',
  yue: 'zh-yue',
  nan: 'zh-min-nan',
  fil: 'tl',
  cmn: 'zh',
};

/** The Wikipedia of a BCP 47 tag, as its host has it; English for `und` and for languages without a Wikipedia. */
export function toWikiLanguage(tag: string): string {
  const primary = toPrimaryLanguage(tag) ?? 'en';
  return OTHER_NAMES[primary] ?? (WIKIS.has(primary) ? primary : 'en');
}
