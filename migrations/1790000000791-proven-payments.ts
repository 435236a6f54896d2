import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is paid into the fund, and what is passed on to another bearer of a loss, rests on a line of
 * our own bank's statement or on the word of two persons, as money that comes does. Payments that
 * were recorded before stand with their number and no proof.
 */
export class ProvenPayments1790000000791 implements MigrationInterface {
  readonly name = 'ProvenPayments1790000000791';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE receipt_proposals
        ADD COLUMN purpose jsonb,
        ADD CONSTRAINT receipt_proposals_purpose_check
          CHECK (purpose IS NULL OR purpose ->> 'kind' IN ('contribution', 'passed_on') AND recovery_id IS NULL);
      ALTER TABLE counterparty_payments
        ADD COLUMN proposal_id text,
        ADD COLUMN line_id text,
        ADD CONSTRAINT counterparty_payments_line_fk FOREIGN KEY (line_id) REFERENCES statement_lines (id);
      CREATE INDEX counterparty_payments_line_idx ON counterparty_payments (line_id) WHERE line_id IS NOT NULL;
      CREATE UNIQUE INDEX counterparty_payments_proposal_key ON counterparty_payments (lane, proposal_id)
        WHERE proposal_id IS NOT NULL;
    `);
    await runner.query(PROVEN);
    await runner.query(KEPT);
    await runner.query(PURPOSE);
  }

  /** Only while nobody has said anything of the new kinds: who did is kept. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM receipt_proposals WHERE purpose IS NOT NULL)
           OR EXISTS (SELECT FROM counterparty_payments WHERE line_id IS NOT NULL) THEN
          RAISE EXCEPTION 'forward only: who said what of a payment is kept';
        END IF;
      END $$;
      DROP TRIGGER bank_references_for_purpose ON bank_references;
      DROP FUNCTION bank_references_for_purpose();
      DROP FUNCTION statement_obstacle(text);
      ALTER FUNCTION statement_obstacle_but_payments(text) RENAME TO statement_obstacle;
      DROP TRIGGER counterparty_payments_proven ON counterparty_payments;
      DROP FUNCTION counterparty_payments_require_proof();
      ALTER TABLE counterparty_payments DROP COLUMN proposal_id, DROP COLUMN line_id;
      ALTER TABLE receipt_proposals DROP COLUMN purpose;
    `);
  }
}

const PROVEN = `
  CREATE FUNCTION counterparty_payments_require_proof() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    -- Nobody withdraws the statement of a line while it is used, and two at once do not both use it.
    PERFORM pg_advisory_xact_lock(hashtextextended('statement ' || l.statement_id, 0))
       FROM statement_lines l WHERE l.id = NEW.line_id;
    IF NOT (CASE
      WHEN NEW.line_id IS NOT NULL THEN NEW.proposal_id IS NULL AND EXISTS (
        SELECT FROM statement_lines l
         WHERE l.id = NEW.line_id AND l.direction = 'out' AND line_stands(l.id)
           AND (l.rail, l.line_id, l.currency) = ('cash', NEW.reference, NEW.currency)
           AND l.amount_minor >= NEW.amount_minor
             + (SELECT coalesce(sum(p.amount_minor), 0) FROM counterparty_payments p WHERE p.line_id = NEW.line_id))
      ELSE EXISTS (
        SELECT FROM receipt_proposals p JOIN receipt_verdicts v ON v.lane = p.lane AND v.proposal_id = p.id
         WHERE p.lane = NEW.lane AND p.id = NEW.proposal_id AND v.verdict = 'approve' AND v.digest = p.digest
           AND (p.reference, p.currency, p.amount_minor) = (NEW.reference, NEW.currency, NEW.amount_minor)
           AND p.purpose ->> 'kind' = 'passed_on'
           AND (p.purpose ->> 'claimId', p.purpose ->> 'counterpartyId') = (NEW.claim_id, NEW.counterparty_id)
           -- Who is who may be known better by now.
           AND person_of(p.proposed_by) <> person_of(v.approver_id))
    END) THEN
      RAISE EXCEPTION 'payment % rests on two persons, or on a line of the bank', NEW.reference
        USING ERRCODE = 'check_violation', CONSTRAINT = 'counterparty_payments_proven';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER counterparty_payments_proven BEFORE INSERT ON counterparty_payments
    FOR EACH ROW EXECUTE FUNCTION counterparty_payments_require_proof();`;

/** A statement by whose line money was passed on is not withdrawn. */
const KEPT = `
  ALTER FUNCTION statement_obstacle(text) RENAME TO statement_obstacle_but_payments;
  CREATE FUNCTION statement_obstacle(of_statement text) RETURNS text LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM counterparty_payments p JOIN statement_lines l ON l.id = p.line_id
        WHERE l.statement_id = of_statement) THEN 'evidence' ELSE statement_obstacle_but_payments(of_statement) END
  $$;`;

/** What two persons said of a contribution is no receipt, and the other way round. */
const PURPOSE = `
  CREATE FUNCTION bank_references_for_purpose() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF (CASE WHEN starts_with(NEW.used_by, 'fnd_') THEN 'contribution' ELSE 'received' END) IS DISTINCT FROM
       (SELECT coalesce(purpose ->> 'kind', 'received') FROM receipt_proposals WHERE id = NEW.proposal_id) THEN
      RAISE EXCEPTION 'two persons said something else of payment %', NEW.reference
        USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_references_for_purpose';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER bank_references_for_purpose BEFORE INSERT ON bank_references FOR EACH ROW
    WHEN (NEW.proposal_id IS NOT NULL) EXECUTE FUNCTION bank_references_for_purpose();`;
