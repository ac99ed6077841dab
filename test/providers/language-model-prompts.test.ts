import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPrompts } from '../../src/providers/language-model/prompts.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';

describe('loadPrompts', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'claimcheck-prompts-'));
    await write('extract', 'version: extract-1\nFind the claims.\n');
    await write('examine', 'version: examine-3\nRead.\n');
    await write('judge', 'version: judge-12\n\nJudge.\n\nBe fair.\n');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const write = (name: string, content: string | Buffer) => writeFile(join(folder, `${name}.md`), content);

  it('gives all prompts with their versions', async () => {
    expect(await loadPrompts(folder)).toEqual({
      extract: { version: 'extract-1', text: 'Find the claims.' },
      judge: { version: 'judge-12', text: 'Judge.\n\nBe fair.' },
      examine: { version: 'examine-3', text: 'Read.' },
    });
  });

  it('a file from Windows gives the same words', async () => {
    await write('judge', '\uFEFFversion: judge-12\r\n\r\nJudge.\r\n\r\nBe fair.\r\n');
    expect((await loadPrompts(folder)).judge).toEqual({ version: 'judge-12', text: 'Judge.\n\nBe fair.' });
  });

  it.each([
    ['no version', 'Judge.\n'],
    ['a version that is not in the first line', '\nversion: judge-1\nJudge.'],
    ['the version of the other prompt', 'version: extract-1\nJudge.'],
    ['a version with blanks', 'version: judge 1\nJudge.'],
    ['nothing in it', ''],
    ['only a version', 'version: judge-1'],
    ['a version and no words', 'version: judge-1\n \n'],
  ])('a prompt with %s is refused in one sentence that names the file', async (_, content) => {
    await write('judge', content);
    const error = await loadPrompts(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClaimcheckError);
    expect(error).toMatchObject({ code: 'config-invalid', message: expect.stringMatching(/judge\.md[^\n]*\.$/) });
  });

  it('a prompt that is not there is refused in one sentence that names the file', async () => {
    await rm(join(folder, 'extract.md'));
    await expect(loadPrompts(folder)).rejects.toMatchObject({
      name: 'ClaimcheckError',
      code: 'config-invalid',
      message: expect.stringContaining('extract.md'),
    });
  });
});
