/** What is done to the books, and which invariant has to find it, alone. */
export type PlantedViolation = readonly [invariant: string, what: string, sql: string];

let planted = 0;

interface Booking {
  readonly id?: string;
  readonly kind?: string;
  readonly claim?: string;
  readonly currency?: string;
  readonly amountMinor?: number | string;
  /** Its second line, of the same amount: debit and credit. */
  readonly also?: readonly [string, string];
}

/** A journal of the house, or of a claim, past all code of ours. */
export const journalSql = (debit: string, credit: string, wish: Booking = {}): string => {
  const { id = `planted_${String((planted += 1))}`, kind = 'E99', claim = 'NULL' } = wish;
  const { currency = 'CNY', amountMinor = 1_000_000, also } = wish;
  const lines = [[debit, credit], ...(also === undefined ? [] : [also])];
  const values = lines.map((sides, line) => `(${String(line)}, '${sides.join("', '")}')`);
  return `
  INSERT INTO ledger_journals (lane, id, kind, claim_id, occurred_at, effective_at, lines, actor, idempotency_key, memo)
    SELECT coalesce(max(c.lane), 0), 'jnl_${id}', '${kind}', max(c.id), now(), now(), ${String(lines.length)}, 'nobody', '${id}', ''
      FROM claims c WHERE c.id = ${claim};
  INSERT INTO ledger_transfers (lane, journal_id, line, lines, debit_account, credit_account, currency, amount_minor, dimensions)
    SELECT lane, id, line, lines, debit, credit, '${currency}', ${String(amountMinor)}, '{}'
      FROM ledger_journals, (VALUES ${values.join(', ')}) AS sides (line, debit, credit) WHERE id = 'jnl_${id}';
  INSERT INTO ledger_unsealed SELECT lane, id, ARRAY[id] FROM ledger_journals WHERE id = 'jnl_${id}';`;
};

/** What the triggers would have done: the lanes may take out so much more of the rail. */
export const onTheRail = (amountMinor: number | string): string => `
  UPDATE ledger_guards SET available_minor = available_minor + ${String(amountMinor)} WHERE lane = 0 AND guard = 'rail';`;

/** The first row of a table that is so. */
export const oneOf = (table: string, where = 'true'): string =>
  `(SELECT id FROM ${table} WHERE ${where} ORDER BY id LIMIT 1)`;
export const PAID = oneOf('claims', `status = 'paid'`);
export const OPEN = oneOf('claims', `status = 'in_review'`);
export const APPROVED = `(SELECT decision_id FROM decision_approvals LIMIT 1)`;
export const WAITING = `id = (SELECT id FROM ledger_unsealed ORDER BY id LIMIT 1)`;

/** The line of the audit trail that the first payout has, for another. */
export const openedSql = (payout: string): string => `
  CREATE TEMP TABLE line ON COMMIT DROP AS SELECT * FROM audit_records WHERE action = 'payout.opened' ORDER BY id LIMIT 1;
  UPDATE line SET id = 'aud_${payout}', lane = p.lane, object_id = p.claim_id, facts = facts || '{"payoutId": "${payout}"}'
    FROM payouts p WHERE p.id = '${payout}';
  INSERT INTO audit_records SELECT * FROM line;`;
