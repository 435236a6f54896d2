/** A refusal that the rail answers with: an HTTP status and a stable code. */
export class RailError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'RailError';
  }
}
