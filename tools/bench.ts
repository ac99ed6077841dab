/** `npm run bench`. @returns the exit code */
export async function bench(_args: string[]): Promise<number> {
  return 0;
}
