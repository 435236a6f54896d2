import type { Invariant } from './invariant';

const WITHDRAWN = (statement: string): string =>
  `EXISTS (SELECT FROM withdrawn_statements w WHERE w.statement_id = ${statement})`;

/** The invariants of statements of rails and banks. */
export const STATEMENT_INVARIANTS: readonly Invariant[] = [
  {
    id: 'lines-stated-once',
    rule: 'A line of a source counts once: what is taken in anew was withdrawn before.',
    violations: `
      SELECT l.id AS what, 'edition ' || l.edition || ' beside ' || o.edition || ' of ' || l.line_id AS detail
        FROM statement_lines l
        JOIN statement_lines o ON o.source = l.source AND o.line_id = l.line_id AND o.edition < l.edition
       WHERE l.edition > 1 AND NOT ${WITHDRAWN('l.statement_id')} AND NOT ${WITHDRAWN('o.statement_id')}`,
  },
  {
    id: 'withdrawn-statements-gone',
    rule: 'A statement was withdrawn by two persons, and nothing that was made out of its lines stands.',
    violations: `
      SELECT w.statement_id AS what, 'without the word of two persons' AS detail
        FROM withdrawn_statements w WHERE NOT EXISTS (
          SELECT FROM statement_withdrawal_words p JOIN statement_withdrawal_words a USING (statement_id, number)
           WHERE p.statement_id = w.statement_id AND number = w.number AND p.word = 'propose' AND a.word = 'approve'
             AND p.person_id <> a.person_id)
      UNION ALL
      SELECT w.statement_id, 'match ' || m.id || ' stands' FROM withdrawn_statements w
        JOIN statement_lines l ON l.statement_id = w.statement_id JOIN standing_matches m ON m.line_id = l.id
      UNION ALL
      SELECT w.statement_id, 'line ' || l.id || ' is open' FROM withdrawn_statements w
        JOIN statement_lines l ON l.statement_id = w.statement_id
        JOIN open_statement_lines o ON o.rail = l.rail AND o.currency = l.currency AND o.line_id = l.id
      UNION ALL
      SELECT w.statement_id, 'fee ' || j.id || ' is booked' FROM withdrawn_statements w
        JOIN statement_lines l ON l.statement_id = w.statement_id AND l.kind = 'fee'
        JOIN ledger_journals j ON j.lane = 0 AND j.idempotency_key = l.id || '/E21'
       WHERE NOT EXISTS (SELECT FROM ledger_journals r WHERE r.lane = j.lane AND r.reverses_id = j.id)
      UNION ALL
      SELECT w.statement_id, 'break ' || b.id || ' stands' FROM withdrawn_statements w
        JOIN reconciliation_breaks b ON b.statement_id = w.statement_id
          OR b.line_id IN (SELECT l.id FROM statement_lines l WHERE l.statement_id = w.statement_id)
       WHERE b.ended_at IS NULL OR b.how_ended IN ('fee', 'written_off', 'suspense', 'offset')
         AND NOT EXISTS (SELECT FROM undone_breaks u WHERE u.break_id = b.id)`,
  },
];
