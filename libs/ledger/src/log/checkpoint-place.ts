/** Where checkpoints go, outside the database: who holds one can tell when the log is rewritten. */
export interface CheckpointPlace {
  /** Its name in `ledger_publications`, `/readyz` and the metrics. */
  readonly name: string;
  /** Whether it gets every checkpoint, or the latest only. */
  readonly takes: 'every' | 'latest';
  /** The checkpoint that it holds, as it holds it; null without one, or when it cannot be asked. */
  held(): Promise<string | null>;
  /** Hands over notes, the oldest first. Throws when one of them is not safe there. */
  publish(notes: readonly string[], stop: AbortSignal): Promise<void>;
}

export const CHECKPOINT_PLACES = Symbol('CHECKPOINT_PLACES');
