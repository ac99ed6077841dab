import { cleanMessage } from '../../core/claim/clean.ts';
import { toKnownForms } from '../../core/claim/known-forms.ts';
import { toClaimKey } from '../../core/language/canonical-form.ts';
import { toTerms } from '../../core/language/tokens.ts';
import type { Check } from '../../core/types.ts';
import { toFingerprint } from './prints.ts';

/** Sentences that cover everything that canonical forms treat specially. Changing them costs only one rebuild. */
const FORM_PROBES: readonly string[] = [
  'They say the U.S. president Donald Trump didn’t win the 2020 election, lol!',
  'Is it true that 1,250 vaccinated children’s parents weren’t running in twenty-five cities?',
  'Covid-19 vaccines caused €3.5 million deaths on 5 May 2021, i.e. ten per cent, please share.',
  'My uncle says that colour TVs travelled 30 km (18.6 miles) at 5 pm on May 5th, 2021.',
  'According to Dr. Jane Roe, coffee isn’t the cause; it’s never been.',
  'In World War II, US troops ate 3 lakh kg of wolves’ meat at 20 °C for $5bn & more.',
  'THE EARTH’S FLAT & NASA KNOWS!',
  'Napoleon died in a castle, right?',
  'The EU gets three hundred and fifty million pounds a week.',
  'He was here yesterday.',
  'This photo shows our president.',
  'Dicen que las vacunas no causan autismo en nuestro país.',
  'On dit que le vaccin n’a pas tué 3 000 personnes ici.',
  'Katanya vaksin tidak aman.',
  'Dizem que a vacina não é segura.',
  'Angeblich ist die Straße générale nicht 5,5 km lang.',
  'Die Regierung hat im Mai 2021 neun Schulen geschlossen.',
  'Il miele cura il tetano in venti giorni.',
  'Su idaresi kuyuları zehirledi.',
  'Глутамат шкодить здоров’ю, а не здоров’я.',
  '彗星出现在村庄上空',
  'Ελλάδα Москва हिन्दी 东京 東京 ไทย القاهرة',
];

/** A text that covers everything that stemming and folding treat specially. Changing it costs only one rebuild. */
const TERM_PROBE =
  'The 1,250 vaccinated children’s parents weren’t running; President Donald Trump said Covid-19 vaccines caused €3.5 million ' +
  'deaths in the USA on 5 May 2021. Cities, wolves, studies, dying, happier, générale l’homme Straße Ελλάδα Москва हिन्दी 东京 東京 ไทย.';

/** A fingerprint of the code for canonical forms and claim keys: it changes when the code yields other ones. */
export function toFormsPrint(): string {
  return toFingerprint(JSON.stringify(FORM_PROBES.map((text) => [toClaimKey(text), ...toKnownForms(text)])));
}

/** The same for stems: the stems that the current code yields for the probe text. */
export function toTermsProbe(): string {
  return toTerms(TERM_PROBE).join(' ');
}

/** A claim key that is not made from the claim alone: it starts as in "(question) …", or ends with an id, as in "… ~7K3M9Q2A". */
const MARKED = /^\(| ~\S+$/u;

/** Whether a claim key must not be recomputed. */
export function isMarked(claimKey: string): boolean {
  return MARKED.test(claimKey);
}

/** The claim key that the current code yields for a check. A claim taken from a review is cleaned first, being stored as the review wrote it. */
export function toClaimKeyNow({ claim, verdict }: Check): string {
  return toClaimKey(verdict.takenFrom ? cleanMessage(claim.text).text : claim.text);
}
