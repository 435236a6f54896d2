import { PAID, journalSql, openedSql } from './planted-bookings';
import type { PlantedViolation } from './planted-bookings';

/** A recovery of the first paid claim, past all code of ours. */
const recoverySql = (agreedMinor: string, receivedMinor: string): string => `
  INSERT INTO recoveries (lane, id, claim_id, kind, party, counterparty_id, currency, requested_minor,
      agreed_minor, received_minor, status, steps, opened_at, updated_at)
    SELECT lane, 'rcv_planted', id, 'institution', 'payee_psp', 'cpt_planted', currency, ${agreedMinor},
           ${agreedMinor}, ${receivedMinor}, 'agreed', 1, now(), now()
      FROM claims WHERE id = ${PAID};`;

/** What is done to recoveries and to money that came unasked. */
export const BROKEN_RECOVERIES: readonly PlantedViolation[] = [
  [
    'recovered-within-loss',
    'a share that is more than the award',
    recoverySql('awarded_minor + 1', 'awarded_minor + 1'),
  ],
  ['recoveries-in-ledger', 'a share that was never booked', recoverySql('1', '0')],
  [
    'due-to-others-in-ledger',
    'a part that was passed on and never came',
    `INSERT INTO counterparty_payments (lane, id, counterparty_id, claim_id, currency, amount_minor,
         reference, paid_at, recorded_by, recorded_at)
       SELECT lane, 'cpy_planted', 'cpt_planted', id, currency, 1, 'OUT', now(), 'nobody', now()
         FROM claims WHERE id = ${PAID}`,
  ],
  ['suspense-as-received', 'money in suspense that no receipt knows', journalSql('1010', '2070')],
  [
    'matches-as-received',
    'a receipt that is matched to nothing',
    `INSERT INTO receipts (id, currency, amount_minor, matched_minor, received_at, reference, recorded_by, recorded_at)
       VALUES ('rct_planted', 'CNY', 1, 1, now(), 'IN', 'nobody', now())`,
  ],
  [
    'recovered-as-matched',
    'an order of a claimant’s part that nobody matched',
    `CREATE TEMP TABLE copy ON COMMIT DROP AS SELECT * FROM payouts ORDER BY id LIMIT 1;
     UPDATE copy SET id = 'pyo_second', key = 'second', rail_transfer_id = NULL, kind = 'recovered',
       source_id = 'rcm_planted', status = 'failed', next_action_at = NULL;
     INSERT INTO payouts SELECT * FROM copy;
     ${openedSql('pyo_second')}`,
  ],
  ['goodwill-as-granted', 'goodwill that nobody granted', journalSql('5040', '1010')],
];
