import { readFile, writeFile } from 'node:fs/promises';
import { newSecret, SECRET_CHARACTERS_LEAST, SECRET_CHARACTERS_MOST } from './secret.ts';

/**
 * The token by which programs of whoever runs the server may do everything: `configured` if given; else the one in `file`, made at
 * the first start and readable by its owner only. Throws if the configured one is too short or too long.
 */
export async function operatorToken(configured: string | undefined, file: string): Promise<string> {
  if (configured !== undefined) {
    if (configured.length > SECRET_CHARACTERS_MOST)
      throw new Error(`a read token must have ${SECRET_CHARACTERS_MOST} characters at most`);
    if (configured.length < SECRET_CHARACTERS_LEAST)
      throw new Error(`a read token must have ${SECRET_CHARACTERS_LEAST} characters at least`);
    return configured;
  }
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (kept.trim() !== '') return kept.trim();
  const made = newSecret('tlo_');
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}
