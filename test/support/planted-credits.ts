import { Client } from 'pg';

/**
 * Makes of a payout that has settled a credit before the decision, which was asked back of its
 * wallet two days ago; past all our code, and asked again by nobody. Its books stay as they were.
 */
export async function plantSilentWallet(adminUrl: string, payoutId: string): Promise<void> {
  const client = new Client({
    connectionString: adminUrl,
    options: '-c search_path=ganpei -c session_replication_role=replica',
  });
  await client.connect();
  try {
    await client.query(
      `UPDATE payouts p SET kind = 'provisional', decision_id = NULL, source_id =
         (SELECT a.id FROM assessments a WHERE a.lane = p.lane AND a.claim_id = p.claim_id LIMIT 1)
        WHERE id = $1`,
      [payoutId],
    );
    await client.query(
      `INSERT INTO provisional_credits (lane, claim_id, assessment_id, currency, amount_minor, due_at,
         granted_at, status, announced_at, ends_at, steps, updated_at)
       SELECT lane, claim_id, source_id, currency, amount_minor, created_at, created_at, 'ending',
              now() - interval '9 days', now() - interval '3 days', 0, now()
         FROM payouts WHERE id = $1`,
      [payoutId],
    );
    await client.query(
      `INSERT INTO provisional_credit_parts (lane, payout_id, claim_id, claim_line_id, destination,
         backed_by, amount_minor, asked_minor, asked_at, next_ask_at)
       SELECT lane, id, claim_id, claim_line_id, 'wallet', 'fund', amount_minor, amount_minor,
              now() - interval '2 days', now() + interval '9 years'
         FROM payouts WHERE id = $1`,
      [payoutId],
    );
  } finally {
    await client.end();
  }
}
