import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A top-up that our bank gave back is taken back in the books (E36), and comes in on our own
 * account: the two are matched there. A line of that account is one thing: matched with a booking,
 * or money of others that came or was passed on.
 */
export class ReturnedTopUps1790000000833 implements MigrationInterface {
  readonly name = 'ReturnedTopUps1790000000833';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(opensFor(TOPS_UP, TAKEN_BACK));
    await runner.query(`
      INSERT INTO open_rail_entries
        SELECT 'cash', t.currency, t.lane, t.journal_id, t.line FROM ledger_transfers t
         WHERE ${TAKEN_BACK('t')} ON CONFLICT DO NOTHING`);
    await runner.query(ONE_THING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER statement_matches_of_ours ON statement_matches;
      DROP TRIGGER bank_references_free_line ON bank_references;
      DROP TRIGGER counterparty_payments_free_line ON counterparty_payments;
      DROP FUNCTION statement_matches_of_ours, require_free_line, line_is_of_others;
      DELETE FROM open_rail_entries open USING ledger_transfers t
       WHERE open.rail = 'cash' AND t.lane = open.lane AND t.journal_id = open.journal_id
         AND t.line = open.journal_line AND ${TAKEN_BACK('t')};`);
    await runner.query(opensFor(TOPS_UP));
  }
}

const TOPS_UP = (row: string): string =>
  `${row}.debit_account = '1030' AND ${row}.credit_account IN ('1010', '1020')`;
const TAKEN_BACK = (row: string): string =>
  `${row}.credit_account = '1030' AND ${row}.debit_account IN ('1010', '1020')`;

/** Which bookings are open on our own account, beside those of rails. */
function opensFor(...onCash: readonly ((row: string) => string)[]): string {
  return `
  CREATE OR REPLACE FUNCTION ledger_transfers_are_open() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NEW.dimensions ->> 'rail' IS NOT NULL THEN
      INSERT INTO open_rail_entries VALUES
        (NEW.dimensions ->> 'rail', NEW.currency, NEW.lane, NEW.journal_id, NEW.line);
    END IF;
    IF ${onCash.map((of) => of('NEW')).join(' OR ')} THEN
      INSERT INTO open_rail_entries VALUES ('cash', NEW.currency, NEW.lane, NEW.journal_id, NEW.line);
    END IF;
    RETURN NULL;
  END $$;`;
}

const ONE_THING = `
  CREATE FUNCTION line_is_of_others(of_line text) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT EXISTS (SELECT FROM bank_references b WHERE b.line_id = of_line)
        OR EXISTS (SELECT FROM counterparty_payments p WHERE p.line_id = of_line)
  $$;

  -- Under the lock of the account, which whoever compares it holds.
  CREATE FUNCTION require_free_line() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('reconcile cash ' || NEW.currency, 0));
    IF EXISTS (SELECT FROM standing_matches m WHERE m.line_id = NEW.line_id) THEN
      RAISE EXCEPTION 'line % is matched with a booking of ours', NEW.line_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'lines_of_ours';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER bank_references_free_line BEFORE INSERT ON bank_references FOR EACH ROW
    WHEN (NEW.line_id IS NOT NULL) EXECUTE FUNCTION require_free_line();
  CREATE TRIGGER counterparty_payments_free_line BEFORE INSERT ON counterparty_payments FOR EACH ROW
    WHEN (NEW.line_id IS NOT NULL) EXECUTE FUNCTION require_free_line();

  CREATE FUNCTION statement_matches_of_ours() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('reconcile cash ' || NEW.currency, 0));
    IF line_is_of_others(NEW.line_id) THEN
      RAISE EXCEPTION 'line % is money of others', NEW.line_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_matches_of_ours';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER statement_matches_of_ours BEFORE INSERT ON statement_matches FOR EACH ROW
    WHEN (NEW.undoes_id IS NULL AND NEW.rail = 'cash') EXECUTE FUNCTION statement_matches_of_ours();`;
