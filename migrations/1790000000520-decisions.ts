import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Four eyes by person, over the content that was looked at. An account names the human behind it,
 * so that two accounts of one human are one pair of eyes. A claim counts the changes of what a
 * decision stands on, names everybody who had a hand in it, and keeps where its award is to go: the
 * account itself stands apart, so that it can be erased. A decision says what it adds, and may be
 * recalled; what was awarded is kept so that awards of several claims add up. The database refuses
 * what the operations refuse, and counts the eyes once more when a payout is inserted.
 */
export class Decisions1790000000520 implements MigrationInterface {
  readonly name = 'Decisions1790000000520';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PERSONS);
    await runner.query(CLAIMS);
    await runner.query(PAYOUT_METHODS);
    await runner.query(DECISIONS);
    await runner.query(OTHER_EYES);
    await runner.query(RECALLS);
    await runner.query(PAYOUTS);
    await runner.query(`
      GRANT UPDATE (content_version, hands, earlier_hands, payout_method) ON claims TO ganpei_app;
      GRANT SELECT, INSERT ON claim_payout_methods, decision_recalls, awards TO ganpei_app;
      GRANT SELECT, INSERT, DELETE ON claim_payout_accounts TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: decisions are kept.'));
  }
}

const PERSONS = `
  ALTER TABLE users ADD COLUMN person_id text;
  UPDATE users SET person_id = id;
  ALTER TABLE users ALTER COLUMN person_id SET NOT NULL;
  CREATE INDEX users_party_idx ON users (party_id) WHERE party_id IS NOT NULL;

  CREATE FUNCTION users_name_their_person() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    NEW.person_id := coalesce(NEW.person_id, NEW.id);
    RETURN NEW;
  END $$;
  CREATE TRIGGER users_person BEFORE INSERT ON users
    FOR EACH ROW EXECUTE FUNCTION users_name_their_person();

  -- Who has no account here is a person of their own.
  CREATE FUNCTION person_of(user_id text) RETURNS text LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT coalesce((SELECT person_id FROM users WHERE id = user_id), user_id)
  $$;`;

const CLAIMS = `
  ALTER TABLE claims
    ADD COLUMN content_version integer NOT NULL DEFAULT 1,
    ADD COLUMN hands text[] NOT NULL DEFAULT '{}',
    ADD COLUMN earlier_hands text[] NOT NULL DEFAULT '{}';
  CREATE INDEX claims_merged_idx ON claims (lane, merged_into_id) WHERE merged_into_id IS NOT NULL;
  ALTER TABLE claim_events ADD COLUMN version integer NOT NULL DEFAULT 1;

  -- Another payee is another content, and after the decision there is none.
  CREATE FUNCTION claims_count_their_payee() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NEW.content_version <= OLD.content_version THEN
      RAISE EXCEPTION 'the payee of claim % changes without its content', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claims_payee_content';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER claims_payee_content BEFORE UPDATE ON claims FOR EACH ROW
    WHEN (NEW.payout_method IS DISTINCT FROM OLD.payout_method)
    EXECUTE FUNCTION claims_count_their_payee();`;

const PAYOUT_METHODS = `
  CREATE TABLE claim_payout_methods (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    position smallint NOT NULL,
    route text NOT NULL,
    account_key text,
    actor_id text NOT NULL,
    actor_role text NOT NULL,
    named_at timestamptz NOT NULL,
    CONSTRAINT claim_payout_methods_pk PRIMARY KEY (lane, claim_id, position),
    CONSTRAINT claim_payout_methods_route_check CHECK
      (route IN ('original', 'account') AND (route = 'account') = (account_key IS NOT NULL)),
    CONSTRAINT claim_payout_methods_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );
  CREATE TABLE claim_payout_accounts (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    position smallint NOT NULL,
    kind text NOT NULL CONSTRAINT claim_payout_accounts_kind_check
      CHECK (kind IN ('bank', 'alipay', 'wechat', 'wallet')),
    holder_name text NOT NULL,
    number text NOT NULL,
    bank text,
    CONSTRAINT claim_payout_accounts_pk PRIMARY KEY (lane, claim_id, position),
    CONSTRAINT claim_payout_accounts_method_fk FOREIGN KEY (lane, claim_id, position)
      REFERENCES claim_payout_methods (lane, claim_id, position)
  );
  CREATE TRIGGER claim_payout_methods_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_payout_methods
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  -- Who said last where the award goes; null when nobody did.
  CREATE FUNCTION payee_named_by(claim_lane smallint, of_claim text) RETURNS text LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT actor_id FROM claim_payout_methods
     WHERE lane = claim_lane AND claim_id = of_claim ORDER BY position DESC LIMIT 1
  $$;`;

const DECISIONS = `
  ALTER TABLE decisions
    ADD COLUMN content_version integer NOT NULL DEFAULT 1,
    ADD COLUMN added_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN own_share_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN approvals_why jsonb NOT NULL DEFAULT '{"en":"","zh-CN":""}',
    ADD CONSTRAINT decisions_added_check CHECK
      (added_minor BETWEEN 0 AND award_minor AND own_share_minor >= 0);
  ALTER TABLE decisions
    ALTER COLUMN content_version DROP DEFAULT,
    ALTER COLUMN added_minor DROP DEFAULT,
    ALTER COLUMN own_share_minor DROP DEFAULT,
    ALTER COLUMN approvals_why DROP DEFAULT;

  CREATE TABLE awards (
    lane smallint NOT NULL,
    decision_id text NOT NULL,
    claim_line_id text NOT NULL,
    claim_id text NOT NULL,
    payment_id text NOT NULL,
    claimant_party_id text NOT NULL,
    payee_key text,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT awards_amount_check CHECK (amount_minor > 0),
    awarded_at timestamptz NOT NULL,
    CONSTRAINT awards_pk PRIMARY KEY (lane, decision_id, claim_line_id),
    CONSTRAINT awards_decision_fk FOREIGN KEY (lane, decision_id) REFERENCES decisions (lane, id),
    CONSTRAINT awards_line_fk FOREIGN KEY (lane, claim_line_id) REFERENCES claim_lines (lane, id)
  );
  CREATE INDEX awards_claimant_idx ON awards (lane, claimant_party_id, awarded_at);
  CREATE INDEX awards_payment_idx ON awards (lane, payment_id, awarded_at);
  CREATE INDEX awards_payee_idx ON awards (payee_key, awarded_at) WHERE payee_key IS NOT NULL;
  CREATE TRIGGER awards_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON awards
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const OTHER_EYES = `
  -- A claim and those that were merged into it, also by way of another one.
  CREATE FUNCTION claims_in(claim claims) RETURNS TABLE (lane smallint, id text, filed_by text)
    LANGUAGE sql STABLE SET search_path = ganpei, pg_temp AS $$
    WITH RECURSIVE held AS (
      SELECT claim.lane, claim.id, claim.filed_by
      UNION ALL
      SELECT merged.lane, merged.id, merged.filed_by
        FROM held JOIN claims merged ON merged.lane = held.lane AND merged.merged_into_id = held.id
    )
    SELECT * FROM held
  $$;

  -- The persons who claim: who filed it, is the claimant, or said where its money goes.
  CREATE FUNCTION persons_claiming(claim claims) RETURNS SETOF text LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT person_of(held.filed_by) FROM claims_in(claim) held
    UNION SELECT person_of(named_by)
            FROM claims_in(claim) held, payee_named_by(held.lane, held.id) AS named_by
           WHERE named_by <> 'system'
    UNION SELECT person_id FROM users WHERE party_id = claim.claimant_party_id
  $$;

  CREATE FUNCTION is_claiming(person text, claim claims) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$ SELECT person IN (SELECT persons_claiming(claim)) $$;

  -- The persons who took a decision on it, however that ended.
  CREATE FUNCTION persons_deciding(claim claims) RETURNS SETOF text LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT DISTINCT person_of(d.decided_by)
      FROM claims_in(claim) held JOIN decisions d ON d.lane = held.lane AND d.claim_id = held.id
     WHERE d.decided_by_role <> 'system'
  $$;

  -- Whether a person had a hand in it before it was opened again. Hands are kept by the id of a
  -- first account, which may be known as another person's since.
  CREATE FUNCTION had_a_hand(person text, claim claims) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT EXISTS (SELECT FROM unnest(claim.earlier_hands) AS hand WHERE person_of(hand) = person)
  $$;

  CREATE OR REPLACE FUNCTION decisions_require_other_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE claim claims; decider text := person_of(NEW.decided_by);
  BEGIN
    SELECT * INTO claim FROM claims WHERE lane = NEW.lane AND id = NEW.claim_id;
    IF is_claiming(decider, claim) THEN
      RAISE EXCEPTION 'whoever claims or filed does not decide'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_other_eyes';
    END IF;
    IF had_a_hand(decider, claim) THEN
      RAISE EXCEPTION 'whoever had a hand in an earlier decision does not decide again'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_own_hand';
    END IF;
    IF NEW.content_version <> claim.content_version THEN
      RAISE EXCEPTION 'the decision is about another content of the claim'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_content';
    END IF;
    RETURN NEW;
  END $$;

  CREATE OR REPLACE FUNCTION decision_approvals_require_other_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE decided decisions; claim claims; approver text := person_of(NEW.approver_id);
  BEGIN
    SELECT * INTO decided FROM decisions WHERE lane = NEW.lane AND id = NEW.decision_id;
    SELECT * INTO claim FROM claims WHERE lane = decided.lane AND id = decided.claim_id;
    IF is_claiming(approver, claim) OR had_a_hand(approver, claim)
       OR approver IN (SELECT persons_deciding(claim))
       OR EXISTS (SELECT FROM decision_approvals a WHERE a.lane = NEW.lane AND a.decision_id = NEW.decision_id
            AND a.approver_id <> NEW.approver_id AND person_of(a.approver_id) = approver) THEN
      RAISE EXCEPTION 'the approver has a hand in this claim already'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_approvals_other_eyes';
    END IF;
    IF NEW.digest <> decided.digest OR EXISTS (SELECT FROM decisions later WHERE later.lane = decided.lane
         AND later.claim_id = decided.claim_id AND later.number > decided.number) THEN
      RAISE EXCEPTION 'the approval is for other content than was decided'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_approvals_digest';
    END IF;
    -- An approved one takes another approval where two who stand behind it turned out to be one.
    IF claim.status <> 'awaiting_approval'
         AND (claim.status, claim.next_step, claim.decision_id) IS DISTINCT FROM ('approved', 'confirm_award', decided.id)
       OR claim.content_version <> decided.content_version
       OR EXISTS (SELECT FROM decision_recalls r WHERE r.lane = NEW.lane AND r.decision_id = NEW.decision_id) THEN
      RAISE EXCEPTION 'decision % does not wait for approval', NEW.decision_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_approvals_awaited';
    END IF;
    RETURN NEW;
  END $$;`;

const RECALLS = `
  CREATE TABLE decision_recalls (
    lane smallint NOT NULL,
    decision_id text NOT NULL,
    recalled_by text NOT NULL,
    reason text NOT NULL CONSTRAINT decision_recalls_reason_check CHECK (length(reason) > 0),
    recalled_at timestamptz NOT NULL,
    CONSTRAINT decision_recalls_pk PRIMARY KEY (lane, decision_id),
    CONSTRAINT decision_recalls_decision_fk FOREIGN KEY (lane, decision_id) REFERENCES decisions (lane, id)
  );
  CREATE TRIGGER decision_recalls_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision_recalls
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  CREATE FUNCTION decision_recalls_by_decider() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE decided decisions;
  BEGIN
    SELECT * INTO decided FROM decisions WHERE lane = NEW.lane AND id = NEW.decision_id;
    IF person_of(NEW.recalled_by) <> person_of(decided.decided_by) THEN
      RAISE EXCEPTION 'a decision is recalled by whoever took it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_recalls_by_decider';
    END IF;
    IF NOT EXISTS (SELECT FROM claims WHERE lane = decided.lane AND id = decided.claim_id
         AND status = 'awaiting_approval' AND content_version = decided.content_version) THEN
      RAISE EXCEPTION 'decision % does not wait for approval', NEW.decision_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_approvals_awaited';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER decision_recalls_decider BEFORE INSERT ON decision_recalls
    FOR EACH ROW EXECUTE FUNCTION decision_recalls_by_decider();`;

/** Whose eyes were on it, and on what. In vain, it is ordered anew (payouts_reordered). */
const PAYOUTS = `
  -- Whether enough persons stand behind a decision, by who is who now.
  CREATE FUNCTION has_eyes(decided decisions, claim claims) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT NOT is_claiming(person_of(decided.decided_by), claim) AND decided.approvals_required <= (
      SELECT count(DISTINCT person_of(a.approver_id)) FROM decision_approvals a
       WHERE a.lane = decided.lane AND a.decision_id = decided.id AND a.verdict = 'approve' AND a.digest = decided.digest
         AND person_of(a.approver_id) <> person_of(decided.decided_by) AND NOT is_claiming(person_of(a.approver_id), claim))
  $$;

  CREATE FUNCTION payouts_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE decided decisions; claim claims;
  BEGIN
    SELECT * INTO decided FROM decisions WHERE lane = NEW.lane AND id = NEW.decision_id;
    SELECT * INTO claim FROM claims WHERE lane = NEW.lane AND id = NEW.claim_id;
    IF NOT has_eyes(decided, claim)
       OR (decided.content_version <> claim.content_version AND NEW.replaces_id IS NULL)
       OR EXISTS (SELECT FROM decision_recalls r WHERE r.lane = decided.lane AND r.decision_id = decided.id)
       OR (NEW.payee ->> 'route') <> (claim.payout_method ->> 'route')
       OR coalesce(NEW.payee ->> 'position', '') <> coalesce(claim.payout_method ->> 'position', '') THEN
      RAISE EXCEPTION 'payout % lacks eyes that looked at exactly this', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payouts_eyes BEFORE INSERT ON payouts
    FOR EACH ROW WHEN (NEW.kind = 'award') EXECUTE FUNCTION payouts_require_eyes();`;
