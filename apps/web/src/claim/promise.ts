import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';
import { readTimeOrNull } from '../time/read-time';

const STATES = ['running', 'paused', 'met', 'breached', 'stopped'] as const;

/** Something that was promised by when, and how it stands. */
export interface PromiseClock {
  readonly id: string;
  readonly label: Bilingual;
  readonly state: (typeof STATES)[number];
  /** Null while nobody can say, as when it waits for the claimant. */
  readonly dueAt: Date | null;
  /** What it waits for. */
  readonly pausedFor: Bilingual | null;
}

/** Reads one of the clocks of a claim; null if a part is not what it should be. */
export function readPromise(value: unknown): PromiseClock | null {
  if (!isRecord(value)) return null;
  const { id, label, pausedReasonLabel } = value;
  const state = STATES.find((one) => one === value.state);
  const dueAt = readTimeOrNull(value.dueAt);
  if (typeof id !== 'string' || !isBilingual(label)) return null;
  if (state === undefined || dueAt === undefined) return null;
  const pausedFor = isBilingual(pausedReasonLabel) ? pausedReasonLabel : null;
  return { id, label, state, dueAt, pausedFor };
}

/** How a promise stands at `now`: one that is due and still runs is late, whoever says so first. */
export function standingOf(
  { state, dueAt }: Pick<PromiseClock, 'state' | 'dueAt'>,
  now: Date,
): 'running' | 'paused' | 'kept' | 'late' | 'ended' {
  if (state === 'met') return 'kept';
  if (state === 'stopped') return 'ended';
  if (state === 'paused') return 'paused';
  return state === 'breached' || (dueAt !== null && dueAt <= now) ? 'late' : 'running';
}
