import { toKnownForms } from '../../../core/claim/known-forms.ts';
import { toClaimKey } from '../../../core/language/canonical-form.ts';
import { toFingerprint, toFormPrints } from '../prints.ts';
import type { Database } from './database.ts';
import { rekeyChecks } from './rekey-checks.ts';

/** Where the forms of `PROBES` are noted, as they were when all others were made. */
const META_KEY = 'forms-probe';

/** Sentences with a bit of everything that canonical forms treat in their own way. Changing them only costs one rebuild. */
const PROBES: readonly string[] = [
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

/**
 * Makes all wordings' canonical forms and all checks' claim keys anew where the code that makes them has changed: what was kept under old ones would
 * not be found, or be found as another claim. Costs one comparison if it has not.
 *
 * @returns true if they were made anew
 * @throws ClaimcheckError the store's codes
 */
export function rebuildForms(db: Database): boolean {
  const read = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key');
  const probe = toFingerprint(JSON.stringify(PROBES.map((text) => [toClaimKey(text), ...toKnownForms(text)])));
  const isFresh = (): boolean => read.get({ key: META_KEY })?.value === probe;
  if (isFresh()) return false;
  const note = db.prepare(
    'INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  return db.transaction(() => {
    // Another process may have been quicker.
    if (isFresh()) return false;
    remakeForms(db);
    rekeyChecks(db);
    note.run({ key: META_KEY, value: probe });
    return true;
  });
}

function remakeForms(db: Database): void {
  db.prepare('DELETE FROM surface_forms').run();
  const page = db.prepare<{ id: number; claim: string }>(
    'SELECT id, claim FROM surfaces WHERE id > :after ORDER BY id LIMIT 1000',
  );
  const insert = db.prepare('INSERT INTO surface_forms (form, surface_id) VALUES (:form, :id)');
  for (let after = 0; ; ) {
    const rows = page.all({ after });
    for (const { id, claim } of rows) for (const form of toFormPrints(claim)) insert.run({ form, id });
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
}
