import type { Condition, Pack, PackClock } from '../pack';

/** One promise of two packs, as each of them writes it; `null` where it has no such clock. */
export interface PromiseChange {
  readonly clock: string;
  readonly a: string | null;
  readonly b: string | null;
}

/**
 * The clocks that two packs do not write alike, whatever claims there are. Counting claims cannot
 * show all of it: a clock may run from a moment that no fact names.
 */
export function promiseChanges(a: Pack, b: Pack): PromiseChange[] {
  const ids = [...new Set([...a.clocks, ...b.clocks].map(({ id }) => id))].sort();
  return ids
    .map((clock) => ({ clock, a: promiseOf(a, clock), b: promiseOf(b, clock) }))
    .filter((change) => change.a !== change.b);
}

/** `5BD from claim_received, pausable until 35BD; 10BD when vulnerable; if broken: escalate`. */
function promiseOf(pack: Pack, id: string): string | null {
  const clock = pack.clocks.find((candidate) => candidate.id === id);
  if (clock === undefined) return null;
  const variants = (clock.variants ?? []).map(
    ({ when, within }) => `; ${within} when ${written(when)}`,
  );
  const until = clock.until === undefined ? '' : ` until ${clock.until}`;
  const instead = clock.extends === undefined ? '' : ` instead of ${clock.extends}`;
  const promise = `${clock.within ?? 'promptly'} from ${clock.from}${until}${instead}`;
  return `${promise}${pauses(clock)}${variants.join('')}; if broken: ${clock.onBreach}${paid(clock)}`;
}

function paid({ latePays }: PackClock): string {
  if (latePays === undefined) return '';
  const { fixedMinor = '0', perDayMinor = '0', upToMinor } = latePays;
  return `, pays ${fixedMinor} and ${perDayMinor} for each day up to ${upToMinor}`;
}

function pauses({ pausable, pauseReasons, hardEnd }: PackClock): string {
  if (!pausable) return '';
  const reasons =
    pauseReasons === undefined ? '' : ` for ${pauseReasons.map(({ id }) => id).join(', ')}`;
  return `, pausable${reasons}${hardEnd === undefined ? '' : ` until ${hardEnd}`}`;
}

function written(condition: Condition): string {
  return typeof condition === 'string' ? condition : JSON.stringify(condition);
}
