import { toStatedForms } from '../language/canonical-form.ts';
import { cleanMessage } from './clean.ts';

/** The forms under which `toAskedForms` finds a known wording, as its publisher gives it; none if its words alone do not say what it claims. */
export function toKnownForms(wording: string): string[] {
  // `cleanMessage` removes a leading "that", which may have pointed at somebody.
  return /^\P{L}*that\s/iu.test(wording) ? [] : toStatedForms(cleanMessage(wording).text);
}
