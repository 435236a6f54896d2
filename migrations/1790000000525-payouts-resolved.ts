import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What follows where no machine may decide about a payout: two persons resolve it with evidence, or
 * order it again after it failed or came back; money that came back is held until it is sent again
 * or nobody can claim it any more. And what keeps payouts back: limits of a rail for a day, and a
 * pause of a rail that does not answer.
 */
export class PayoutsResolved1790000000525 implements MigrationInterface {
  readonly name = 'PayoutsResolved1790000000525';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAYOUTS);
    await runner.query(RESOLUTIONS);
    await runner.query(REORDERS);
    await runner.query(ORDERS);
    await runner.query(RAILS);
    await runner.query(`
      GRANT SELECT, INSERT ON payout_resolutions, payout_resolution_approvals, payout_reorders TO ganpei_app;
      GRANT UPDATE (returned_at, held_minor, awaits_payee_until, payee_confirmation) ON payouts TO ganpei_app;
      GRANT SELECT, INSERT, UPDATE ON rail_days, rail_breakers TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who resolved a payout stays on record.'));
  }
}

const PAYOUTS = `
  ALTER TABLE payouts
    ADD COLUMN replaces_id text,
    ADD COLUMN reissued_minor bigint NOT NULL DEFAULT 0
      CONSTRAINT payouts_reissued_check CHECK (reissued_minor >= 0 AND reissued_minor <= amount_minor),
    ADD COLUMN returned_at timestamptz,
    ADD COLUMN held_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN awaits_payee_until timestamptz,
    ADD COLUMN payee_confirmation text,
    ADD CONSTRAINT payouts_replaces_fk FOREIGN KEY (lane, replaces_id) REFERENCES payouts (lane, id),
    ADD CONSTRAINT payouts_replaced_key UNIQUE (lane, replaces_id),
    ADD CONSTRAINT payouts_held_check
      CHECK (held_minor IN (0, amount_minor) AND (held_minor = 0 OR status = 'returned'));
  CREATE INDEX payouts_held_idx ON payouts (returned_at) WHERE held_minor > 0;
  -- A decision orders a line once. What came back after a later decision is ordered again by that
  -- one, beside what it ordered itself.
  CREATE UNIQUE INDEX payouts_one_per_decision_idx ON payouts (lane, claim_line_id, decision_id)
    WHERE kind = 'award' AND status NOT IN ('failed', 'cancelled', 'returned') AND replaces_id IS NULL;`;

const RESOLUTIONS = `
  CREATE TABLE payout_resolutions (
    lane smallint NOT NULL,
    payout_id text NOT NULL,
    number integer NOT NULL,
    outcome text NOT NULL CONSTRAINT payout_resolutions_outcome_check CHECK (outcome IN
      ('settled', 'failed', 'resend_same_key', 'paid_to_state', 'released')),
    transfer_id text,
    settled_at timestamptz,
    evidence_kind text NOT NULL CONSTRAINT payout_resolutions_evidence_check CHECK (evidence_kind IN
      ('statement_line', 'rail_portal', 'bank_letter')),
    evidence_reference text NOT NULL,
    note text NOT NULL,
    payout_status text NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    CONSTRAINT payout_resolutions_pk PRIMARY KEY (lane, payout_id, number),
    CONSTRAINT payout_resolutions_settled_check CHECK ((outcome = 'settled') = (settled_at IS NOT NULL)),
    CONSTRAINT payout_resolutions_payout_fk FOREIGN KEY (lane, payout_id) REFERENCES payouts (lane, id)
  );
  CREATE TABLE payout_resolution_approvals (
    lane smallint NOT NULL,
    payout_id text NOT NULL,
    number integer NOT NULL,
    verdict text NOT NULL CONSTRAINT payout_resolution_approvals_verdict_check CHECK (verdict IN ('approve', 'return')),
    note text NOT NULL,
    approver_id text NOT NULL,
    approved_at timestamptz NOT NULL,
    CONSTRAINT payout_resolution_approvals_pk PRIMARY KEY (lane, payout_id, number),
    CONSTRAINT payout_resolution_approvals_resolution_fk FOREIGN KEY (lane, payout_id, number)
      REFERENCES payout_resolutions (lane, payout_id, number)
  );
  CREATE TRIGGER payout_resolutions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_resolutions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER payout_resolution_approvals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_resolution_approvals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  CREATE FUNCTION payout_is_claimed_by(person text, of_lane smallint, of_payout text) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT EXISTS (SELECT FROM payouts p JOIN claims c ON c.lane = p.lane AND c.id = p.claim_id
      WHERE p.lane = of_lane AND p.id = of_payout AND is_claiming(person, c))
  $$;

  CREATE FUNCTION payout_resolutions_require_other_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF payout_is_claimed_by(person_of(NEW.proposed_by), NEW.lane, NEW.payout_id) THEN
      RAISE EXCEPTION 'whoever claims or filed does not say what became of the payout'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_resolutions_other_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payout_resolutions_eyes BEFORE INSERT ON payout_resolutions
    FOR EACH ROW EXECUTE FUNCTION payout_resolutions_require_other_eyes();

  CREATE FUNCTION payout_resolution_approvals_require_other_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE approver text := person_of(NEW.approver_id);
  BEGIN
    IF payout_is_claimed_by(approver, NEW.lane, NEW.payout_id)
       OR EXISTS (SELECT FROM payout_resolutions r WHERE r.lane = NEW.lane AND r.payout_id = NEW.payout_id
            AND r.number = NEW.number AND person_of(r.proposed_by) = approver) THEN
      RAISE EXCEPTION 'what became of payout % is confirmed by another person', NEW.payout_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_resolution_approvals_other_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payout_resolution_approvals_eyes BEFORE INSERT ON payout_resolution_approvals
    FOR EACH ROW EXECUTE FUNCTION payout_resolution_approvals_require_other_eyes();

  -- A payout that waits for people ends by what two of them say, or by a final answer of its rail.
  CREATE FUNCTION payouts_end_by_proof() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM payout_resolutions r JOIN payout_resolution_approvals a USING (lane, payout_id, number)
         WHERE r.lane = NEW.lane AND r.payout_id = NEW.id AND a.verdict = 'approve' AND r.outcome = NEW.status
           AND a.approved_at = NEW.updated_at)
       AND NOT EXISTS (SELECT FROM payout_answers s WHERE s.lane = NEW.lane AND s.payout_id = NEW.id
         AND s.number = OLD.fence AND s.applied
         AND s.class = CASE NEW.status WHEN 'settled' THEN 'confirmed' WHEN 'failed' THEN 'rejected' ELSE 'returned' END) THEN
      RAISE EXCEPTION 'payout % ends without proof', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_end_by_proof';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payouts_end BEFORE UPDATE OF status ON payouts FOR EACH ROW
    WHEN (OLD.status = 'action_required' AND NEW.status IN ('settled', 'failed', 'returned'))
    EXECUTE FUNCTION payouts_end_by_proof();`;

const REORDERS = `
  CREATE TABLE payout_reorders (
    lane smallint NOT NULL,
    payout_id text NOT NULL,
    payee_key text NOT NULL,
    ordered_by text NOT NULL,
    reason text NOT NULL CONSTRAINT payout_reorders_reason_check CHECK (length(reason) > 0),
    ordered_at timestamptz NOT NULL,
    CONSTRAINT payout_reorders_pk PRIMARY KEY (lane, payout_id, payee_key, ordered_by),
    CONSTRAINT payout_reorders_payout_fk FOREIGN KEY (lane, payout_id) REFERENCES payouts (lane, id)
  );
  CREATE TRIGGER payout_reorders_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_reorders
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  CREATE FUNCTION payout_reorders_require_other_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF payout_is_claimed_by(person_of(NEW.ordered_by), NEW.lane, NEW.payout_id) THEN
      RAISE EXCEPTION 'whoever claims or filed does not order the payout again'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_reorders_other_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payout_reorders_eyes BEFORE INSERT ON payout_reorders
    FOR EACH ROW EXECUTE FUNCTION payout_reorders_require_other_eyes();

  -- Another payee is another content; after the decision only where a payout died, and then people
  -- look at it before money goes there.
  CREATE OR REPLACE FUNCTION claims_count_their_payee() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NEW.content_version <= OLD.content_version AND NOT (OLD.status = 'approved' AND NEW.status = 'approved'
         AND NEW.next_step = 'order_again' AND EXISTS (SELECT FROM payouts p WHERE p.lane = OLD.lane
           AND p.claim_id = OLD.id AND p.status IN ('failed', 'returned'))) THEN
      RAISE EXCEPTION 'the payee of claim % changes without its content', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claims_payee_content';
    END IF;
    RETURN NEW;
  END $$;

  -- Where an order goes, in a word: the way back, or the place of the account on the claim.
  CREATE FUNCTION payee_key(payee jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(payee ->> 'position', payee ->> 'route')
  $$;

  -- The persons who must have ordered a dead payout again: one; for another payee than it had, as
  -- many as stood behind the decision (two behind what is no award), because nobody of them has
  -- seen this one.
  CREATE FUNCTION reorder_persons_needed(dead payouts, to_payee_key text) RETURNS integer LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT CASE WHEN payee_key(dead.payee) = to_payee_key THEN 1
      ELSE greatest(1 + (dead.kind <> 'award')::integer,
        d.approvals_required + (d.decided_by_role <> 'system')::integer) END
      FROM decisions d WHERE d.lane = dead.lane AND d.id = dead.decision_id
  $$;
  CREATE FUNCTION reorder_persons(dead payouts, to_payee_key text) RETURNS integer LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT count(DISTINCT person_of(r.ordered_by))::integer FROM payout_reorders r
     WHERE r.lane = dead.lane AND r.payout_id = dead.id AND r.payee_key = to_payee_key
       AND NOT payout_is_claimed_by(person_of(r.ordered_by), dead.lane, dead.id)
  $$;`;

const ORDERS = `
  -- An order in place of one that died since the decision needs persons who ordered exactly this;
  -- one whose rail says meanwhile that it was paid is nothing to order again.
  CREATE FUNCTION payouts_require_reorder() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE dead payouts;
  BEGIN
    IF NEW.replaces_id IS NULL AND NOT EXISTS (
         SELECT FROM claim_payout_methods m JOIN claims c ON c.lane = m.lane AND c.id = m.claim_id
          WHERE m.lane = NEW.lane AND m.claim_id = NEW.claim_id AND m.named_at > c.decided_at)
       AND NOT EXISTS (
         SELECT FROM payouts p JOIN claims c ON c.lane = p.lane AND c.id = p.claim_id
          WHERE p.lane = NEW.lane AND p.claim_line_id = NEW.claim_line_id AND p.kind = 'award' AND p.status IN ('failed', 'returned')
            AND p.status_reason IS DISTINCT FROM 'paid_to_state' AND p.status_reason IS DISTINCT FROM 'released'
            AND (p.decision_id = NEW.decision_id OR p.updated_at > c.decided_at)
            AND NOT EXISTS (SELECT FROM payouts q WHERE q.lane = p.lane AND q.replaces_id = p.id)) THEN
      RETURN NEW;
    END IF;
    SELECT * INTO dead FROM payouts p WHERE p.lane = NEW.lane AND p.claim_line_id = NEW.claim_line_id
       AND p.kind = 'award' AND p.id = NEW.replaces_id AND p.status IN ('failed', 'returned');
    IF dead.id IS NULL
       OR EXISTS (SELECT FROM payouts p WHERE p.lane = NEW.lane AND p.claim_line_id = NEW.claim_line_id
            AND p.status = 'failed' AND p.status_reason = 'contradiction')
       OR reorder_persons(dead, payee_key(NEW.payee)) < reorder_persons_needed(dead, payee_key(NEW.payee)) THEN
      RAISE EXCEPTION 'payout % was not ordered again by enough persons', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_reordered';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payouts_reordered BEFORE INSERT ON payouts
    FOR EACH ROW WHEN (NEW.kind = 'award') EXECUTE FUNCTION payouts_require_reorder();`;

/** What went over a rail on a day, lane by lane so that lanes do not wait for each other. */
const RAILS = `
  CREATE TABLE rail_days (
    lane smallint NOT NULL,
    rail text NOT NULL,
    currency char(3) NOT NULL,
    day date NOT NULL,
    payouts integer NOT NULL CONSTRAINT rail_days_payouts_check CHECK (payouts > 0),
    amount_minor bigint NOT NULL CONSTRAINT rail_days_amount_check CHECK (amount_minor > 0),
    CONSTRAINT rail_days_pk PRIMARY KEY (lane, rail, currency, day)
  );
  CREATE INDEX rail_days_day_idx ON rail_days (rail, currency, day);
  CREATE TABLE rail_breakers (
    rail text NOT NULL,
    unknowns integer NOT NULL CONSTRAINT rail_breakers_unknowns_check CHECK (unknowns >= 0),
    since timestamptz NOT NULL,
    open_until timestamptz,
    CONSTRAINT rail_breakers_pk PRIMARY KEY (rail)
  );`;
