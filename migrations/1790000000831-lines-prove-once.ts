import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A line of a statement proves what became of one payout. Two payouts of one amount are alike to a
 * line that carries no key of ours: the same line for both would settle one that never arrived, or
 * pay one twice. And money that was put into suspense is nobody's, so that it proves nothing.
 */
export class LinesProveOnce1790000000831 implements MigrationInterface {
  readonly name = 'LinesProveOnce1790000000831';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GONE_BY);
    for (const resolutions of RESOLUTIONS) await runner.query(provesOnce(resolutions));
    await runner.query(SUSPENSE);
    await runner.query('GRANT SELECT ON lines_gone_by TO ganpei_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const resolutions of RESOLUTIONS) {
      await runner.query(`
        DROP TRIGGER ${resolutions}_approvals_prove_once ON ${resolutions}_approvals;
        DROP FUNCTION ${resolutions}_prove_once;
        DROP INDEX ${resolutions}s_line_idx;`);
    }
    await runner.query(`
      DROP TRIGGER reconciliation_breaks_not_proof ON reconciliation_breaks;
      DROP FUNCTION reconciliation_breaks_not_proof, line_proves_other, line_is_in_suspense, hold_line;
      DROP VIEW lines_gone_by;`);
  }
}

/** What people say on the word of a line. */
const RESOLUTIONS = ['payout_resolution', 'credit_resolution'] as const;

const PATH = 'SET search_path = ganpei, pg_temp';

const GONE_BY = `
  CREATE VIEW lines_gone_by (line_id, lane, payout_id) AS
    ${RESOLUTIONS.map(
      (resolutions) => `
    SELECT r.evidence_reference, r.lane, r.payout_id
      FROM ${resolutions}s r JOIN ${resolutions}_approvals a USING (lane, payout_id, number)
     WHERE r.evidence_kind = 'statement_line' AND a.verdict = 'approve'`,
    ).join(' UNION ALL ')};

  -- By whoever goes by a line, until the commit; of several lines of one transfer it holds all.
  CREATE FUNCTION hold_line(of_line text) RETURNS void LANGUAGE sql ${PATH} AS $$
    SELECT pg_advisory_xact_lock(hashtextextended(
        'line ' || coalesce(l.rail || ' ' || l.direction || ' ' || l.transfer_id, l.id), 0))
      FROM statement_lines l WHERE l.id = of_line
  $$;
  -- A line, or another one of the same transfer, by which another payout was ended.
  CREATE FUNCTION line_proves_other(of_line text, of_lane smallint, of_payout text) RETURNS boolean
    LANGUAGE sql STABLE ${PATH} AS $$
    SELECT EXISTS (
      SELECT FROM (
        SELECT of_line AS id
        UNION
        SELECT o.id FROM statement_lines l
          JOIN statement_lines o ON o.rail = l.rail AND o.transfer_id = l.transfer_id AND o.direction = l.direction
         WHERE l.id = of_line) AS same
      JOIN lines_gone_by gone ON gone.line_id = same.id
     WHERE (gone.lane, gone.payout_id) IS DISTINCT FROM (of_lane, of_payout))
  $$;
  CREATE FUNCTION line_is_in_suspense(of_line text) RETURNS boolean LANGUAGE sql STABLE ${PATH} AS $$
    SELECT EXISTS (SELECT FROM reconciliation_breaks b WHERE b.line_id = of_line AND b.how_ended = 'suspense'
      AND NOT EXISTS (SELECT FROM undone_breaks u WHERE u.break_id = b.id))
  $$;`;

function provesOnce(resolutions: string): string {
  return `
  CREATE INDEX ${resolutions}s_line_idx ON ${resolutions}s (evidence_reference)
    WHERE evidence_kind = 'statement_line';
  CREATE FUNCTION ${resolutions}_prove_once() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  DECLARE line text := (SELECT r.evidence_reference FROM ${resolutions}s r WHERE r.lane = NEW.lane
    AND r.payout_id = NEW.payout_id AND r.number = NEW.number AND r.evidence_kind = 'statement_line');
  BEGIN
    PERFORM hold_line(line);
    IF line_proves_other(line, NEW.lane, NEW.payout_id) OR line_is_in_suspense(line) THEN
      RAISE EXCEPTION 'line % proves something else already', line
        USING ERRCODE = 'check_violation', CONSTRAINT = 'lines_prove_once';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER ${resolutions}_approvals_prove_once BEFORE INSERT ON ${resolutions}_approvals FOR EACH ROW
    WHEN (NEW.verdict = 'approve') EXECUTE FUNCTION ${resolutions}_prove_once();`;
}

const SUSPENSE = `
  CREATE FUNCTION reconciliation_breaks_not_proof() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    PERFORM hold_line(NEW.line_id);
    IF line_proves_other(NEW.line_id, NULL, NULL) THEN
      RAISE EXCEPTION 'a payout was ended by line %', NEW.line_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'reconciliation_breaks_not_proof';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER reconciliation_breaks_not_proof BEFORE UPDATE ON reconciliation_breaks FOR EACH ROW
    WHEN (NEW.how_ended = 'suspense' AND OLD.how_ended IS NULL)
    EXECUTE FUNCTION reconciliation_breaks_not_proof();`;
