import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A line of a statement that was withdrawn proves nothing about a payout. */
export class WithdrawnEvidence1790000000761 implements MigrationInterface {
  readonly name = 'WithdrawnEvidence1790000000761';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(statedEvidence(`AND NOT ${WITHDRAWN('l.statement_id')}`));
    await runner.query(STANDS);
    for (const resolutions of RESOLUTIONS) await runner.query(approvedEvidence(resolutions));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const resolutions of RESOLUTIONS) {
      await runner.query(`
        DROP TRIGGER ${resolutions}_approvals_stated ON ${resolutions}_approvals;
        DROP FUNCTION ${resolutions}_approved_by_line;`);
    }
    await runner.query('DROP FUNCTION line_stands');
    await runner.query(statedEvidence(''));
  }
}

/** What people say on the word of a line. */
const RESOLUTIONS = ['payout_resolution', 'credit_resolution'] as const;

const PATH = 'SET search_path = ganpei, pg_temp';
const WITHDRAWN = (statement: string): string =>
  `EXISTS (SELECT FROM withdrawn_statements w WHERE w.statement_id = ${statement})`;

/** Whoever names a line of a statement as evidence names one that is there, of the same money. */
function statedEvidence(lineAlso: string): string {
  return `
  CREATE OR REPLACE FUNCTION payout_resolutions_require_line() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM statement_lines l JOIN payouts p
           ON p.rail = l.rail AND p.currency = l.currency AND p.amount_minor = l.amount_minor
         WHERE l.id = NEW.evidence_reference AND p.lane = NEW.lane AND p.id = NEW.payout_id ${lineAlso}) THEN
      RAISE EXCEPTION 'line % is no evidence about payout %', NEW.evidence_reference, NEW.payout_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_resolutions_stated';
    END IF;
    RETURN NEW;
  END $$;`;
}

/**
 * Of one who goes by a line and one who withdraws its statement at the same moment the second finds
 * the first.
 */
const STANDS = `
  CREATE FUNCTION line_stands(of_line text) RETURNS boolean LANGUAGE plpgsql ${PATH} AS $$
  DECLARE of_statement text := (SELECT statement_id FROM statement_lines WHERE id = of_line);
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('statement ' || of_statement, 0));
    RETURN of_statement IS NOT NULL AND NOT ${WITHDRAWN('of_statement')};
  END $$;`;

/** Whoever approves by a line, of what became of a payout or of what its wallet gave back. */
function approvedEvidence(resolutions: string): string {
  return `
  CREATE FUNCTION ${resolutions}_approved_by_line() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    IF EXISTS (SELECT FROM ${resolutions}s r WHERE r.lane = NEW.lane AND r.payout_id = NEW.payout_id
         AND r.number = NEW.number AND r.evidence_kind = 'statement_line' AND NOT line_stands(r.evidence_reference)) THEN
      RAISE EXCEPTION 'the line that proves it of payout % was withdrawn', NEW.payout_id
        USING ERRCODE = 'check_violation', CONSTRAINT = '${resolutions}s_stated';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER ${resolutions}_approvals_stated BEFORE INSERT ON ${resolutions}_approvals FOR EACH ROW
    WHEN (NEW.verdict = 'approve') EXECUTE FUNCTION ${resolutions}_approved_by_line();`;
}
