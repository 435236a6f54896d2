import { filedCase } from '../../../../test/support/cases';
import { duel } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimLinkEntity } from '../persistence/claim-link.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ClaimLinks } from './claim-links';
import type { ClaimTraits } from './claim-links';

const ROUNDS = 20;
const ALL = {
  device: 'device of a claimant',
  email: 'Somebody@example.org',
  phone: '+86 138 0013 8000',
  payoutAccount: '6222 0200 0000 0001',
};

describe('what a claim is known by', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const keep = (claim: ClaimEntity, traits: ClaimTraits): Promise<void> =>
    ops.transaction((tx) => ops.get(ClaimLinks).keep(tx, claim, traits));

  const linksOf = ({ lane, id }: ClaimEntity): Promise<ClaimLinkEntity[]> =>
    ops.reads.find(ClaimLinkEntity, { where: { lane, claimId: id }, order: { kind: 'ASC' } });

  /** What was kept after the filing, which keeps the claimant's telephone. */
  const kindsOf = async (
    claim: ClaimEntity,
    since: readonly ClaimLinkEntity[],
  ): Promise<string[]> =>
    (await linksOf(claim))
      .filter(({ key }) => !since.some((link) => link.key === key))
      .map(({ kind }) => kind);

  it('is kept as keys of which nothing can be read', async () => {
    const claim = await filedCase(ops);
    const before = await linksOf(claim);
    await keep(claim, ALL);
    expect(await kindsOf(claim, before)).toEqual(['device', 'email', 'payout_account', 'phone']);
    for (const link of await linksOf(claim)) {
      expect(link).toMatchObject({ partyId: claim.claimantPartyId });
      expect(link.key).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('is found again in another claim, however it is written there', async () => {
    const [one, other] = [await filedCase(ops), await filedCase(ops)];
    await keep(one, ALL);
    const traits = { email: ' somebody@EXAMPLE.org', phone: '13800138000', device: ALL.device };
    await keep(other, { ...traits, payoutAccount: '6222-0200-0000-0001' });
    const keys = (await linksOf(one)).map(({ key }) => key);
    const shared = (await linksOf(other)).filter(({ key }) => keys.includes(key));
    expect(shared.map(({ kind }) => kind)).toEqual(['device', 'email', 'payout_account', 'phone']);
    expect(ops.get(ClaimLinks).keyOf('email', ALL.email)).toBe(
      shared.find(({ kind }) => kind === 'email')?.key,
    );
  });

  it('grows when it changes, and forgets nothing', async () => {
    const claim = await filedCase(ops);
    const before = await linksOf(claim);
    await keep(claim, { email: 'old@example.org' });
    await keep(claim, { email: 'new@example.org' });
    await keep(claim, { email: 'OLD@example.org' });
    expect(await kindsOf(claim, before)).toEqual(['email', 'email']);
  });

  it.each<[string, ClaimTraits]>([
    ['nothing is known', {}],
    ['all is unknown', { device: null, email: null, phone: null, payoutAccount: null }],
    ['nothing is left of it', { email: ' ', phone: 'none', payoutAccount: '--', device: '' }],
  ])('is nothing where %s', async (_what, traits) => {
    const claim = await filedCase(ops);
    const before = await linksOf(claim);
    await keep(claim, traits);
    expect(await linksOf(claim)).toEqual(before);
  });

  it(`is kept once when it is told twice at once, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await filedCase(ops);
      const before = await linksOf(claim);
      const traits = { ...ALL, device: `device ${round}` };
      expect(
        await duel(
          () => keep(claim, traits),
          () => keep(claim, traits),
        ),
      ).toEqual(['done', 'done']);
      expect(await kindsOf(claim, before)).toHaveLength(4);
    }
  });
});
