import { ClaimEntity } from '@app/claims';
import { UnitOfWork, connectionOf } from '@app/platform';
import type { Role } from '@app/platform';

import { ClaimPresenter } from '../../apps/api/src/claims/claim-presenter';
import { approval, claimOn, decide, filed, inReview, reported } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { PlantedClaims } from '../support/planted-claims';
import { anActor } from '../support/test-libs';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';

const READERS: readonly Person[] = ['lin', 'wang', 'sun', 'audit'];
const ROLES: readonly Role[] = ['claimant', 'reviewer', 'agent', 'auditor'];

/** A page of claims costs as much as one of them, and shows each as it is shown by itself. */
describe('a page of claims', () => {
  let service: TestService;
  let claims: PlantedClaims;

  beforeAll(async () => {
    service = await TestService.start();
    const decided = await inReview(service, { amountMinor: '600000' });
    await decide(service, 'wang', decided, approval(decided, '600000'));
    claims = await PlantedClaims.after(service.database.adminUrl, decided.id);
    for (const status of ['in_review', 'denied', 'paid', 'closed'] as const) {
      for (let planted = 0; planted < 5; planted += 1) await claims.plant(status);
    }
    await inReview(service, { amountMinor: '86000' });
    await claimOn(service, await reported(service), {
      by: 'sun',
      representation: { basis: 'letter', note: 'Of 12 May.' },
      proxy: { name: 'A daughter', phone: '+8613900139000', relation: 'daughter' },
    });
    await filed(service, { by: 'chen', payer: 'u_1002' });
  });
  afterAll(async () => {
    await claims.stop();
    await service.stop();
  });

  async function page(reader: Person, limit: number): Promise<ClaimJson[]> {
    const { body } = await service.get(reader, `/v1/claims?limit=${limit}`);
    return (body as { data: ClaimJson[] }).data;
  }

  /** How often the database is asked to show the newest claims to somebody. */
  async function statements(role: Role, claims: number): Promise<number> {
    return service.app.get(UnitOfWork).transaction(async (tx) => {
      const shown = await tx.find(ClaimEntity, { order: { id: 'DESC' }, take: claims });
      expect(shown).toHaveLength(claims);
      const connection = await connectionOf(tx);
      const plainly = connection.query.bind(connection) as (...given: unknown[]) => unknown;
      let asked = 0;
      const counted = (...given: unknown[]): unknown => {
        asked += 1;
        return plainly(...given);
      };
      Object.assign(connection, { query: counted });
      await service.app.get(ClaimPresenter).presentPage(tx, shown, anActor(role));
      Object.assign(connection, { query: plainly });
      return asked;
    });
  }

  it.each(READERS)('shows to %s each claim as it is shown by itself', async (reader) => {
    const shown = await page(reader, 50);
    expect(shown.length).toBeGreaterThan(20);
    for (const claim of shown) {
      expect((await service.get(reader, `/v1/claims/${claim.id}`)).body).toEqual(claim);
    }
  });

  it.each(ROLES)('costs a %s no more statements when it is long', async (role) => {
    const few = await statements(role, 2);
    // What none of the two has is not asked for: a decision with its approvals and its recall.
    expect(await statements(role, 20)).toBeLessThanOrEqual(few + 3);
    expect(few).toBeLessThan(15);
  });
});
