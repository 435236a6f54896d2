import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Limits of one currency, because a number of yen says nothing of dollars. What goes to rails by
 * hand is counted by the day, and what is more than its limit is a change of two people.
 */
export class BoundedTopUps1790000000771 implements MigrationInterface {
  readonly name = 'BoundedTopUps1790000000771';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LIMITS);
    await runner.query(TOP_UPS);
    await runner.query('GRANT SELECT, INSERT ON top_ups_by_hand TO ganpei_app');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who sent money to a rail is kept.'));
  }
}

const LIMITS = `
  ALTER TABLE limit_values ADD COLUMN currency char(3);
  CREATE OR REPLACE FUNCTION limits_require_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT comes_into_force(NEW.change_id,
             jsonb_build_object('kind', 'limit.set', 'name', NEW.name, 'value', NEW.value))
       OR NEW.currency IS DISTINCT FROM
            (SELECT content ->> 'currency' FROM controlled_changes WHERE id = NEW.change_id) THEN
      RAISE EXCEPTION 'no approved change sets % to %', NEW.name, NEW.value
        USING ERRCODE = 'check_violation', CONSTRAINT = 'limit_values_approved';
    END IF;
    RETURN NEW;
  END $$;
  ALTER TABLE controlled_changes DROP CONSTRAINT controlled_changes_weakens_check;
  ALTER TABLE controlled_changes ADD CONSTRAINT controlled_changes_weakens_check
    CHECK (weakens OR content ->> 'kind' IN ('user.disable', 'limit.set', 'top_up.set',
      'contribution.bill', 'estimate.raise', 'rail.top_up'));`;

const TOP_UPS = `
  CREATE TABLE top_ups_by_hand (
    id text CONSTRAINT top_ups_by_hand_pk PRIMARY KEY,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT top_ups_by_hand_amount_check CHECK (amount_minor > 0),
    at timestamptz NOT NULL
  );
  CREATE INDEX top_ups_by_hand_day_idx ON top_ups_by_hand (currency, at);
  CREATE TRIGGER top_ups_by_hand_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON top_ups_by_hand
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
