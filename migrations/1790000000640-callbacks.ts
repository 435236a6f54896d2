import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Calls that claimants ask for: the call-back with its slot, each call that was made, and the place
 * that a call-back holds in its slot. A claim has one open call-back, and a place has one holder:
 * both are keys, so that of two who want the last place one gets it.
 */
export class Callbacks1790000000640 implements MigrationInterface {
  readonly name = 'Callbacks1790000000640';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CALLBACKS);
    await runner.query(CALLS_AND_PLACES);
    await runner.query(`
      GRANT SELECT, INSERT, UPDATE ON callbacks TO ganpei_app;
      GRANT SELECT, INSERT ON callback_calls TO ganpei_app;
      GRANT SELECT, INSERT, DELETE ON callback_places TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who was called and what came of it stays.'));
  }
}

const CALLBACKS = `
  CREATE TABLE callbacks (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    callee text NOT NULL
      CONSTRAINT callbacks_callee_check CHECK (callee IN ('claimant', 'proxy')),
    phone text NOT NULL,
    locale text NOT NULL CONSTRAINT callbacks_locale_check CHECK (locale IN ('zh-CN', 'en')),
    topic text,
    slot_at timestamptz NOT NULL,
    slot_ends_at timestamptz NOT NULL,
    state text NOT NULL CONSTRAINT callbacks_state_check
      CHECK (state IN ('booked', 'done', 'missed', 'cancelled')),
    tries smallint NOT NULL DEFAULT 0,
    lapses smallint NOT NULL DEFAULT 0,
    taken_by text,
    taken_at timestamptz,
    booked_by text NOT NULL,
    booked_by_role text NOT NULL
      CONSTRAINT callbacks_role_check CHECK (booked_by_role IN ('claimant', 'agent')),
    version integer NOT NULL,
    booked_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT callbacks_pk PRIMARY KEY (lane, id),
    CONSTRAINT callbacks_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT callbacks_slot_check CHECK (slot_ends_at > slot_at),
    CONSTRAINT callbacks_taken_check CHECK ((taken_by IS NULL) = (taken_at IS NULL)
      AND (taken_by IS NULL OR state = 'booked'))
  );
  CREATE UNIQUE INDEX callbacks_open_key ON callbacks (lane, claim_id)
    WHERE state = 'booked';
  CREATE INDEX callbacks_claim_idx ON callbacks (lane, claim_id, id);
  -- The list of calls, and those whose slot has passed: of all lanes, because the desk is one.
  CREATE INDEX callbacks_slot_idx ON callbacks (slot_at, id) WHERE state = 'booked';`;

const CALLS_AND_PLACES = `
  CREATE TABLE callback_calls (
    lane smallint NOT NULL,
    id text NOT NULL,
    callback_id text NOT NULL,
    outcome text NOT NULL CONSTRAINT callback_calls_outcome_check
      CHECK (outcome IN ('reached', 'missed', 'wrong_number', 'refused')),
    called_by text NOT NULL,
    called_at timestamptz NOT NULL,
    CONSTRAINT callback_calls_pk PRIMARY KEY (lane, id),
    CONSTRAINT callback_calls_callback_fk FOREIGN KEY (lane, callback_id)
      REFERENCES callbacks (lane, id)
  );
  CREATE INDEX callback_calls_callback_idx ON callback_calls (lane, callback_id, id);
  CREATE TRIGGER callback_calls_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON callback_calls
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  CREATE TABLE callback_places (
    lane smallint NOT NULL,
    slot_at timestamptz NOT NULL,
    place smallint NOT NULL CONSTRAINT callback_places_place_check CHECK (place > 0),
    callback_id text NOT NULL,
    CONSTRAINT callback_places_pk PRIMARY KEY (lane, slot_at, place),
    CONSTRAINT callback_places_callback_key UNIQUE (lane, callback_id)
  );`;
