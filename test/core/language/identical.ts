import { cleanMessage } from '../../../src/core/claim/clean.ts';
import { toKnownForms } from '../../../src/core/claim/known-forms.ts';
import { toAskedForms } from '../../../src/core/language/canonical-form.ts';
import { toStatements } from '../../../src/core/language/sentences.ts';

/** The forms under which a message is looked up: its own, and those of each of its statements. */
export function toFormsAsked(message: string): Set<string> {
  return new Set(toStatements(cleanMessage(message).text).flatMap(toAskedForms));
}

/** Whether a message says a known wording word for word. */
export function isIdentical(wording: string, message: string): boolean {
  const asked = toFormsAsked(message);
  return toKnownForms(wording).some((form) => asked.has(form));
}
