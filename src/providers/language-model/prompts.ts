import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Prompt } from '../../core/ports.ts';
import { ClaimcheckError } from '../../shared/errors.ts';

/** The prompts of the three model calls. */
export interface Prompts {
  extract: Prompt;
  judge: Prompt;
  examine: Prompt;
}

/** A first line such as `version: extract-1`, then the prompt's text. */
const FORM = /^version:[ \t]*([a-z0-9]+(?:-[a-z0-9]+)*)[ \t]*\r?\n([\s\S]*)$/;

/**
 * Reads `extract.md`, `judge.md` and `examine.md`. Change the version with the text: it is stored with each check.
 * @throws ClaimcheckError `config-invalid` if a file cannot be read, or lacks a version or text
 */
export async function loadPrompts(folder: string): Promise<Prompts> {
  const [extract, judge, examine] = await Promise.all([
    loadPrompt(folder, 'extract'),
    loadPrompt(folder, 'judge'),
    loadPrompt(folder, 'examine'),
  ]);
  return { extract, judge, examine };
}

async function loadPrompt(folder: string, name: string): Promise<Prompt> {
  const path = join(folder, `${name}.md`);
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ClaimcheckError('config-invalid', `The prompt ${path} cannot be read: restore it from the repository.`, {
      cause,
    });
  }
  const [, version, text = ''] = FORM.exec(content.replace(/^\u{FEFF}/u, '')) ?? [];
  if (version === undefined || !version.startsWith(`${name}-`)) {
    throw new ClaimcheckError('config-invalid', `The prompt ${path} must begin with a line like "version: ${name}-1".`);
  }
  if (text.trim() === '') {
    throw new ClaimcheckError(
      'config-invalid',
      `The prompt ${path} has no text after its version: restore it from the repository.`,
    );
  }
  return { version, text: text.replaceAll('\r\n', '\n').trim() };
}
