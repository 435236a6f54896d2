/** What became of an event that is owed to an endpoint. */
export const WEBHOOK_STATES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** Why a try came to nothing: the host, its address, the line, the time, or the answer. */
export type WebhookProblem =
  'unknown_host' | 'address_refused' | 'connection' | 'timeout' | 'status';

/** How a try ended. `status` is null when there was no answer. */
export interface WebhookResult {
  readonly status: number | null;
  /** Null when it arrived. */
  readonly problem: WebhookProblem | null;
  readonly tookMs: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Pauses before another try, one after the other; after them the longest is kept. */
const PAUSES_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
] as const;
const LONGEST_PAUSE_MS = 3 * HOUR_MS;

/** So long an event is tried, and an endpoint at which nothing arrives is kept. */
export const PATIENCE_MS = 72 * HOUR_MS;

/**
 * How long to wait before the next try of something that was first tried so long ago. Of the pauses
 * the first whose turn has not passed; up to a tenth longer by `seed`, so that what failed together
 * does not come back together.
 */
export function retryPauseMs(triedForMs: number, seed: number): number {
  let turnMs = 0;
  const pauseMs =
    PAUSES_MS.find((candidateMs) => {
      turnMs += candidateMs;
      return triedForMs < turnMs;
    }) ?? LONGEST_PAUSE_MS;
  return pauseMs + Math.floor((pauseMs / 10) * ((seed % 1_000) / 1_000));
}

/** Whether something that has failed since then is given up. */
export function isGivenUp(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() >= PATIENCE_MS;
}

/** The receiver says that nobody lives there any more (RFC 9110 §15.5.11). */
export function isGone({ status }: Pick<WebhookResult, 'status'>): boolean {
  return status === 410;
}

/** What becomes of a delivery after a try. What arrived has arrived, whatever was decided since. */
export function stateAfter(
  delivery: { readonly state: WebhookState; readonly firstTriedAt: Date | null },
  { problem }: Pick<WebhookResult, 'problem'>,
  now: Date,
): WebhookState {
  if (problem === null) return 'delivered';
  if (delivery.state !== 'pending') return delivery.state;
  return isGivenUp(delivery.firstTriedAt ?? now, now) ? 'failed' : 'pending';
}
