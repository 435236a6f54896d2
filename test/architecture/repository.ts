import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const REPOSITORY = join(__dirname, '../..');

const WRITTEN_BY_HAND = ['.ci', 'apps', 'docker', 'libs', 'migrations', 'test'];
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage']);

/** All files that people write here, as paths from the top of the repository. */
export function filesWrittenByHand(): string[] {
  return WRITTEN_BY_HAND.flatMap((folder) => filesBelow(folder)).sort();
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(REPOSITORY, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

export function read(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}
