import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Money that claimants get beside their awards: goodwill, and what a pack pays for a promise that
 * was not kept in time. What is granted has the words that it needs, and is ordered exactly, once.
 * Both are checked here once more, behind the application.
 */
export class Goodwill1790000000790 implements MigrationInterface {
  readonly name = 'Goodwill1790000000790';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GRANTS);
    await runner.query(WORDS);
    await runner.query(ORDERS);
    await runner.query(`
      -- Beside what is_told() knows.
      CREATE TRIGGER claim_events_untold_goodwill AFTER INSERT ON claim_events FOR EACH ROW
        WHEN (NEW.kind = 'goodwill.granted') EXECUTE FUNCTION claim_event_is_untold();

      GRANT SELECT, INSERT ON goodwill_grants, goodwill_verdicts TO ganpei_app;
    `);
  }

  /** Only while nobody has granted anything: who did is kept. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM goodwill_grants) THEN
          RAISE EXCEPTION 'forward only: who granted goodwill is kept';
        END IF;
      END $$;
      DROP TRIGGER claim_events_untold_goodwill ON claim_events;
      DROP TRIGGER payouts_goodwill_in_full ON payouts;
      DROP TRIGGER payouts_goodwill ON payouts;
      DROP FUNCTION payouts_add_up_to_goodwill(), payouts_require_goodwill();
      DROP TABLE goodwill_verdicts, goodwill_grants;
      DROP FUNCTION goodwill_words_require_eyes(), is_granted(goodwill_grants);
      ALTER TABLE payouts DROP CONSTRAINT payouts_kind_check;
      ALTER TABLE payouts ADD CONSTRAINT payouts_kind_check
        CHECK (kind IN ('award', 'recovered', 'provisional'));
      DROP INDEX payouts_one_per_source_idx;
      CREATE UNIQUE INDEX payouts_one_per_source_idx ON payouts (lane, source_id, claim_line_id)
        WHERE kind = 'recovered' AND replaces_id IS NULL;
    `);
  }
}

const GRANTS = `
  CREATE TABLE goodwill_grants (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    ground text NOT NULL CONSTRAINT goodwill_grants_ground_check CHECK (ground IN ('goodwill', 'lateness')),
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT goodwill_grants_amount_check CHECK (amount_minor > 0),
    promises jsonb NOT NULL,
    reason text NOT NULL CONSTRAINT goodwill_grants_reason_check CHECK (length(reason) > 0),
    payee_key text NOT NULL,
    approvals_required smallint NOT NULL
      CONSTRAINT goodwill_grants_approvals_check CHECK (approvals_required IN (0, 1)),
    digest text NOT NULL,
    proposed_by text NOT NULL,
    proposed_by_person text NOT NULL,
    proposed_at timestamptz NOT NULL,
    CONSTRAINT goodwill_grants_pk PRIMARY KEY (lane, id),
    CONSTRAINT goodwill_grants_content_key UNIQUE (lane, id, digest, proposed_by_person),
    CONSTRAINT goodwill_grants_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );
  CREATE INDEX goodwill_grants_claim_idx ON goodwill_grants (lane, claim_id);

  CREATE TABLE goodwill_verdicts (
    lane smallint NOT NULL,
    grant_id text NOT NULL,
    verdict text NOT NULL CONSTRAINT goodwill_verdicts_verdict_check CHECK (verdict IN ('approve', 'return')),
    digest text NOT NULL,
    proposed_by_person text NOT NULL,
    note text NOT NULL,
    approver_id text NOT NULL,
    approver_person text NOT NULL,
    given_at timestamptz NOT NULL,
    CONSTRAINT goodwill_verdicts_pk PRIMARY KEY (lane, grant_id),
    CONSTRAINT goodwill_verdicts_content_fk FOREIGN KEY (lane, grant_id, digest, proposed_by_person)
      REFERENCES goodwill_grants (lane, id, digest, proposed_by_person),
    CONSTRAINT goodwill_verdicts_other_eyes
      CHECK (verdict = 'return' OR approver_person <> proposed_by_person)
  );
  CREATE TRIGGER goodwill_grants_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON goodwill_grants
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER goodwill_verdicts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON goodwill_verdicts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const WORDS = `
  -- Who gives money to a claimant is staff of that name, and nobody who claims.
  CREATE FUNCTION goodwill_words_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE account text; person text; roles text[]; claim claims;
  BEGIN
    IF TG_TABLE_NAME = 'goodwill_grants' THEN
      account := NEW.proposed_by; person := NEW.proposed_by_person; roles := '{reviewer, approver}';
      SELECT * INTO claim FROM claims WHERE lane = NEW.lane AND id = NEW.claim_id;
    ELSE
      account := NEW.approver_id; person := NEW.approver_person; roles := '{approver}';
      SELECT c.* INTO claim FROM goodwill_grants g JOIN claims c ON c.lane = g.lane AND c.id = g.claim_id
       WHERE g.lane = NEW.lane AND g.id = NEW.grant_id;
    END IF;
    IF NOT is_staff(account, person, roles) OR is_claiming(person, claim) THEN
      RAISE EXCEPTION 'this word on goodwill does not count'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'goodwill_words_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER goodwill_grants_eyes BEFORE INSERT ON goodwill_grants
    FOR EACH ROW EXECUTE FUNCTION goodwill_words_require_eyes();
  CREATE TRIGGER goodwill_verdicts_eyes BEFORE INSERT ON goodwill_verdicts
    FOR EACH ROW EXECUTE FUNCTION goodwill_words_require_eyes();

  -- Whether all words that it needs are given; who is who may be known better by now.
  CREATE FUNCTION is_granted(given goodwill_grants) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT given.approvals_required = 0 OR EXISTS (
      SELECT FROM goodwill_verdicts v
       WHERE v.lane = given.lane AND v.grant_id = given.id AND v.verdict = 'approve' AND v.digest = given.digest
         AND person_of(v.approver_id) <> person_of(given.proposed_by))
  $$;`;

const ORDERS = `
  ALTER TABLE payouts DROP CONSTRAINT payouts_kind_check;
  ALTER TABLE payouts ADD CONSTRAINT payouts_kind_check
    CHECK (kind IN ('award', 'recovered', 'goodwill', 'provisional'));
  -- One order per grant; another one only in place of one that died.
  DROP INDEX payouts_one_per_source_idx;
  CREATE UNIQUE INDEX payouts_one_per_source_idx ON payouts (lane, source_id, claim_line_id)
    WHERE kind IN ('recovered', 'goodwill') AND replaces_id IS NULL;

  CREATE FUNCTION payouts_require_goodwill() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE given goodwill_grants; claim claims; dead payouts;
  BEGIN
    SELECT * INTO given FROM goodwill_grants WHERE lane = NEW.lane AND id = NEW.source_id;
    SELECT * INTO claim FROM claims WHERE lane = NEW.lane AND id = NEW.claim_id;
    SELECT * INTO dead FROM payouts WHERE lane = NEW.lane AND id = NEW.replaces_id;
    IF given.id IS NULL OR NOT is_granted(given)
       OR (given.claim_id, given.currency) IS DISTINCT FROM (NEW.claim_id, NEW.currency)
       OR NOT EXISTS (SELECT FROM claim_lines l
            WHERE l.lane = NEW.lane AND l.id = NEW.claim_line_id AND l.claim_id = NEW.claim_id)
       OR claim.decision_id IS DISTINCT FROM NEW.decision_id
       OR (NEW.payee ->> 'route') <> (claim.payout_method ->> 'route')
       OR coalesce(NEW.payee ->> 'position', '') <> coalesce(claim.payout_method ->> 'position', '')
       OR (CASE WHEN NEW.replaces_id IS NULL
            THEN claim.status <> 'paid' OR given.payee_key IS DISTINCT FROM payee_key(NEW.payee)
            ELSE claim.status <> 'approved' OR (dead.kind, dead.source_id, dead.claim_line_id, dead.amount_minor)
                 IS DISTINCT FROM (NEW.kind, NEW.source_id, NEW.claim_line_id, NEW.amount_minor)
              OR dead.status NOT IN ('failed', 'returned')
              OR dead.status_reason IN ('contradiction', 'paid_to_state', 'released') IS TRUE
              OR reorder_persons(dead, payee_key(NEW.payee)) < reorder_persons_needed(dead, payee_key(NEW.payee)) END) THEN
      RAISE EXCEPTION 'payout % is not what was granted to the claimant', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_as_granted';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payouts_goodwill BEFORE INSERT ON payouts FOR EACH ROW
    WHEN (NEW.kind = 'goodwill') EXECUTE FUNCTION payouts_require_goodwill();

  -- When the transaction ends, what is ordered is exactly what was granted.
  CREATE FUNCTION payouts_add_up_to_goodwill() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF (SELECT sum(amount_minor) FROM payouts
         WHERE lane = NEW.lane AND source_id = NEW.source_id AND kind = 'goodwill' AND replaces_id IS NULL)
       IS DISTINCT FROM (SELECT amount_minor FROM goodwill_grants WHERE lane = NEW.lane AND id = NEW.source_id) THEN
      RAISE EXCEPTION 'the payouts of grant % are not what was granted', NEW.source_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_as_granted';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER payouts_goodwill_in_full AFTER INSERT ON payouts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.kind = 'goodwill' AND NEW.replaces_id IS NULL)
    EXECUTE FUNCTION payouts_add_up_to_goodwill();`;
