import type { Invariant } from './invariant';

/** What is on an account for one claim and one counterparty, as what they owe us. */
const OWED_BY = (accounts: string): string => `
  SELECT j.lane, j.claim_id, t.dimensions ->> 'counterparty' AS counterparty_id,
         sum(CASE WHEN t.debit_account IN (${accounts}) THEN t.amount_minor ELSE 0 END
           - CASE WHEN t.credit_account IN (${accounts}) THEN t.amount_minor ELSE 0 END) AS booked
    FROM ledger_transfers t JOIN ledger_journals j ON j.lane = t.lane AND j.id = t.journal_id
   WHERE t.debit_account IN (${accounts}) OR t.credit_account IN (${accounts})
   GROUP BY 1, 2, 3`;

/** The invariants of recoveries and of money that came unasked. */
export const RECOVERY_INVARIANTS: readonly Invariant[] = [
  {
    id: 'recovered-within-loss',
    rule: 'What comes back of a claim is never more than others and the house bear of its award, and with what the claimant was awarded never more than the loss.',
    violations: `
      SELECT c.reference AS what, 'more comes back than was lost' AS detail
        FROM claims c
       WHERE (EXISTS (SELECT FROM recoveries r WHERE r.lane = c.lane AND r.claim_id = c.id)
           OR EXISTS (SELECT FROM receipt_matches m WHERE m.lane = c.lane AND m.claim_id = c.id))
         AND is_within_loss(c.lane, c.id) IS NOT TRUE`,
  },
  {
    id: 'recoveries-in-ledger',
    rule: 'What a counterparty owes of a claim by its recoveries is what stands on 1110 and 1120, and what a claimant owes is on 1140.',
    violations: `
      SELECT coalesce(b.claim_id, r.claim_id) || ' ' || coalesce(b.counterparty_id, r.counterparty_id, 'claimant') AS what,
             coalesce(r.due, 0) || ' by recoveries, ' || coalesce(b.booked, 0) || ' booked' AS detail
        FROM (${OWED_BY(`'1110', '1120'`)}) b
        FULL JOIN (SELECT lane, claim_id, counterparty_id, sum(agreed_minor - received_minor - written_off_minor) AS due
                     FROM recoveries WHERE kind IN ('institution', 'insurer') AND agreed_minor IS NOT NULL
                    GROUP BY lane, claim_id, counterparty_id) r USING (lane, claim_id, counterparty_id)
       WHERE coalesce(b.booked, 0) <> coalesce(r.due, 0)`,
  },
  {
    id: 'due-to-others-in-ledger',
    rule: 'What we owe another bearer of a loss (2060) is its parts of what came back, less what was passed on.',
    violations: `
      SELECT coalesce(b.claim_id, o.claim_id) || ' ' || coalesce(b.counterparty_id, o.counterparty_id) AS what,
             coalesce(o.owed, 0) || ' owed, ' || -coalesce(b.booked, 0) || ' on 2060' AS detail
        FROM (${OWED_BY(`'2060'`)}) b
        FULL JOIN (SELECT lane, claim_id, counterparty_id, sum(minor) AS owed FROM (
                     SELECT m.lane, m.claim_id, part ->> 'counterpartyId' AS counterparty_id, (part ->> 'amountMinor')::bigint AS minor
                       FROM receipt_matches m, jsonb_array_elements(m.others) AS part
                     UNION ALL
                     SELECT lane, claim_id, counterparty_id, -amount_minor FROM counterparty_payments) s
                   GROUP BY lane, claim_id, counterparty_id) o USING (lane, claim_id, counterparty_id)
       WHERE coalesce(o.owed, 0) <> -coalesce(b.booked, 0)`,
  },
  {
    id: 'suspense-as-received',
    rule: 'What is in suspense on 2070 is what of receipts nobody has matched.',
    violations: `
      SELECT currency AS what, coalesce(r.unmatched, 0) || ' unmatched, ' || coalesce(b.booked, 0) || ' on 2070' AS detail
        FROM (SELECT currency, sum(CASE WHEN credit_account = '2070' THEN amount_minor ELSE -amount_minor END) AS booked
                FROM ledger_transfers WHERE '2070' IN (debit_account, credit_account) GROUP BY currency) b
        FULL JOIN (SELECT currency, sum(amount_minor - matched_minor) AS unmatched FROM receipts WHERE taken_back_at IS NULL GROUP BY currency) r USING (currency)
       WHERE coalesce(b.booked, 0) <> coalesce(r.unmatched, 0)`,
  },
  {
    id: 'matches-as-received',
    rule: 'The matches of a receipt add up to what of it is matched.',
    violations: `
      SELECT coalesce(r.id, m.receipt_id) AS what,
             coalesce(r.matched_minor, 0) || ' matched, ' || coalesce(m.sum, 0) || ' in matches' AS detail
        FROM receipts r
        FULL JOIN (SELECT receipt_id, sum(amount_minor) AS sum FROM receipt_matches GROUP BY receipt_id) m ON m.receipt_id = r.id
       WHERE coalesce(r.matched_minor, 0) <> coalesce(m.sum, 0)`,
  },
  {
    id: 'recovered-as-matched',
    rule: 'The claimant’s part of money that came back was said by two persons, and is ordered exactly, once.',
    violations: `
      SELECT coalesce(m.id, p.source_id) AS what,
             coalesce(m.victim_minor, 0) || ' matched, ' || coalesce(p.ordered, 0) || ' ordered' AS detail
        FROM (SELECT lane, id, victim_minor FROM receipt_matches WHERE victim_minor > 0) m
        FULL JOIN (SELECT lane, source_id, sum(amount_minor) AS ordered FROM payouts
                    WHERE kind = 'recovered' AND replaces_id IS NULL
                    GROUP BY lane, source_id) p ON p.lane = m.lane AND p.source_id = m.id
       WHERE coalesce(m.victim_minor, 0) <> coalesce(p.ordered, 0)
      UNION ALL
      SELECT m.id, 'without the word of two persons'
        FROM receipt_matches m
       WHERE m.victim_minor > 0 AND NOT EXISTS (
         SELECT FROM receipt_match_proposals p
           JOIN receipt_match_verdicts v ON v.lane = p.lane AND v.proposal_id = p.id
          WHERE p.lane = m.lane AND p.id = m.proposal_id AND v.verdict = 'approve' AND v.digest = p.digest
            AND p.victim_minor = m.victim_minor AND v.approver_person <> p.proposed_by_person)`,
  },
];
