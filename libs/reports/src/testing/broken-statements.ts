import type { PlantedViolation } from './planted-bookings';

/** A line of an unknown statement, past all code of ours. */
const lineSql = (edition: number): string => `
  INSERT INTO statement_lines (id, statement_id, rail, currency, source, line_id, edition, kind, direction,
      amount_minor, booked_at, text)
    VALUES ('stl_planted_${String(edition)}', 'stm_planted', 'planted', 'CNY', 'planted', 'one', ${String(edition)},
      'other', 'out', 1, now(), '');`;

/** What is done to statements of rails and banks. */
export const BROKEN_STATEMENTS: readonly PlantedViolation[] = [
  ['lines-stated-once', 'a line that counts twice', lineSql(1) + lineSql(2)],
  [
    'withdrawn-statements-gone',
    'a statement that one alone withdrew',
    `INSERT INTO withdrawn_statements VALUES ('stm_planted', 1, 'nobody', now())`,
  ],
];
