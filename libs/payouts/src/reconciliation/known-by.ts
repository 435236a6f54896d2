/** Later than anything that is known: whoever asks as of now asks as of then. */
export const NOW = new Date('9999-12-31T00:00:00Z');

/** A match that stood at the moment `$3`: made by then, and not undone by then. */
export const STANDING_MATCH = `match.undoes_id IS NULL AND match.matched_at <= $3
  AND NOT EXISTS (SELECT FROM statement_matches undoing
       WHERE undoing.undoes_id = match.id AND undoing.matched_at <= $3)`;

/** A break that people had ended by `$3` so that nothing is left to be found again. */
export const SETTLED_BREAK = `found.ended_at <= $3
  AND found.how_ended IN ('fee', 'written_off', 'suspense', 'offset')
  AND NOT EXISTS (SELECT FROM undone_breaks undone
       WHERE undone.break_id = found.id AND undone.undone_at <= $3)`;

/** A statement, by its name in the query, that was taken in by `$3` and not withdrawn by then. */
export const standsIn = (statement: string): string => `${statement}.taken_at <= $3
  AND NOT EXISTS (SELECT FROM withdrawn_statements gone
       WHERE gone.statement_id = ${statement}.id AND gone.withdrawn_at <= $3)`;
export const TAKEN_STATEMENT = standsIn('statement');

/** An account, and by when it was known: the first parameters of all these queries. */
export type Known = readonly [rail: string, currency: string, knownBy: Date];
