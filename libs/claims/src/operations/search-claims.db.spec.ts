import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import type { PaymentEntity } from '@app/payments';

import { aClaimant, aFiling, aPaymentOf } from '../../../../test/support/cases';
import { endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import type { NewClaim } from '../filing/filing';
import type { ClaimEntity } from '../persistence/claim.entity';
import { FileClaim } from './file-claim';
import { SearchClaims } from './search-claims';
import type { SearchResult } from './search-claims';

describe('the search of the staff', () => {
  let ops: TestOperations;
  let payment: PaymentEntity;
  let ouyang: ClaimEntity;
  let smith: ClaimEntity;
  beforeAll(async () => {
    ops = await TestOperations.start();
    const first = await filedFor({
      name: '欧阳小明',
      phone: '+86 138 0013 8000',
      email: 'ouyang@example.cn',
    });
    ({ claim: ouyang, payment } = first);
    ({ claim: smith } = await filedFor({
      name: 'Ann-Marie Smith',
      phone: '07911 123456',
      email: 'Ann.Smith@example.org',
    }));
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function filedFor(
    contact: Omit<NewClaim['contact'], 'locale'>,
  ): Promise<{ claim: ClaimEntity; payment: PaymentEntity }> {
    const claimant = aClaimant();
    const disputed = await aPaymentOf(ops, claimant);
    const filing = { ...aFiling(ops, [{ payment: disputed }]) };
    const claim = await ops.transaction((tx) =>
      ops.get(FileClaim).run(tx, claimant, { ...filing, contact: { ...contact, locale: 'zh-CN' } }),
    );
    return { claim, payment: disputed };
  }

  const search = async (text: string): Promise<SearchResult> =>
    ops.transaction((tx) => ops.get(SearchClaims).run(tx, ops.staff.wang, text));

  /** What is found, each with what it was found by. */
  async function found(text: string): Promise<[string, string][]> {
    const { hits } = await search(text);
    return hits.map(({ claimId, matched }) => [claimId, matched.join()]);
  }

  it.each<[text: string, match: string]>([
    ['欧阳小明', 'name'],
    ['小明', 'name'],
    ['阳小', 'name'],
    ['13800138000', 'phone'],
    ['+86-138-0013-8000', 'phone'],
    ['0138000', 'phone'],
    ['OUYANG@example.cn', 'email'],
  ])('finds a claim by %s, and says that it was by its %s', async (text, match) => {
    expect(await found(text)).toEqual([[ouyang.id, match]]);
  });

  it.each<[text: string, match: string]>([
    ['smith', 'name'],
    ['marie', 'name'],
    ['Smith Ann', 'name'],
    ['+44 7911 123456', 'phone'],
    ['3456', 'phone'],
    ['ann.smith@', 'email'],
  ])('finds a claim by %s, which is its %s, in Latin letters', async (text, match) => {
    expect(await found(text)).toEqual([[smith.id, match]]);
  });

  it('finds a claim by its reference as people type it, and by its id', async () => {
    const [, left = '', right = ''] = ouyang.reference.split('-');
    for (const text of [ouyang.reference, `clm ${left} ${right}`, `${left}${right}`, ouyang.id]) {
      const [hit] = await found(text.toLowerCase());
      expect(hit).toEqual([ouyang.id, 'claim']);
    }
  });

  it('finds the claims about a payment by our id and by that of its source', async () => {
    expect(await found(payment.id)).toEqual([[ouyang.id, 'payment']]);
    expect(await found(payment.sourceId)).toEqual([[ouyang.id, 'payment']]);
  });

  it('names the claimant, and nobody once the contact is erased', async () => {
    const { claim } = await filedFor({ name: '司马迁', phone: null, email: null });
    expect((await search(claim.id)).hits[0]).toMatchObject({ claimantName: '司马迁' });
    const admin = await ops.libs.connectAs('ganpei_app');
    await admin.query('DELETE FROM claim_contacts WHERE claim_id = $1', [claim.id]);
    expect((await search(claim.id)).hits[0]).toMatchObject({ claimantName: null });
    expect(await found('司马迁')).toEqual([]);
  });

  it('shows what is open before what is settled', async () => {
    const contact = { name: '夏侯惇', phone: null, email: null };
    const [open, settled] = [await filedFor(contact), await filedFor(contact)];
    const admin = await ops.libs.connectAs(null);
    await admin.query('SET session_replication_role = replica');
    await admin.query(`UPDATE claims SET status = 'withdrawn', next_step = NULL WHERE id = $1`, [
      settled.claim.id,
    ]);
    expect((await found('夏侯')).map(([id]) => id)).toEqual([open.claim.id, settled.claim.id]);
  });

  it.each(['nobody here', 'Z Smith', '99999999', 'zzz@example.org', 'CLM-0000-0000', '诸葛孔明'])(
    'finds nothing for %s',
    async (text) => {
      expect(await search(text)).toEqual({ hits: [], hasMore: false });
    },
  );

  it.each(["o'neil", "a' & b", 'a:*b', '\\', "\\'", "''", '!x', 'a | b', '<->', '():*&|!'])(
    'takes %s for text and for nothing else',
    async (text) => {
      expect(['done', 'search.too_short']).toContain(await endOf(search(text)));
    },
  );

  it.each(['欧', 'a', '  ', '??'])('refuses %j, which could be anybody', async (text) => {
    expect(await endOf(search(text))).toBe('search.too_short');
  });

  it('shows twenty at most, the newest first, and says that there are more', async () => {
    const claims: ClaimEntity[] = [];
    for (let index = 0; index < 21; index += 1) {
      claims.push((await filedFor({ name: '上官婉儿', phone: null, email: null })).claim);
    }
    const { hits, hasMore } = await search('上官');
    expect(hits.map(({ claimId }) => claimId)).toEqual(
      claims
        .map(({ id }) => id)
        .sort()
        .reverse()
        .slice(0, 20),
    );
    expect(hasMore).toBe(true);
    expect((await search('欧阳')).hasMore).toBe(false);
  });

  it('keeps who looked for what, without the text itself', async () => {
    const { wang } = ops.staff;
    const recordsOf = async (): Promise<{ facts: Record<string, unknown> }[]> =>
      ops.get(AuditTrail).of(ops.reads, HOUSE_LANE, wang.id);
    const before = (await recordsOf()).length;
    await search('13800138000');
    await search(' 13800138000');
    await search('13800138001');
    await endOf(search('a'));
    const records = (await recordsOf()).slice(before);
    expect(records).toHaveLength(3);
    expect(records[0]).toMatchObject({
      action: 'claims.searched',
      facts: { claimIds: [ouyang.id] },
    });
    const digests = records.map(({ facts }) => facts.digest);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
    expect(JSON.stringify(records)).not.toContain('13800138');
  });
});
