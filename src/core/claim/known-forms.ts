import { toStatedForms } from '../language/canonical-form.ts';
import { cleanMessage } from './clean.ts';

/** The forms under which a known wording, as its publisher gives it, is found by `toAskedForms`; none where its words alone do not say what it claims. */
export function toKnownForms(wording: string): string[] {
  // `cleanMessage` takes a leading "that" away, which may have pointed at somebody.
  return /^\P{L}*that\s/iu.test(wording) ? [] : toStatedForms(cleanMessage(wording).text);
}
