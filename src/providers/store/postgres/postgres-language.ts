/** Where it is noted which code the stems, forms and claim keys were made by. */
export const LANGUAGE_NOTE = 'language';
