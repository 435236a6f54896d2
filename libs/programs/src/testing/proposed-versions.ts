import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Pack } from '../domain/pack';
import { PACKS_FOLDER } from '../read-pack-folder';

export const WALLET = 'cn-wallet-theft-guarantee';

/** A version of the wallet guarantee and its cases, as an operator would write them. */
export interface WrittenVersion {
  readonly pack: Pack;
  readonly cases: Record<string, unknown>;
}

/** The pack that is built in under another number, in force from a day that has not begun. */
export function aWrittenVersion(version: string, changes: Partial<Pack> = {}): WrittenVersion {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(join(PACKS_FOLDER, WALLET, file), 'utf8'));
  const pack = read('0.1.0.json') as Pack;
  const effective = { from: '2099-01-01', to: null };
  return {
    pack: { ...pack, version, effective, ...changes },
    cases: read('0.1.0.cases.json') as Record<string, unknown>,
  };
}
