/** How far one place has the checkpoints. */
export interface Publication {
  readonly place: string;
  /** The size of the last checkpoint there; 0 before the first. */
  readonly size: number;
  readonly publishedAt: Date | null;
  readonly failingSince: Date | null;
  /** What went wrong last, for operators: a stable code and a sentence. */
  readonly failure: string | null;
}

/** What is known of the log at one moment. */
export interface LogState {
  readonly checkpoint: { readonly size: number; readonly sealedAt: Date } | null;
  /** When the oldest journal was booked that no checkpoint covers; null when all are covered. */
  readonly oldestUnsealedAt: Date | null;
  readonly publications: readonly Publication[];
}

/**
 * `stopped`: a place holds a checkpoint that the database does not know, and nothing is signed.
 * `late`: journals wait longer than a minute. `degraded`: a place refuses the checkpoints.
 */
export type LogStatus = 'ok' | 'degraded' | 'late' | 'stopped';

export interface LogReadiness {
  readonly status: LogStatus;
  readonly oldestUnsealedSeconds: number;
}

/** Why nothing may be signed; the codes that `failure` begins with. */
export const CHECKPOINT_MISSING = 'ledger.checkpoint_missing';
export const PLACE_FOREIGN = 'ledger.place_foreign';
/** The place does not answer, or refuses. */
export const PLACE_AWAY = 'ledger.place_away';
const UNSEALED_SECONDS_MAX = 60;

/** Judges the log for `/readyz`, `doctor` and whoever else asks. */
export function judgeLog(state: LogState, now: Date): LogReadiness {
  const oldestUnsealedSeconds = secondsSince(state.oldestUnsealedAt, now);
  return { status: statusOf(state, oldestUnsealedSeconds), oldestUnsealedSeconds };
}

function statusOf({ publications }: LogState, oldestUnsealedSeconds: number): LogStatus {
  if (publications.some(isStopped)) return 'stopped';
  if (oldestUnsealedSeconds > UNSEALED_SECONDS_MAX) return 'late';
  return publications.some(({ failingSince }) => failingSince !== null) ? 'degraded' : 'ok';
}

/** Whether a place holds what must stop the sealer. */
export function isStopped({ failure }: Publication): boolean {
  return (
    failure !== null &&
    [CHECKPOINT_MISSING, PLACE_FOREIGN].some((code) => failure.startsWith(`${code}:`))
  );
}

/** Whole seconds, never negative: the clocks of two machines differ. */
export function secondsSince(time: Date | null, now: Date): number {
  return time === null ? 0 : Math.max(0, Math.floor((now.getTime() - time.getTime()) / 1_000));
}
