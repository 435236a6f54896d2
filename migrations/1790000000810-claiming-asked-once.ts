import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who claims is found out once for all who stand behind a decision, and not for each of them; and a
 * claim that holds others is followed once for that. Each payout asks it twice. PostgreSQL also
 * learns how few rows to expect: for a thousand, its own guess, it would read whole tables.
 */
export class ClaimingAskedOnce1790000000810 implements MigrationInterface {
  readonly name = 'ClaimingAskedOnce1790000000810';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER FUNCTION claims_in(claims) ROWS 1;
      ${personsClaiming('ROWS 3', 'WITH held AS MATERIALIZED (SELECT * FROM claims_in(claim))', 'held')}
      ${HAS_EYES}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${HAS_EYES_BEFORE}
      ${personsClaiming('ROWS 1000', '', 'claims_in(claim) held')}
      ALTER FUNCTION claims_in(claims) ROWS 1000;`);
  }
}

function personsClaiming(rows: string, first: string, held: string): string {
  return `
  CREATE OR REPLACE FUNCTION persons_claiming(claim claims) RETURNS SETOF text LANGUAGE sql STABLE ${rows}
    SET search_path = ganpei, pg_temp AS $$
    ${first}
    SELECT person_of(held.filed_by) FROM ${held}
    UNION SELECT person_of(named_by)
            FROM ${held}, payee_named_by(held.lane, held.id) AS named_by
           WHERE named_by <> 'system'
    UNION SELECT person_id FROM users WHERE party_id = claim.claimant_party_id
    UNION SELECT owner.person_id FROM ${held}
      JOIN claim_payout_methods named ON named.lane = held.lane AND named.claim_id = held.id
      JOIN claim_payout_methods own ON own.account_key = named.account_key
      JOIN claims theirs ON theirs.lane = own.lane AND theirs.id = own.claim_id
      JOIN users owner ON owner.party_id = theirs.claimant_party_id
  $$;`;
}

const HAS_EYES = `
  CREATE OR REPLACE FUNCTION has_eyes(decided decisions, claim claims) RETURNS boolean LANGUAGE plpgsql STABLE
    SET search_path = ganpei, pg_temp AS $$
  DECLARE
    decider text := person_of(decided.decided_by);
    claiming text[] := ARRAY(SELECT persons_claiming(claim));
  BEGIN
    RETURN decider <> ALL (claiming) AND decided.approvals_required <= (
      SELECT count(DISTINCT approver)
        FROM decision_approvals a CROSS JOIN LATERAL person_of(a.approver_id) AS approver
       WHERE a.lane = decided.lane AND a.decision_id = decided.id AND a.verdict = 'approve' AND a.digest = decided.digest
         AND approver <> decider AND approver <> ALL (claiming));
  END $$;`;

const HAS_EYES_BEFORE = `
  CREATE OR REPLACE FUNCTION has_eyes(decided decisions, claim claims) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT NOT is_claiming(person_of(decided.decided_by), claim) AND decided.approvals_required <= (
      SELECT count(DISTINCT person_of(a.approver_id)) FROM decision_approvals a
       WHERE a.lane = decided.lane AND a.decision_id = decided.id AND a.verdict = 'approve' AND a.digest = decided.digest
         AND person_of(a.approver_id) <> person_of(decided.decided_by) AND NOT is_claiming(person_of(a.approver_id), claim))
  $$;`;
