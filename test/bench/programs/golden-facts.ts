import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PACKS_FOLDER } from '@app/programs';
import type { AssessmentFacts, Pack } from '@app/programs';

import { factsOfCase } from '../../../libs/programs/src/run-cases';
import type { CasesFile } from '../../../libs/programs/src/run-cases';

/** One claim of a pack's golden cases, and when it is judged. */
export interface GoldenClaim {
  readonly facts: AssessmentFacts;
  readonly now: Date;
}

/** The claims that the cases file of a pack speaks of. */
export function goldenClaims({ packId, version }: Pack): GoldenClaim[] {
  const path = join(PACKS_FOLDER, packId, `${version}.cases.json`);
  const file = JSON.parse(readFileSync(path, 'utf8')) as CasesFile;
  const now = new Date(file.usual.now);
  return file.cases.map((one) => ({ facts: factsOfCase(file, one), now }));
}
