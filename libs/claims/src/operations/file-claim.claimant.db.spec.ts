import type { Actor } from '@app/platform';

import { aClaimant, aFiling, aPaymentOf, claimNow } from '../../../../test/support/cases';
import { actsOn } from '../../../../test/support/claim-traces';
import { endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimPartsQueries } from '../claim-parts.queries';
import { ClaimQueries } from '../claims.queries';
import type { NewClaim } from '../filing/filing';
import { FilingQueries } from '../filing/filing.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { FileClaim } from './file-claim';
import { OpenIncident } from './open-incident';

describe('what a filing says of the claimant', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** Files by the claimant, or by the agent for them. */
  const file = async (said: Partial<NewClaim>, by?: Actor): Promise<ClaimEntity> => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const filing = { ...aFiling(ops, [{ payment }]), claimantPartyId: claimant.partyId, ...said };
    const { id } = await ops.transaction((tx) =>
      ops.get(FileClaim).run(tx, by ?? claimant, filing),
    );
    return claimNow(ops, { id });
  };
  const anIncident = async (): Promise<string> => {
    const input = { title: 'A false shop', description: null };
    const { id } = await ops.transaction((tx) =>
      ops.get(OpenIncident).run(tx, ops.staff.sun, input),
    );
    return id;
  };

  async function representationOf(claim: ClaimEntity): Promise<unknown> {
    const [parts] = await ops.get(ClaimPartsQueries).of(ops.reads, [claim]);
    return parts?.representation;
  }

  it('is that they are a person who files alone, when nothing is said', async () => {
    const claim = await file({});
    expect(claim).toMatchObject({ claimantKind: 'individual', priority: 0, incidentId: null });
    const filings = ops.get(FilingQueries);
    expect(await representationOf(claim)).toBeNull();
    expect(await filings.proxy(ops.reads, claim)).toBeNull();
    expect(await filings.vulnerabilities(ops.reads, claim)).toEqual([]);
  });

  it.each([
    [undefined, { basis: 'call', note: null }],
    [
      { basis: 'guardian', note: 'The son, with his papers.' },
      { basis: 'guardian', note: 'The son, with his papers.' },
    ],
  ] as const)('is on what basis an agent files: %j', async (representation, kept) => {
    const said = representation === undefined ? {} : { representation };
    const claim = await file(said, ops.staff.sun);
    expect(await representationOf(claim)).toMatchObject({
      ...kept,
      agentId: ops.staff.sun.id,
      recordedAt: claim.filedAt,
    });
  });

  it('is who speaks for them', async () => {
    const proxy = {
      name: 'A daughter',
      email: null,
      phone: '+8613900139000',
      relation: 'daughter',
    };
    const claim = await file({ proxy });
    expect(await ops.get(FilingQueries).proxy(ops.reads, claim)).toMatchObject(proxy);
  });

  it('is that they are vulnerable, which moves them forward and is told nowhere else', async () => {
    const vulnerability = {
      kinds: ['health', 'capability'],
      supportNeeds: 'Large print.',
    } as const;
    const claim = await file({ vulnerability }, ops.staff.sun);
    expect(claim.priority).toBe(1);
    expect(await ops.get(FilingQueries).vulnerabilities(ops.reads, claim)).toMatchObject([
      { position: 0, ...vulnerability, actorId: ops.staff.sun.id, actorRole: 'agent' },
    ]);
    const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    const jobs = await ops.jobs('assess-claim', { claimId: claim.id });
    expect(JSON.stringify([timeline, jobs])).not.toMatch(/health|print|vulnerab/i);
    expect(await actsOn(ops, claim)).toEqual(['claim.filed', 'need_to_know.recorded']);
  });

  it('is nothing when no kind of it is named', async () => {
    const claim = await file({ vulnerability: { kinds: [], supportNeeds: null } });
    expect(claim.priority).toBe(0);
    expect(await ops.get(FilingQueries).vulnerabilities(ops.reads, claim)).toEqual([]);
  });

  it('is what they are', async () => {
    const claim = await file({ claimantKind: 'micro_enterprise' });
    expect(claim.claimantKind).toBe('micro_enterprise');
  });

  it('is to which incident it belongs, and so say its books', async () => {
    const incidentId = await anIncident();
    const claim = await file({ incidentId }, ops.staff.sun);
    expect(claim.incidentId).toBe(incidentId);
    const rows = await ops.reads.query<{ incident: string }[]>(
      `SELECT transfer.dimensions->>'incident' AS incident FROM ledger_transfers transfer
         JOIN ledger_journals journal ON journal.lane = transfer.lane AND journal.id = journal_id
        WHERE journal.claim_id = $1`,
      [claim.id],
    );
    expect(rows.map(({ incident }) => incident)).toEqual([incidentId, incidentId]);
  });

  it('is the device and the addresses, of which only keys are kept', async () => {
    const device = { id: `device of ${process.pid}` };
    const claim = await file({ device });
    const links = await ops.reads.query<{ kind: string; key: string }[]>(
      'SELECT kind, key FROM claim_links WHERE claim_id = $1 ORDER BY kind',
      [claim.id],
    );
    expect(links.map(({ kind }) => kind)).toEqual(['device', 'phone']);
    expect(JSON.stringify(links)).not.toContain(device.id);
  });

  it.each<[string, Partial<NewClaim>, 'agent' | 'claimant', string]>([
    [
      'a basis of a claimant',
      { representation: { basis: 'call', note: null } },
      'claimant',
      'claim.representation_for_agents',
    ],
    [
      'a proxy whom nobody reaches',
      { proxy: { name: 'A friend', email: null, phone: null, relation: null } },
      'claimant',
      'claim.proxy_unreachable',
    ],
    [
      'a kind of claimant that nobody knows',
      { claimantKind: 'martian' },
      'claimant',
      'claim.unknown_claimant_kind',
    ],
    [
      'an incident that a claimant names, there or not',
      { incidentId: 'inc_01h455vb4pex5vsknk084sn02q' },
      'claimant',
      'incident.for_staff',
    ],
    [
      'an incident that there is not',
      { incidentId: 'inc_01h455vb4pex5vsknk084sn02q' },
      'agent',
      'incident.not_found',
    ],
  ])('is refused: %s', async (_, said, role, code) => {
    const by = role === 'agent' ? ops.staff.sun : undefined;
    expect(await endOf(file(said, by))).toBe(code);
  });
});
