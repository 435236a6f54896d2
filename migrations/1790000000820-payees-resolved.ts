import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A claimant names another account also while people find out what became of another payout of the
 * claim: its step stays theirs then, and is not for a person to order again before they are done.
 */
export class PayeesResolved1790000000820 implements MigrationInterface {
  readonly name = 'PayeesResolved1790000000820';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(countingPayees(`NEW.next_step IN ('order_again', 'resolve_payout')`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(countingPayees(`NEW.next_step = 'order_again'`));
  }
}

/** Another payee is another content; after the decision only where a payout died. */
function countingPayees(isLookedAt: string): string {
  return `
    CREATE OR REPLACE FUNCTION claims_count_their_payee() RETURNS trigger LANGUAGE plpgsql
      SET search_path = ganpei, pg_temp AS $$
    BEGIN
      IF NEW.content_version <= OLD.content_version AND NOT (OLD.status = 'approved' AND NEW.status = 'approved'
           AND ${isLookedAt} AND EXISTS (SELECT FROM payouts p WHERE p.lane = OLD.lane
             AND p.claim_id = OLD.id AND p.status IN ('failed', 'returned'))) THEN
        RAISE EXCEPTION 'the payee of claim % changes without its content', OLD.id
          USING ERRCODE = 'check_violation', CONSTRAINT = 'claims_payee_content';
      END IF;
      RETURN NEW;
    END $$;`;
}
