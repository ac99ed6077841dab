import { describe, expect, it } from 'vitest';
import { type Stake, toStake } from '../../../src/core/card/stakes.ts';

describe('toStake', () => {
  it.each([
    ['Drinking lemon water in the morning cures cancer', 'health'],
    ['Zitronenwasser heilt Krebs', 'health'],
    ['El limón cura el cáncer', 'health'],
    ['Le citron guérit le cancer', 'health'],
    ['A vacina causa febre', 'health'],
    ['Air lemon menyembuhkan kanker', 'health'],
    ['Лимонна вода лікує рак', 'health'],
    ['الليمون يعالج السرطان', 'health'],
    ['नींबू पानी कैंसर का इलाज है', 'health'],
    ['柠檬水能治愈癌症', 'health'],
    ['A bank will never ask for your PIN by phone', 'money'],
    ['Die Sparkasse verschenkt Gutscheine', 'money'],
    ['O banco pede a senha por telefone', 'money'],
    ['Банк питає пароль телефоном', 'money'],
    ['ربحت جائزة من البنك', 'money'],
    ['银行会要你的验证码', 'money'],
    ['The mayor of Grimsby painted 214 lampposts violet', undefined],
    ['The museum shows a Banksy and a pineapple', undefined],
    ['The treaty was curated by hand', undefined],
    ['Has the Pope died?', undefined],
  ] satisfies [string, Stake | undefined][])('of “%s” is %s', (claim, stake) => {
    expect(toStake(claim)).toBe(stake);
  });
});
