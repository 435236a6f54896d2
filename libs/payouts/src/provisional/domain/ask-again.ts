const FIRST_PAUSE_MS = 2_000;
const PAUSE_MAX_MS = 10 * 60_000;

/** How long after an answer that taught nothing a wallet is asked again, by how often it was. */
export function askAgainInMs(asks: number): number {
  return Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * 2 ** Math.min(asks, 16));
}
