import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Silence is impossible. Who owns an open claim stands in its row, or since when nobody may; no
 * claim comes to rest without a line in its timeline that the claimant is told with its reason. A
 * claim that waits for its claimant knows when they are reminded. And what was refused to somebody
 * can be looked up by the number that they were given: which route, why and by whom it was asked
 * for, for thirty days, and nothing of what was sent.
 */
export class NoSilence1790000000630 implements MigrationInterface {
  readonly name = 'NoSilence1790000000630';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLAIMS);
    await runner.query(OWNERS);
    await runner.query(TOLD);
    await runner.query(REFUSALS);
    await runner.query(`
      GRANT UPDATE (remind_at) ON claims TO ganpei_app;
      GRANT SELECT, INSERT, DELETE ON refused_requests TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: a claim that was told of stays told of.'));
  }
}

/** Whoever is waited for already is looked at once, and reminded when it is time. */
const CLAIMS = `
  ALTER TABLE claims
    ADD COLUMN remind_at timestamptz,
    ADD COLUMN unowned_since timestamptz;
  UPDATE claims SET remind_at = now() WHERE status = 'awaiting_claimant';
  UPDATE claims SET unowned_since = updated_at
   WHERE status NOT IN ('paid', 'denied', 'withdrawn', 'closed') AND owner_id IS NULL
     AND next_by <> 'system';
  CREATE INDEX claims_remind_idx ON claims (remind_at) WHERE remind_at IS NOT NULL;
  CREATE INDEX claims_unowned_idx ON claims (unowned_since) WHERE unowned_since IS NOT NULL;`;

/** Next step, who takes it and by when were asked for before (claims_next_step_check). */
const OWNERS = `
  ALTER TABLE claims ADD CONSTRAINT claims_owner_check CHECK (
    status IN ('paid', 'denied', 'withdrawn', 'closed') OR next_by = 'system'
    OR owner_id IS NOT NULL OR unowned_since IS NOT NULL);

  CREATE FUNCTION claims_know_their_owner() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NEW.owner_id IS NOT NULL OR NEW.next_by IS NULL OR NEW.next_by = 'system'
      OR NEW.status IN ('paid', 'denied', 'withdrawn', 'closed') THEN
      NEW.unowned_since := NULL;
    ELSE
      NEW.unowned_since := coalesce(NEW.unowned_since, NEW.updated_at);
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER claims_owner BEFORE INSERT OR UPDATE OF owner_id, status, next_by ON claims
    FOR EACH ROW EXECUTE FUNCTION claims_know_their_owner();`;

/** The kinds are those of TOLD_AT_REST, which a test compares. */
const TOLD = `
  CREATE FUNCTION claims_are_told_their_end() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM claim_events e
                    WHERE e.lane = NEW.lane AND e.claim_id = NEW.id AND e.version = NEW.version
                      AND e.kind IN ('claim.denied', 'claim.confirmed', 'payout.settled',
                        'award.taken_back', 'claim.withdrawn', 'claim.merged_into', 'claim.closed',
                        'claim.closed_unanswered', 'credit.final')) THEN
      RAISE EXCEPTION 'claim % comes to rest and its claimant is not told why', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claims_rest_is_told';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER claims_rest_is_told AFTER UPDATE OF status ON claims
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status IN ('paid', 'denied', 'withdrawn', 'closed')
      AND NEW.status IS DISTINCT FROM OLD.status)
    EXECUTE FUNCTION claims_are_told_their_end();`;

const REFUSALS = `
  CREATE TABLE refused_requests (
    lane smallint NOT NULL,
    request_id text NOT NULL,
    at timestamptz NOT NULL,
    method text NOT NULL,
    route text,
    kind text NOT NULL,
    code text NOT NULL,
    field text,
    user_id text,
    CONSTRAINT refused_requests_pk PRIMARY KEY (lane, request_id)
  );
  CREATE INDEX refused_requests_at_idx ON refused_requests (at);`;
