import { Client } from 'pg';

import { makeReference } from '@app/claims';

import { knownNames } from './queue-people';

const TABLES = [
  'claims',
  'claim_contacts',
  'claim_events',
  'claim_lines',
  'payment_keys',
  'assessments',
];
/** Of so many claims, one is open; the rest have been closed long ago. */
const OPEN_OF = 20;
const REVIEWERS = 50;

/** A claim of the seed as somebody who searches knows it. */
export interface KnownClaim {
  readonly id: string;
  readonly reference: string;
  readonly phone: string;
  readonly name: string;
  readonly sourceId: string;
}

/**
 * Fills a database with claims by a few statements over whole sets: each with contact, line,
 * timeline and payment key, one of twenty open in all the ways that a claim can be open. Rules that
 * are triggers stand aside meanwhile: nothing here was ever filed. Returns some of them.
 */
export async function seedClaims(adminUrl: string, claims: number): Promise<KnownClaim[]> {
  const client = new Client({
    connectionString: adminUrl,
    options: '-c search_path=ganpei,bullmq -c session_replication_role=replica',
  });
  await client.connect();
  try {
    await client.query(`SET maintenance_work_mem = '512MB'; SET synchronous_commit = off`);
    await addPeople(client);
    await withoutIndexes(client, async () => {
      for (const statement of STATEMENTS) await client.query(statement, [claims]);
      await nameSome(client);
    });
    await client.query(`VACUUM (ANALYZE) ${[...TABLES, 'users'].join(', ')}`);
    const { rows } = await client.query<KnownClaim>(KNOWN);
    return rows;
  } finally {
    await client.end();
  }
}

async function addPeople(client: Client): Promise<void> {
  const names = knownNames();
  await client.query(
    `CREATE UNLOGGED TABLE seed_names AS
       SELECT n::int AS n, name, keys::tsvector AS keys
         FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS known (name, keys, n)`,
    [names.map(({ name }) => name), names.map(({ keys }) => keys)],
  );
  await client.query('CREATE UNIQUE INDEX ON seed_names (n)');
  await client.query(
    `INSERT INTO users (id, person_id, username, password_hash, name, role, created_at)
     SELECT id, id, id, '-', 'Reviewer ' || n, 'reviewer', now()
       FROM generate_series(1, ${REVIEWERS}) n,
            LATERAL (SELECT 'usr_01' || lpad(to_hex(n), 24, '0') AS id) named`,
  );
  await client.query(
    `CREATE UNLOGGED TABLE seed_owners AS
       SELECT row_number() OVER (ORDER BY id)::int - 1 AS n, id FROM users WHERE role = 'reviewer'`,
  );
}

