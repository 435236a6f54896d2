import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A number that a rail gave to a transfer counts once in each direction: a second line of it is
 * matched by people only. A fee may name the transfer that it was taken for.
 */
export class TransfersOnce1790000000762 implements MigrationInterface {
  readonly name = 'TransfersOnce1790000000762';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ONCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER statement_matches_transfer_once ON statement_matches;
      DROP FUNCTION statement_matches_transfer_once;
      DROP INDEX statement_lines_transfer_idx;`);
  }
}

const ONCE = `
  CREATE INDEX statement_lines_transfer_idx ON statement_lines (rail, transfer_id) WHERE transfer_id IS NOT NULL;
  CREATE FUNCTION statement_matches_transfer_once() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM statement_lines l
         JOIN statement_lines o ON o.rail = l.rail AND o.transfer_id = l.transfer_id AND o.direction = l.direction
           AND o.id <> l.id AND o.kind <> 'fee'
         JOIN standing_matches m ON m.line_id = o.id
        WHERE l.id = NEW.line_id AND l.kind <> 'fee') THEN
      RAISE EXCEPTION 'the transfer of line % is matched already', NEW.line_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_matches_transfer_once';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER statement_matches_transfer_once BEFORE INSERT ON statement_matches FOR EACH ROW
    WHEN (NEW.undoes_id IS NULL AND NEW.matched_by <> 'people')
    EXECUTE FUNCTION statement_matches_transfer_once();`;
