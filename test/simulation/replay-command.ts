import type { BugName } from './world/planted-bugs';

/** The one command that plays a seed again, for whoever has to find out why it failed. */
export function replayCommand(seed: number, bug: BugName | null = null): string {
  const planted = bug === null ? '' : ` --bug ${bug}`;
  return `npm run test:simulation -- --seeds 1 --from ${String(seed)}${planted}`;
}