/** Indexes are made once over all rows, which takes a fraction of the time. */
async function withoutIndexes(client: Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = ANY ($1::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)`,
    [TABLES],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  await work();
  for (const { definition } of rows) await client.query(definition);
}

/** Some references with their check character, so that somebody can ask for them. */
async function nameSome(client: Client): Promise<void> {
  const { rows } = await client.query<{ lane: number; id: string }>(
    'SELECT lane, id FROM claims WHERE next_step IS NOT NULL ORDER BY id DESC LIMIT 200',
  );
  const references = rows.map(({ lane }, index) => makeReference(lane, 1_000 + index));
  await client.query(
    `UPDATE claims c SET reference = named.reference
       FROM unnest($1::smallint[], $2::text[], $3::text[]) AS named (lane, id, reference)
      WHERE c.lane = named.lane AND c.id = named.id`,
    [rows.map(({ lane }) => lane), rows.map(({ id }) => id), references],
  );
}

/** An id whose low six bits are its lane, in the order of `i`. Hexadecimal is base32 as well. */
function id(prefix: string): string {
  return `'${prefix}_01' || lpad(to_hex(i), 22, '0') || (i % 64 / 32)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (i % 32)::int + 1, 1)`;
}

/** A number from 0 to 999 that looks random, another one for each salt, the same each time. */
function chance(salt: number): string {
  return `(abs(hashint8(i * 7 + ${salt})::bigint) % 1000)`;
}

const IN_DAYS = (salt: number): string => `interval '1 minute' * (${chance(salt)} * 15 + 1000)`;

/** None that a job would take for lost: the service would try to work on them all the time. */
const CLAIMS = `
  INSERT INTO claims (lane, id, reference, claimant_party_id, filed_by, loss_type, pack_id,
    pack_version, narrative, discovered_at, payout_method, currency, claimed_minor, reserve_minor,
    awarded_minor, paid_minor, status, owner_id, next_step, next_by, next_due_at, escalated_at,
    priority, reopening_id, version, moved_at, filed_at, updated_at, unowned_since)
  SELECT i % 64, ${id('clm')}, 'CLM-S' || lpad(i::text, 9, '0'), 'p_' || (i / 2), 'usr_seed',
    'account_theft', 'cn-wallet-theft-guarantee', '0.1.0', repeat('My phone was stolen. ', 12),
    filed_at, '{"route":"original"}', 'CNY', 1000 + ${chance(1)} * 700, 0,
    CASE WHEN step IS NULL THEN 1000 END, CASE WHEN step IS NULL THEN 1000 ELSE 0 END, status,
    CASE WHEN step IS NOT NULL AND ${chance(2)} < 990
      THEN (SELECT id FROM seed_owners WHERE n = (i / 3) % (SELECT count(*) FROM seed_owners)) END,
    step, acts, CASE WHEN step IS NOT NULL THEN now() + ${IN_DAYS(3)} END,
    CASE WHEN step IS NOT NULL AND acts <> 'claimant' AND ${chance(4)} < 50
      THEN now() - interval '1 minute' * (${chance(5)} * 20) END,
    CASE WHEN ${chance(6)} < 30 THEN 1 ELSE 0 END,
    CASE WHEN status = 'in_review' AND ${chance(7)} < 20 THEN ${id('apl')} END,
    3, now() - interval '1 minute' * ${chance(8)} * 10, filed_at, filed_at + interval '1 day', now()
  FROM (
    SELECT i, now() - interval '1 second' * (($1::bigint - i) * 30) AS filed_at, open.*
      FROM generate_series(1, $1::bigint) i,
      LATERAL (SELECT CASE WHEN i % ${OPEN_OF} = 0 OR i > $1::bigint * 99 / 100 THEN ${chance(9)} ELSE 1000 END AS kind) drawn,
      LATERAL (SELECT * FROM (VALUES
        (440, 'in_review', 'review', 'reviewer'),
        (520, 'awaiting_approval', 'approve', 'approver'),
        (880, 'awaiting_claimant', 'add_evidence', 'claimant'),
        (920, 'approved', 'await_funds', 'operator'),
        (1000, 'paying', 'settle_payout', 'system'),
        (1001, 'closed', NULL, NULL)) AS kinds (below, status, step, acts)
        WHERE drawn.kind < below ORDER BY below LIMIT 1) open) seeded`;

const CONTACTS = `
  INSERT INTO claim_contacts (lane, claim_id, name, email, phone, locale, search_keys)
  SELECT i % 64, ${id('clm')}, named.name, mail, '+86' || digits, CASE WHEN i % 5 = 0 THEN 'en' ELSE 'zh-CN' END,
    named.keys || ('''p:' || reverse('86' || digits) || '''')::tsvector
      || coalesce(('''e:' || mail || '''')::tsvector, ''::tsvector)
  FROM generate_series(1, $1::bigint) i,
    LATERAL (SELECT '13' || lpad(((i * 7919) % 1000000000)::text, 9, '0') AS digits) phone,
    LATERAL (SELECT CASE WHEN i % 3 = 0 THEN digits || '@example.cn' END AS mail) mailed,
    seed_names named
  WHERE named.n =
      1 + ((abs(hashint8(i)::bigint) % 1000) * (abs(hashint8(i + 13)::bigint) % 1000)
        * (SELECT count(*) FROM seed_names)) / 1000000`;

const EVENTS = `
  INSERT INTO claim_events (lane, id, claim_id, at, kind, actor_id, actor_role, summary)
  SELECT i % 64, replace(${id('cev')}, 'cev_01', 'cev_0' || k), ${id('clm')}, now(),
    CASE k WHEN 1 THEN 'claim.filed' ELSE 'claim.in_review' END, 'system', 'system',
    '{"en":"We received your claim.","zh-CN":"我们已收到您的索赔。"}'
  FROM generate_series(1, $1::bigint) i, generate_series(1, 2) k`;

const LINES = `
  INSERT INTO claim_lines (lane, id, claim_id, position, payment_id, currency, amount_minor, status)
  SELECT i % 64, ${id('cln')}, ${id('clm')}, 0, ${id('pmt')}, 'CNY', 1000, 'claimed'
  FROM generate_series(1, $1::bigint) i`;

const PAYMENTS = `
  INSERT INTO payment_keys (lane, source, source_id, payment_id)
  SELECT (i * 31) % 64, 'seed-' || (i % 6), '4200' || lpad(i::text, 24, '0'), ${id('pmt')}
  FROM generate_series(1, $1::bigint) i`;

/** The newest assessment of what is open, with signals as they are: some kilobytes. */
const ASSESSMENTS = `
  INSERT INTO assessments (lane, id, claim_id, number, pack_id, pack_version, facts, result, assessed_at)
  SELECT c.lane, replace(c.id, 'clm_', 'ast_'), c.id, 1, c.pack_id, c.pack_version, '{}',
    jsonb_build_object('signals', (SELECT jsonb_agg(jsonb_build_object('code', 'signal_' || s,
        'clean', s > 2, 'value', md5(c.id || s), 'threshold', '3', 'direction', 'above'))
      FROM generate_series(1, 14) s), 'steps', repeat(md5(c.id), 40)), now()
  FROM claims c WHERE c.next_step IS NOT NULL AND $1::bigint > 0
    AND NOT EXISTS (SELECT FROM assessments a WHERE a.lane = c.lane AND a.claim_id = c.id)`;

const STATEMENTS = [CLAIMS, CONTACTS, EVENTS, LINES, PAYMENTS, ASSESSMENTS];

const KNOWN = `
  SELECT c.id, c.reference, contact.phone, contact.name, k.source_id AS "sourceId"
    FROM (SELECT * FROM claims WHERE next_step IS NOT NULL ORDER BY id DESC LIMIT 200) c
    JOIN claim_contacts contact ON contact.lane = c.lane AND contact.claim_id = c.id
    JOIN claim_lines line ON line.lane = c.lane AND line.claim_id = c.id
    JOIN payment_keys k ON k.payment_id = line.payment_id`;
