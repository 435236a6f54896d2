import { RailError } from './rail-error';

/**
 * The numbers of requests that were received lately. They live in memory: after a restart a replay
 * inside the tolerance meets a key that is already paid.
 */
export class UsedNonces {
  private readonly expiries = new Map<string, number>();

  constructor(private readonly keptForMs: number) {}

  /** Throws RailError 401 REPLAYED for a number that was used before. */
  use(nonce: string, nowMs: number): void {
    for (const [old, expiresAtMs] of this.expiries) {
      if (expiresAtMs > nowMs) break;
      this.expiries.delete(old);
    }
    if (this.expiries.has(nonce)) {
      throw new RailError(401, 'REPLAYED', 'This request was received before; sign it afresh.');
    }
    this.expiries.set(nonce, nowMs + this.keptForMs);
  }
}
