import type { Program } from './guarantee';

/** The newest version of each programme. The service lists older ones first; drafts bind nobody. */
export function programsInForce(programs: readonly Program[]): readonly Program[] {
  const newest = new Map<string, Program>();
  for (const program of programs) {
    if (program.status !== 'draft') newest.set(program.packId, program);
  }
  return [...newest.values()];
}
