import packSchema from '../packs/pack.schema.json';
import { packProblems, packWarnings } from './checks/pack-problems';
import type { PackProblem } from './checks/pack-problem';
import { shapeCheck } from './checks/shape-problems';
import type { Pack } from './domain/pack';

export type { PackProblem } from './checks/pack-problem';

/** A pack that can be used, with what looks like a slip in it; or all that keeps it from use. */
export type CheckedPack =
  | { readonly pack: Pack; readonly warnings: readonly PackProblem[] }
  | { readonly problems: readonly PackProblem[] };

const checkShape = shapeCheck<Pack>(packSchema);

/**
 * Checks what somebody wrote as a pack: first its shape by `packs/pack.schema.json`, then what a
 * schema cannot say, such as shares that add up. Lists all problems found, not only the first, each
 * with its JSON path, what we saw and what to do.
 */
export function checkPack(written: unknown): CheckedPack {
  const shape = checkShape(written);
  if ('problems' in shape) return shape;
  const pack = shape.is;
  const problems = packProblems(pack);
  return problems.length === 0 ? { pack, warnings: packWarnings(pack) } : { problems };
}
