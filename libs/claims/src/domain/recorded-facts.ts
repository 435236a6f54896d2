import type { EventName, KnownCircumstances, Milestone } from '@app/programs';

/** That something happened elsewhere, as somebody recorded it. */
export interface RecordedMilestone {
  readonly milestone: Milestone;
  readonly at: Date;
}

/** That a circumstance holds, or does not: on one line of the claim, or on all of it. */
export interface RecordedCircumstance {
  readonly circumstance: string;
  readonly lineId: string | null;
  readonly established: boolean;
}

/** What people recorded on a claim, oldest first: of two about the same the newer one counts. */
export interface RecordedFacts {
  readonly milestones: readonly RecordedMilestone[];
  readonly circumstances: readonly RecordedCircumstance[];
}

export const NOTHING_RECORDED: RecordedFacts = { milestones: [], circumstances: [] };

/** When each milestone happened, by its newest record. */
export function milestoneTimes(
  milestones: readonly RecordedMilestone[],
): ReadonlyMap<EventName, Date> {
  return new Map(milestones.map(({ milestone, at }) => [milestone, at]));
}

/** What is known about one line, or (null) about the claim as a whole. */
export function knownOf(
  lineId: string | null,
  circumstances: readonly RecordedCircumstance[],
): KnownCircumstances {
  const about = circumstances.filter((record) => record.lineId === lineId);
  const newest = new Map(about.map(({ circumstance, established }) => [circumstance, established]));
  const those = (wanted: boolean): Set<string> =>
    new Set([...newest].filter(([, established]) => established === wanted).map(([id]) => id));
  return { established: those(true), refuted: those(false) };
}

/**
 * What counts for the claim as a whole, such as how long its clocks run: also what was established
 * on a single payment of it. That it does not hold on one payment says nothing of the others.
 */
export function knownAnywhere(circumstances: readonly RecordedCircumstance[]): KnownCircumstances {
  const places = [...new Set(circumstances.map(({ lineId }) => lineId))];
  const onLines = places.flatMap((place) => [...knownOf(place, circumstances).established]);
  const established = new Set(onLines);
  const { refuted } = knownOf(null, circumstances);
  return { established, refuted: new Set([...refuted].filter((id) => !established.has(id))) };
}
