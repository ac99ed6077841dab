import { expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';

/** X stands for the claim, in each style a messenger or mail program has; lines are lines. */
const FORMS: Readonly<Record<string, { claim: string; forms: string[] }>> = {
  English: {
    claim: 'Garlic cures the flu',
    forms: [
      '[10:15 AM, 3/12/2026] Member: X',
      '[3/12/26, 10:15:33 AM] ~ Ann Roe: X',
      '3/12/26, 10:15 AM - Ann Roe: X',
      '3/12/26, 10:15 - +44 7700 900123: X',
      '[5/19/26 2:40 AM] Ann: X',
      'Ann, [19.05.2026 14:40]\nX',
      'Ann Roe, [May 19, 2026 at 2:40:10 PM]:\nX',
      'Ann, [19.05.2026 14:40] X',
      'Ann — Today at 10:15 AM\nX',
      'Ann — Today at 10:15 AM X',
      'Ann — 03/12/2026 10:15 AM\nX',
      'Ann — 10:15 AM\nX',
      '[10:15 AM] Ann: X',
      'From: Ann Roe <ann@a.example>\nSent: Monday, May 4, 2026 10:15 AM\nTo: Bob <bob@b.example>\nSubject: FW: flu\n\nX',
      'From: Ann\nDate: Mon, May 4, 2026 at 10:15 AM\nTo: Bob\nSubject: Re: Garlic\n\nX',
      'On Mon, May 4, 2026 at 10:15 AM Ann Roe <ann@a.example> wrote:\n> X',
      'On Mon, May 4, 2026 at 10:15 AM Ann Roe\nwrote:\n\n> > X',
      '---------- Forwarded message ---------\nFrom: Ann <ann@a.example>\nDate: Mon, May 4, 2026 at 10:15 AM\nSubject: flu\nTo: <bob@b.example>\n\n\nX',
      'Begin forwarded message:\n\nFrom: Ann\nSubject: flu\n\nX',
      'X\n\nSent from my iPhone',
      'Forwarded\nX',
      'Mum, Dad, Uncle Raj, You\nToday\nX\n10:15 AM ✓✓',
      'Forwarded many times\n\nX',
      'Uncle Raj Forwarded many times.\nX',
      '[10:14, 3/12/2026] Ann: Forwarded as received\n[10:15, 3/12/2026] Ann: X',
    ],
  },
  'a message between others': {
    claim: 'Garlic cures the flu',
    forms: [
      'Forwarded as received: X 🙏 Please share this with all your contacts!',
      'Is this true?\n\nX',
      'X. Send this to ten people before it gets deleted',
      'Look at this https://a.example/b?c=d X',
      'X (https://a.example/b_(c))',
      'Fwd: Fwd: BREAKING: X!!',
      '*X*\n_Please forward this_',
      'Can someone check this: X',
      '> X\n\nis it true?',
    ],
  },
  Deutsch: {
    claim: 'Knoblauch heilt die Grippe',
    forms: [
      '[12.03.26, 10:15:33] Anna Roth: X',
      '12.03.26, 10:15 - Anna Roth: X',
      'Anna, [12.03.2026 10:15]\nX',
      'Anna — Heute um 10:15 Uhr\nX',
      'Anna — 12.03.2026 10:15\nX',
      'Von: Anna Roth <a@a.example>\nGesendet: Montag, 4. Mai 2026 10:15\nAn: Bob\nBetreff: WG: Grippe\n\nX',
      'Am Mo., 4. Mai 2026 um 10:15 Uhr schrieb Anna Roth <a@a.example>:\n\n> X',
      '-----Ursprüngliche Nachricht-----\nVon: Anna\nBetreff: Grippe\n\nX',
      'Häufig weitergeleitet\nX',
      'Weitergeleitet von Anna\nX',
      'X. Bitte an alle Freunde weiterleiten!',
      'Stimmt das? X',
      'X\n\nVon meinem iPhone gesendet',
    ],
  },
  Español: {
    claim: 'El ajo cura la gripe',
    forms: [
      '[10:15 a. m., 12/3/2026] Ana: X',
      '12/3/26, 10:15 a. m. - Ana: X',
      'Ana — hoy a las 10:15\nX',
      'De: Ana\nEnviado el: lunes, 4 de mayo de 2026 10:15\nPara: Bob\nAsunto: RV: gripe\n\nX',
      'El lun, 4 may 2026 a las 10:15, Ana (<a@a.example>) escribió:\n> X',
      'Reenviado muchas veces\nX',
      'X. ¡Compártelo con todos tus contactos!',
      'X. ¿Es verdad?',
    ],
  },
  Português: {
    claim: 'O alho cura a gripe',
    forms: [
      '[10:15, 12/03/2026] Ana: X',
      'Ana — Hoje às 10:15\nX',
      'De: Ana\nEnviada em: segunda-feira, 4 de maio de 2026 10:15\nPara: Bob\nAssunto: ENC: gripe\n\nX',
      'Em seg., 4 de mai. de 2026 às 10:15, Ana <a@a.example> escreveu:\n> X',
      'Encaminhada com frequência\nX',
      'X. Repasse para dez amigos!',
      'X. É verdade?',
    ],
  },
  Français: {
    claim: "L'ail guérit la grippe",
    forms: [
      '[12/03/2026 10:15] Anne : X',
      'Anne — Aujourd’hui à 10:15\nX',
      'De : Anne\nEnvoyé : lundi 4 mai 2026 10:15\nÀ : Bob\nObjet : TR: grippe\n\nX',
      'Le lun. 4 mai 2026 à 10:15, Anne <a@a.example> a écrit :\n> X',
      'Transféré de nombreuses fois\nX',
      'X. Faites tourner à tous vos contacts !',
      "X, c'est vrai ?",
    ],
  },
  हिन्दी: {
    claim: 'लहसुन से फ्लू ठीक होता है',
    forms: [
      '[10:15 am, 12/03/2026] अनीता: X',
      'अनीता — आज 10:15 बजे\nX',
      'सोम, 4 मई 2026 को 10:15 am बजे को अनीता <a@a.example> ने लिखा:\n> X',
      'कई बार फ़ॉरवर्ड किया गया\nX',
      'X। इसे दस लोगों को भेजें।',
      'क्या यह सच है? X',
    ],
  },
  العربية: {
    claim: 'الثوم يشفي من الإنفلونزا',
    forms: [
      '[10:15 ص, 12/3/2026] منى: X',
      '١٢/٣/٢٠٢٦، ١٠:١٥ ص - منى: X',
      'من: منى\nتاريخ الإرسال: 4 مايو 2026 10:15\nإلى: سامي\nالموضوع: الثوم\n\nX',
      'أعيد توجيهها عدة مرات\nX',
      'X. انشروها لكل الناس',
      'هل هذا صحيح؟ X',
    ],
  },
  Indonesia: {
    claim: 'Bawang putih menyembuhkan flu',
    forms: [
      '12/03/26 10.15 - Ani: X',
      'Ani — Hari ini pukul 10.15\nX',
      'Dari: Ani\nDikirim: Senin, 4 Mei 2026 10.15\nKepada: Bob\nSubjek: flu\n\nX',
      'Pada Sen, 4 Mei 2026 pukul 10.15 Ani <a@a.example> menulis:\n> X',
      'Diteruskan berkali-kali\nX',
      'X. Tolong sebarkan ke semua teman!',
    ],
  },
  Українська: {
    claim: 'Часник лікує грип',
    forms: [
      '[12.03.26, 10:15:33] Оля: X',
      'Оля — Сьогодні о 10:15\nX',
      'Від: Оля\nНадіслано: понеділок, 4 травня 2026 р. 10:15\nКому: Боб\nТема: грип\n\nX',
      'пн, 4 трав. 2026 р. о 10:15 Оля <a@a.example> пише:\n> X',
      'Переслано багато разів\nX',
      'X. Перешліть усім друзям!',
      'Чи це правда? X',
    ],
  },
  中文: {
    claim: '大蒜可以治疗流感',
    forms: [
      '[上午10:15, 2026/3/12] 小明: X',
      '2026/3/12 上午10:15 - 小明: X',
      '小明 — 今天10:15\nX',
      '发件人：小明\n发送时间：2026年5月4日 10:15\n收件人：小红\n主题：流感\n\nX',
      '小明 <a@a.example> 于2026年5月4日周一 10:15写道：\n> X',
      '已多次转发\nX',
      'X。请转发给所有朋友！',
      '是真的吗？X',
    ],
  },
  'messages in a row': {
    claim: 'Garlic cures the flu',
    forms: [
      '[10:14, 3/12/2026] Ann: Look at this\n[10:15, 3/12/2026] Ann: X\n[10:16, 3/12/2026] Bob: Is this true?',
      'Ann — Today at 10:14 AM\nlook at this\nBob — Today at 10:15 AM\nX',
    ],
  },
};

const TABLE = Object.values(FORMS).flatMap(({ claim, forms }) => forms.map((form) => [form, claim] as const));

it.each(TABLE)('%j', (form, claim) => {
  expect(cleanMessage(form.replaceAll('X', claim)).text.replace(/[.!。।]+$/u, '')).toBe(claim);
});
