import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rules by which rails are filled up, how the fund of each currency stands, what is told of it, and
 * contributions of merchants. A rule and a billed contribution are written in the very transaction
 * in which the change that two people stand behind comes into force, and not otherwise.
 */
export class Fund1790000000730 implements MigrationInterface {
  readonly name = 'Fund1790000000730';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RULES);
    await runner.query(WATCH);
    await runner.query(CONTRIBUTIONS);
    await runner.query(APPEND_ONLY);
    await runner.query(`
      GRANT SELECT, INSERT ON top_up_rules, fund_events, billed_contributions, earned_contributions
        TO ganpei_app;
      GRANT SELECT, INSERT, UPDATE ON rail_counts, fund_watches TO ganpei_app;
      GRANT SELECT, INSERT ON fund_notices TO ganpei_app;
      GRANT UPDATE (due_at, sent_at) ON fund_notices TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who let money move by a rule is kept.'));
  }
}

const RULES = `
  CREATE TABLE top_up_rules (
    change_id text CONSTRAINT top_up_rules_pk PRIMARY KEY,
    rail text NOT NULL,
    currency char(3) NOT NULL,
    version integer NOT NULL,
    low_minor bigint NOT NULL,
    target_minor bigint NOT NULL,
    set_at timestamptz NOT NULL,
    CONSTRAINT top_up_rules_version_key UNIQUE (rail, currency, version),
    CONSTRAINT top_up_rules_amounts_check
      CHECK (low_minor >= 0 AND (low_minor < target_minor OR (low_minor = 0 AND target_minor = 0)))
  );
  CREATE FUNCTION top_up_rules_require_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT comes_into_force(NEW.change_id, jsonb_build_object('kind', 'top_up.set', 'rail', NEW.rail,
         'currency', NEW.currency, 'lowMinor', NEW.low_minor, 'targetMinor', NEW.target_minor)) THEN
      RAISE EXCEPTION 'no approved change fills up % so', NEW.rail
        USING ERRCODE = 'check_violation', CONSTRAINT = 'top_up_rules_approved';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER top_up_rules_approved BEFORE INSERT ON top_up_rules
    FOR EACH ROW EXECUTE FUNCTION top_up_rules_require_change();

  CREATE TABLE rail_counts (
    rail text NOT NULL,
    currency char(3) NOT NULL,
    size bigint NOT NULL,
    counted_minor bigint NOT NULL,
    free_minor bigint NOT NULL,
    short_minor bigint NOT NULL,
    looked_at timestamptz NOT NULL,
    CONSTRAINT rail_counts_pk PRIMARY KEY (rail, currency)
  );`;

const WATCH = `
  CREATE TABLE fund_watches (
    currency char(3) CONSTRAINT fund_watches_pk PRIMARY KEY,
    looked_at timestamptz NOT NULL,
    paid_at timestamptz,
    paid_minor bigint[] NOT NULL,
    runway_days bigint,
    alarms text[] NOT NULL
  );

  CREATE TABLE fund_events (
    lane smallint NOT NULL CONSTRAINT fund_events_lane_check CHECK (lane = 0),
    id text NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    currency char(3) NOT NULL,
    facts jsonb NOT NULL,
    CONSTRAINT fund_events_pk PRIMARY KEY (lane, id)
  );
  CREATE INDEX fund_events_currency_idx ON fund_events (currency, id);
  -- Other systems are told in one order with what happened on claims.
  CREATE TRIGGER fund_events_unnumbered AFTER INSERT ON fund_events
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION claim_events_are_unnumbered();

  CREATE TABLE fund_notices (
    id text CONSTRAINT fund_notices_pk PRIMARY KEY,
    lane smallint NOT NULL,
    event_id text NOT NULL,
    user_id text NOT NULL CONSTRAINT fund_notices_user_fk REFERENCES users (id),
    due_at timestamptz,
    sent_at timestamptz,
    CONSTRAINT fund_notices_event_fk FOREIGN KEY (lane, event_id) REFERENCES fund_events (lane, id)
  );
  CREATE INDEX fund_notices_due_idx ON fund_notices (due_at) WHERE due_at IS NOT NULL;`;

const CONTRIBUTIONS = `
  CREATE TABLE billed_contributions (
    id text CONSTRAINT billed_contributions_pk PRIMARY KEY,
    change_id text NOT NULL CONSTRAINT billed_contributions_change_key UNIQUE,
    payer text NOT NULL,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT billed_contributions_amount_check CHECK (amount_minor > 0),
    from_month text NOT NULL CONSTRAINT billed_contributions_from_check
      CHECK (from_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    months smallint NOT NULL
      CONSTRAINT billed_contributions_months_check CHECK (months BETWEEN 1 AND 120),
    billed_at timestamptz NOT NULL
  );
  CREATE FUNCTION billed_contributions_require_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT comes_into_force(NEW.change_id, jsonb_build_object('kind', 'contribution.bill',
         'payer', NEW.payer, 'fromMonth', NEW.from_month, 'months', NEW.months, 'money',
         jsonb_build_object('currency', NEW.currency, 'amountMinor', NEW.amount_minor::text))) THEN
      RAISE EXCEPTION 'no approved change bills %', NEW.payer
        USING ERRCODE = 'check_violation', CONSTRAINT = 'billed_contributions_approved';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER billed_contributions_approved BEFORE INSERT ON billed_contributions
    FOR EACH ROW EXECUTE FUNCTION billed_contributions_require_change();

  CREATE TABLE earned_contributions (
    billed_id text NOT NULL CONSTRAINT earned_contributions_billed_fk
      REFERENCES billed_contributions (id),
    month text NOT NULL,
    amount_minor bigint NOT NULL,
    earned_at timestamptz NOT NULL,
    CONSTRAINT earned_contributions_pk PRIMARY KEY (billed_id, month)
  );`;

const APPEND_ONLY = ['top_up_rules', 'fund_events', 'billed_contributions', 'earned_contributions']
  .map(
    (table) => `
  CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  )
  .join('');
