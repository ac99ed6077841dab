import { expect, it } from 'vitest';
import { toTokenCount } from '../../../src/core/prompting/token-count.ts';

/** A clause of the Universal Declaration of Human Rights each, and the tokens that OpenAI's `o200k_base` counts in it. */
it.each([
  ['English', 15, 'Whereas it is essential to promote the development of friendly relations between nations,'],
  ['Finnish', 24, 'kun on tähdellistä edistää ystävällisten suhteiden kehittymistä kansojen välille,'],
  ['Polish', 26, 'ZWAŻYWSZY, że konieczne jest popieranie rozwoju przyjaznych stosunków między narodami,'],
  [
    'Russian',
    21,
    'принимая во внимание, что необходимо содействовать развитию дружественных отношений между народами; и',
  ],
  ['Arabic', 23, 'ولما كان للإدراك العام لهذه الحقوق والحريات الأهمية الكبرى للوفاء التام بهذا التعهد.'],
  ['Hindi', 21, 'चूंकि राष्ट्रों के बीच मैत्रीपूर्ण सम्बन्धों को बढ़ाना ज़रूरी है,'],
  ['Thai', 23, 'คนทุกคนมีสิทธิในการดำรงชีวิต เสรีภาพ และความมั่นคงแห่งตัวตน'],
  ['Lao', 144, 'ດ້ວຍເຫດວ່າ: ເປັນຂໍ້ສຳຄັນທີ່ຕ້ອງເຊີດຊູສຳພັນທະໄມຕີລະຫວ່າງປະເທດຊາດໃຫ້ດີຍີ່ງຂື້ນ;'],
  ['Tibetan', 84, 'གནས་ལུགས་འདི་ལྟར་ལ་སོང་ད་ཆ་ཚོགས་ཆེན་ནས་ཁྱབ་བསྒྲགས་བྱ་རྒྱུར།'],
  ['Burmese', 36, 'လူတိုင်း၌ အသက်ရှင်ရန် လွတ်လပ်ခွင့်နှင့် လုံခြုံစိတ်ချခွင့် ရှိသည်။'],
  [
    'Amharic',
    206,
    'የሰው፡ልጅ፡ሁሉ፡ሲወለድ፡ነጻና፡በክብርና፡በመብትም፡እኩልነት፡ያለው፡ነው።፡የተፈጥሮ፡ማስተዋልና፡ሕሊና፡ስላለው፡አንዱ፡ሌላውን፡በወንድማማችነት፡መንፈስ፡መመልከት፡ይገባዋል።',
  ],
  [
    'Korean',
    38,
    '모든 인류 구성원의 천부의 존엄성과 동등하고 양도할 수 없는 권리를 인정하는 것이 세계의 자유, 정의 및 평화의 기초이며,',
  ],
  [
    'Japanese',
    61,
    '人類社会のすべての構成員の固有の尊厳と平等で譲ることのできない権利とを承認することは、世界における自由、正義及び平和の基礎であるので、',
  ],
  ['Chinese', 40, '鉴于对人类家庭所有成员的固有尊严及其平等的和不移的权利的承认,乃是世界自由、正义与和平的基础,'],
  ['emoji', 8, '😀🎉🤷🔥👀'],
])('counts about as many tokens in %s as a model, and seldom fewer', (_, counted, text) => {
  expect(toTokenCount(text)).toBeGreaterThanOrEqual(0.9 * counted);
  expect(toTokenCount(text)).toBeLessThanOrEqual(3 * counted);
});
