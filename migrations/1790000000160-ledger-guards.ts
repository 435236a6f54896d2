import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Guards of accounts that may not fall below zero together, per currency. The triggers of
 * `1790000000100-ledger` keep each lane's allotment with every booking; here is what opens a guard,
 * looks at an allotment and moves one. The application changes the table only through these.
 */
export class LedgerGuards1790000000160 implements MigrationInterface {
  readonly name = 'LedgerGuards1790000000160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTIONS);
    await runner.query(RIGHTS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: a guard that was opened stays.'));
  }
}

const FUNCTIONS = `
  -- Opens a guard for a currency: from now on the accounts under it may not fall below zero together.
  -- What is below zero already cannot be kept from it: then nothing is opened, and the answer is false.
  CREATE FUNCTION ledger_open_guard(wanted_guard text, wanted_currency char(3)) RETURNS boolean
    LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = ganpei, pg_temp AS $$
  BEGIN
    -- A transaction that keeps the picture of its beginning would look past what was posted since.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'the ledger is written in READ COMMITTED transactions only'
        USING ERRCODE = 'invalid_transaction_state', CONSTRAINT = 'ledger_isolation';
    END IF;
    IF EXISTS (SELECT FROM ledger_guards WHERE lane = 0 AND guard = wanted_guard AND currency = wanted_currency) THEN
      RETURN true;
    END IF;
    PERFORM pg_advisory_xact_lock(7204003);
    -- Each lane has a row of its own, so that who posts looks at no other; the house has the money.
    INSERT INTO ledger_guards (lane, guard, currency, available_minor)
      SELECT lanes.lane, wanted_guard, wanted_currency, CASE lanes.lane WHEN 0 THEN held.minor ELSE 0 END
        FROM generate_series(0, 63) AS lanes (lane),
             (SELECT coalesce(sum(s.delta), 0) AS minor FROM (
                SELECT t.amount_minor AS delta FROM ledger_transfers t JOIN ledger_accounts a ON a.code = t.debit_account
                 WHERE a.guard = wanted_guard AND t.currency = wanted_currency
                UNION ALL
                SELECT -t.amount_minor FROM ledger_transfers t JOIN ledger_accounts a ON a.code = t.credit_account
                 WHERE a.guard = wanted_guard AND t.currency = wanted_currency) s) AS held
       WHERE held.minor >= 0
    ON CONFLICT (lane, guard, currency) DO NOTHING;
    RETURN EXISTS (SELECT FROM ledger_guards
                    WHERE lane = 0 AND guard = wanted_guard AND currency = wanted_currency);
  END $$;

  -- What a lane may still take out, kept for the rest of the transaction; null where nothing is guarded.
  CREATE FUNCTION ledger_hold_allotment(wanted_guard text, wanted_currency char(3), of_lane smallint) RETURNS bigint
    LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = ganpei, pg_temp AS $$
  DECLARE held bigint;
  BEGIN
    SELECT available_minor INTO held FROM ledger_guards
      WHERE lane = of_lane AND guard = wanted_guard AND currency = wanted_currency FOR UPDATE;
    RETURN held;
  END $$;

  -- Moves what is available under a guard from one lane to another, at most what the first one has.
  CREATE FUNCTION ledger_move_allotment(wanted_guard text, wanted_currency char(3),
                                        from_lane smallint, to_lane smallint, wanted_minor bigint) RETURNS bigint
    LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = ganpei, pg_temp AS $$
  DECLARE moved bigint;
  BEGIN
    IF wanted_minor <= 0 OR from_lane = to_lane OR to_lane NOT BETWEEN 0 AND 63 THEN
      RAISE EXCEPTION 'an allotment moves a positive amount to another lane'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guards_move';
    END IF;
    PERFORM FROM ledger_guards WHERE guard = wanted_guard AND currency = wanted_currency
      AND lane IN (from_lane, to_lane) ORDER BY lane FOR UPDATE;
    SELECT least(available_minor, wanted_minor) INTO moved FROM ledger_guards
      WHERE lane = from_lane AND guard = wanted_guard AND currency = wanted_currency;
    IF coalesce(moved, 0) = 0 THEN RETURN 0; END IF;
    UPDATE ledger_guards SET available_minor = available_minor - moved
      WHERE lane = from_lane AND guard = wanted_guard AND currency = wanted_currency;
    UPDATE ledger_guards SET available_minor = available_minor + moved
      WHERE lane = to_lane AND guard = wanted_guard AND currency = wanted_currency;
    RETURN moved;
  END $$;`;

const RIGHTS = `
  REVOKE EXECUTE ON FUNCTION ledger_open_guard, ledger_hold_allotment, ledger_move_allotment FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION ledger_open_guard, ledger_hold_allotment, ledger_move_allotment TO ganpei_app;`;
