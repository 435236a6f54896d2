import { AuditTrail } from '@app/audit';
import { SYSTEM } from '@app/platform';

import {
  claimNow,
  decide,
  filedCase,
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import { IncidentQueries } from '../incidents.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import type { IncidentEntity } from '../persistence/incident.entity';
import { LinkIncident } from './link-incident';
import { OpenIncident } from './open-incident';

describe('an incident', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const open = (title = 'A leak at a shop'): Promise<IncidentEntity> =>
    ops.transaction((tx) =>
      ops.get(OpenIncident).run(tx, ops.staff.wang, { title, description: null }),
    );
  const link = (claim: ClaimEntity, incidentId: string | null): Promise<ClaimEntity> =>
    ops.transaction((tx) =>
      ops
        .get(LinkIncident)
        .run(tx, ops.staff.wang, { claimId: claim.id, incidentId, reason: 'The same shop.' }),
    );
  const incidentsBooked = async ({ id }: ClaimEntity): Promise<(string | null)[]> => {
    const rows = await ops.reads.query<{ incident: string | null }[]>(
      `SELECT DISTINCT journal.id, transfer.dimensions->>'incident' AS incident
         FROM ledger_journals journal JOIN ledger_transfers transfer
           ON transfer.lane = journal.lane AND transfer.journal_id = journal.id
        WHERE journal.claim_id = $1 ORDER BY journal.id`,
      [id],
    );
    return rows.map(({ incident }) => incident);
  };

  it('has claims of several claimants in several lanes, newest first', async () => {
    const incident = await open();
    const claims = [await filedCase(ops), await filedCase(ops), await filedCase(ops)];
    for (const claim of claims) await link(claim, incident.id);
    const queries = ops.get(IncidentQueries);
    const found = await queries.claims(ops.reads, SYSTEM, incident.id, { limit: 2 });
    expect(found.map(({ id }) => id)).toEqual(
      claims
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    const rest = { limit: 2, after: found[1]!.id };
    expect(await queries.claims(ops.reads, SYSTEM, incident.id, rest)).toMatchObject([
      { id: found[2]!.id },
    ]);
  });

  it('is listed with the others, newest first', async () => {
    const [one, other] = [await open('One'), await open('Other')];
    const listed = await ops.get(IncidentQueries).list(ops.reads, { limit: 1 });
    expect(listed.map(({ id }) => id)).toEqual([other.id, one.id]);
  });

  it('stands on what is booked from then on, and not on what was booked before', async () => {
    const incident = await open();
    const claim = await reviewedCase(ops);
    await link(claim, incident.id);
    await decide(ops, await claimNow(ops, claim), { outcome: 'deny' });
    expect(await incidentsBooked(claim)).toEqual([null, null, incident.id]);
    expect(await ops.broken()).toEqual([]);
  });

  it('stands on what is paid out, too', async () => {
    const incident = await open();
    const claim = await reviewedCase(ops);
    await link(claim, incident.id);
    await decide(ops, await claimNow(ops, claim));
    await ops.openPayouts.run({ claimId: claim.id });
    const [payout] = await payoutsOf(ops, claim);
    await ops.advancePayout.run({ payoutId: payout!.id });
    const booked = await incidentsBooked(claim);
    // E04 and E05 came before it; E09, E15 and E16 after.
    expect(booked).toEqual([null, null, incident.id, incident.id, incident.id]);
  });

  it('can be another one, or none; each change has its reason, and the claimant reads nothing', async () => {
    const [one, other] = [await open(), await open()];
    const claim = await filedCase(ops);
    for (const incidentId of [one.id, one.id, other.id, null, null]) await link(claim, incidentId);
    expect(await claimNow(ops, claim)).toMatchObject({
      incidentId: null,
      version: claim.version + 3,
    });
    const acts = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
    const changes = acts.filter(({ action }) => action === 'claim.incident_changed');
    expect(changes.map(({ facts, reason }) => [facts, reason])).toEqual([
      [{ incidentId: one.id, before: null }, 'The same shop.'],
      [{ incidentId: other.id, before: one.id }, 'The same shop.'],
      [{ incidentId: null, before: other.id }, 'The same shop.'],
    ]);
    const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    expect(timeline.map(({ kind }) => kind)).toEqual(['claim.filed']);
  });

  it('must exist', async () => {
    const claim = await filedCase(ops);
    expect(await endOf(link(claim, 'inc_01h455vb4pex5vsknk084sn02q'))).toBe('incident.not_found');
    expect(await endOf(link(claim, 'nonsense'))).toBe('incident.not_found');
  });
});
