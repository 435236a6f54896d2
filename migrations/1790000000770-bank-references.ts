import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What money that came rests on. Where no line of our bank's statement says so, one person proposes
 * it and another one approves exactly that. And a number of the bank is used once: a line that no
 * statement has for one purpose, a line of a statement for no more than its amount. The database
 * asks for both, also of two who write at once.
 */
export class BankReferences1790000000770 implements MigrationInterface {
  readonly name = 'BankReferences1790000000770';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROPOSALS);
    await runner.query(REFERENCES);
    await runner.query(KNOWN);
    await runner.query(PROVEN);
    await runner.query(RECEIVED);
    await runner.query(`
      GRANT SELECT, INSERT ON receipt_proposals, receipt_verdicts, bank_references TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who said that money came is kept.'));
  }
}

const PROPOSALS = `
  CREATE TABLE receipt_proposals (
    lane smallint NOT NULL,
    id text NOT NULL,
    recovery_id text,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT receipt_proposals_amount_check CHECK (amount_minor > 0),
    received_at timestamptz NOT NULL,
    reference text NOT NULL,
    sender text,
    note text,
    digest text NOT NULL,
    proposed_by text NOT NULL,
    proposed_by_person text NOT NULL,
    proposed_at timestamptz NOT NULL,
    CONSTRAINT receipt_proposals_pk PRIMARY KEY (lane, id),
    CONSTRAINT receipt_proposals_content_key UNIQUE (lane, id, digest, proposed_by_person),
    CONSTRAINT receipt_proposals_recovery_fk FOREIGN KEY (lane, recovery_id) REFERENCES recoveries (lane, id)
  );
  CREATE INDEX receipt_proposals_reference_idx ON receipt_proposals (reference);

  CREATE TABLE receipt_verdicts (
    lane smallint NOT NULL,
    proposal_id text NOT NULL,
    verdict text NOT NULL CONSTRAINT receipt_verdicts_verdict_check CHECK (verdict IN ('approve', 'return')),
    digest text NOT NULL,
    proposed_by_person text NOT NULL,
    note text NOT NULL,
    approver_id text NOT NULL,
    approver_person text NOT NULL,
    given_at timestamptz NOT NULL,
    CONSTRAINT receipt_verdicts_pk PRIMARY KEY (lane, proposal_id),
    CONSTRAINT receipt_verdicts_content_fk FOREIGN KEY (lane, proposal_id, digest, proposed_by_person)
      REFERENCES receipt_proposals (lane, id, digest, proposed_by_person),
    CONSTRAINT receipt_verdicts_other_eyes
      CHECK (verdict = 'return' OR approver_person <> proposed_by_person)
  );
  CREATE TRIGGER receipt_proposals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_proposals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER receipt_verdicts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_verdicts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  -- A verdict is of the person whose account it is, and of nobody who claims.
  CREATE FUNCTION receipt_verdicts_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT is_staff(NEW.approver_id, NEW.approver_person, '{approver, operator}')
       OR EXISTS (SELECT FROM receipt_proposals p
                    JOIN recoveries r ON r.lane = p.lane AND r.id = p.recovery_id
                    JOIN claims c ON c.lane = r.lane AND c.id = r.claim_id
                   WHERE p.lane = NEW.lane AND p.id = NEW.proposal_id AND is_claiming(NEW.approver_person, c)) THEN
      RAISE EXCEPTION 'this verdict on receipt % does not count', NEW.proposal_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_verdicts_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER receipt_verdicts_eyes BEFORE INSERT ON receipt_verdicts
    FOR EACH ROW EXECUTE FUNCTION receipt_verdicts_require_eyes();`;

const REFERENCES = `
  CREATE TABLE bank_references (
    used_by text NOT NULL,
    rail text NOT NULL,
    reference text NOT NULL,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT bank_references_amount_check CHECK (amount_minor > 0),
    recovery_id text,
    proposal_id text,
    line_id text,
    break_id text,
    taken_at timestamptz NOT NULL,
    CONSTRAINT bank_references_pk PRIMARY KEY (used_by),
    CONSTRAINT bank_references_line_fk FOREIGN KEY (line_id) REFERENCES statement_lines (id)
  );
  CREATE UNIQUE INDEX bank_references_by_hand_key ON bank_references (rail, reference) WHERE line_id IS NULL;
  CREATE INDEX bank_references_reference_idx ON bank_references (rail, reference);
  CREATE INDEX bank_references_line_idx ON bank_references (line_id) WHERE line_id IS NOT NULL;
  CREATE INDEX bank_references_recovery_idx ON bank_references (recovery_id) WHERE recovery_id IS NOT NULL;
  CREATE TRIGGER bank_references_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_references
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

/** What came before is known by its number as well; the second one of a number by its own. */
const KNOWN = `
  INSERT INTO bank_references (used_by, rail, reference, currency, amount_minor, break_id, taken_at)
  SELECT r.id, coalesce(b.rail, 'cash'), r.reference, r.currency, r.amount_minor, b.id, r.recorded_at
    FROM receipts r LEFT JOIN reconciliation_breaks b ON b.id = r.reference;
  INSERT INTO bank_references (used_by, rail, reference, currency, amount_minor, recovery_id, taken_at)
  SELECT came.used_by, 'cash',
         CASE WHEN came.place = 1 AND NOT EXISTS (SELECT FROM receipts WHERE reference = came.reference)
           THEN came.reference ELSE coalesce(came.reference, '') || ' ' || came.used_by END,
         came.currency, came.amount_minor, came.recovery_id, came.at
    FROM (SELECT s.recovery_id || '/' || s.number AS used_by, s.reference, r.currency, s.amount_minor,
                 s.recovery_id, s.at, row_number() OVER (PARTITION BY s.reference ORDER BY s.at, s.recovery_id) AS place
            FROM recovery_steps s JOIN recoveries r ON r.lane = s.lane AND r.id = s.recovery_id
           WHERE s.step = 'receive' AND r.kind NOT IN ('fraudster', 'merchant')) AS came;`;

const PROVEN = `
  CREATE FUNCTION bank_references_require_proof() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('bank reference ' || NEW.rail || ' ' || NEW.reference, 0));
    -- Nobody withdraws the statement of a line while it is used.
    PERFORM pg_advisory_xact_lock(hashtextextended('statement ' || l.statement_id, 0))
       FROM statement_lines l WHERE l.id = NEW.line_id;
    IF EXISTS (SELECT FROM bank_references b WHERE b.rail = NEW.rail AND b.reference = NEW.reference
                AND (NEW.line_id IS NULL OR b.line_id IS DISTINCT FROM NEW.line_id)) THEN
      RAISE EXCEPTION 'the payment % of the bank was received already', NEW.reference
        USING ERRCODE = 'unique_violation', CONSTRAINT = 'bank_references_once';
    END IF;
    IF NOT (CASE
      WHEN NEW.line_id IS NOT NULL THEN EXISTS (
        SELECT FROM statement_lines l
         WHERE l.id = NEW.line_id AND NEW.rail = 'cash' AND l.direction = 'in'
           AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.statement_id = l.statement_id)
           AND (l.rail, l.line_id, l.currency) = (NEW.rail, NEW.reference, NEW.currency)
           AND line_stands(l.id)
           AND l.amount_minor >= NEW.amount_minor
             + (SELECT coalesce(sum(b.amount_minor), 0) FROM bank_references b WHERE b.line_id = NEW.line_id))
      WHEN NEW.break_id IS NOT NULL THEN EXISTS (
        SELECT FROM reconciliation_breaks k
         WHERE k.how_ended = 'suspense' AND NEW.recovery_id IS NULL AND NEW.reference = NEW.break_id
           AND (k.id, k.rail, k.currency, k.effect_minor) = (NEW.break_id, NEW.rail, NEW.currency, NEW.amount_minor))
      ELSE EXISTS (
        SELECT FROM receipt_proposals p JOIN receipt_verdicts v ON v.lane = p.lane AND v.proposal_id = p.id
         WHERE p.id = NEW.proposal_id AND NEW.rail = 'cash' AND v.verdict = 'approve' AND v.digest = p.digest
           AND (p.reference, p.currency, p.amount_minor) = (NEW.reference, NEW.currency, NEW.amount_minor)
           AND p.recovery_id IS NOT DISTINCT FROM NEW.recovery_id
           -- Who is who may be known better by now.
           AND person_of(p.proposed_by) <> person_of(v.approver_id))
    END) THEN
      RAISE EXCEPTION 'payment % rests on two persons, or on a line of the bank', NEW.reference
        USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_references_proven';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER bank_references_proven BEFORE INSERT ON bank_references
    FOR EACH ROW EXECUTE FUNCTION bank_references_require_proof();`;

const RECEIVED = `
  CREATE FUNCTION receipts_require_reference() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM bank_references b WHERE b.used_by = NEW.id AND b.recovery_id IS NULL
         AND (b.reference, b.currency, b.amount_minor) = (NEW.reference, NEW.currency, NEW.amount_minor)) THEN
      RAISE EXCEPTION 'nothing says that receipt % came', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'receipts_proven';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER receipts_proven BEFORE INSERT ON receipts
    FOR EACH ROW EXECUTE FUNCTION receipts_require_reference();

  -- Money of whoever caused the loss comes as a receipt that is matched.
  CREATE FUNCTION recoveries_require_receipt() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NEW.received_minor > (CASE WHEN NEW.kind IN ('fraudster', 'merchant')
         THEN (SELECT coalesce(sum(m.amount_minor), 0) FROM receipt_matches m
                WHERE m.lane = NEW.lane AND m.claim_id = NEW.claim_id AND m.recovery_id = NEW.id)
         ELSE (SELECT coalesce(sum(b.amount_minor), 0) FROM bank_references b WHERE b.recovery_id = NEW.id) END) THEN
      RAISE EXCEPTION 'nothing says that so much of recovery % came', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recoveries_received_proven';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER recoveries_received_proven BEFORE UPDATE OF received_minor ON recoveries FOR EACH ROW
    WHEN (NEW.received_minor > OLD.received_minor) EXECUTE FUNCTION recoveries_require_receipt();`;
