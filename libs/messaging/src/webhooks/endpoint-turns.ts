/** What an endpoint is owed of one claim. */
interface Stream {
  readonly endpointId: string;
  readonly claimId: string;
}

/** What is under way to one endpoint, and the claims whose turn has not come. */
interface Turns {
  taken: number;
  readonly waiting: Set<string>;
}

/**
 * How much one endpoint may hold of a worker at a time, so that a slow one keeps nobody else
 * waiting. In the memory of the worker: what waits here is due in the database, and found there
 * when the worker dies.
 */
export class EndpointTurns {
  private readonly endpoints = new Map<string, Turns>();

  constructor(private readonly perEndpointMax: number) {}

  /** Whether there is room for a try; if not, the stream is remembered, once, until there is. */
  take({ endpointId, claimId }: Stream): boolean {
    const turns = this.endpoints.get(endpointId) ?? { taken: 0, waiting: new Set<string>() };
    this.endpoints.set(endpointId, turns);
    if (turns.taken >= this.perEndpointMax) {
      turns.waiting.add(claimId);
      return false;
    }
    turns.taken += 1;
    turns.waiting.delete(claimId);
    return true;
  }

  /** Gives a turn back; the stream that has waited longest for one, or null. */
  release({ endpointId }: Pick<Stream, 'endpointId'>): Stream | null {
    const turns = this.endpoints.get(endpointId);
    if (turns === undefined) return null;
    turns.taken -= 1;
    const [claimId] = turns.waiting;
    if (claimId === undefined) {
      if (turns.taken === 0) this.endpoints.delete(endpointId);
      return null;
    }
    turns.waiting.delete(claimId);
    return { endpointId, claimId };
  }
}
