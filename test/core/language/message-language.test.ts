import { describe, expect, it } from 'vitest';
import { toLikelyLanguages } from '../../../src/core/language/message-language.ts';
import { matchAgainst } from '../match/matching-fixture.ts';

describe('toLikelyLanguages', () => {
  it.each([
    ['en', 'The Great Wall of China can be seen from the Moon'],
    ['es', 'El limón cura el cáncer y los médicos no lo dicen'],
    ['pt', 'As vacinas não são seguras para as crianças'],
    ['fr', 'Les vaccins ne sont pas sûrs pour les enfants'],
    ['de', 'Die Impfung ist nicht sicher'],
    ['id', 'Vaksin itu tidak aman untuk anak-anak'],
    ['it', 'I vaccini non sono sicuri per i bambini'],
    ['nl', 'De vaccins zijn niet veilig voor kinderen'],
    ['pl', 'Szczepionki nie są bezpieczne dla dzieci'],
    ['tr', 'Bu aşı çocuklar için güvenli değil'],
    ['ru', 'Вакцины не безопасны для детей, и это правда'],
    ['uk', 'Вакцини не є безпечними для дітей'],
    ['ar', 'هذا اللقاح ليس آمن على الأطفال'],
    ['hi', 'यह टीका बच्चों के लिए सुरक्षित नहीं है'],
    ['zh', '疫苗会导致自闭症'],
    ['ja', 'ワクチンは自閉症を引き起こす'],
    ['ko', '백신은 자폐증을 유발한다'],
    ['th', 'วัคซีนทำให้เกิดออทิสติก'],
    ['sv', 'Det är inte sant att vaccinet är farligt'],
    ['und', 'xyzzy'],
    ['und', ''],
    ['und', '12:30 😂'],
  ])('%s: %j', (language, text) => {
    expect(toLikelyLanguages(text)).toEqual(language === 'und' ? [] : [language]);
  });

  it('one name in another script makes no message of it', () => {
    expect(toLikelyLanguages('The president of China is 习近平, as everybody knows')).toEqual(['en']);
  });

  it('several languages are as probable where no word tells them apart', () => {
    expect(toLikelyLanguages('Un homme joue de la guitare')).toContain('fr');
  });
});

describe('what is likely', () => {
  it.each([
    ['English without a function word', 'Vaccines cause autism', 'vaccines cause autism, wake up', 'likely'],
    ['a language whose "not" is known', 'El limón cura el cáncer', 'el limón cura el cáncer siempre', 'likely'],
    [
      'a language whose "not" is not known',
      'ワクチンは自閉症を引き起こす',
      'ワクチンは自閉症を引き起こすよ',
      'related',
    ],
    ['no language', 'Blorg flimp grutzel snarf', 'blorg flimp grutzel snarf wob', 'related'],
  ])('%s', async (_, claim, message, grade) => {
    expect((await matchAgainst(claim, message))?.grade).toBe(grade);
  });
});
