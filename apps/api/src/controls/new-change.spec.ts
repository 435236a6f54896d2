import type { ChangeContent, ChangeKind } from '@app/audit';

import { newChange } from './new-change';
import type { WrittenChange } from './new-change';

const NEW_ID = 'usr_new';
const LI = { username: 'li@example.org', name: 'Li', role: 'reviewer' as const };
const FIELDS = {
  limit: { name: 'draftsPerParty' as const, value: 30 },
  newUser: LI,
  userId: 'usr_1',
  role: 'auditor' as const,
  personId: 'usr_2',
  topUp: { rail: 'bank', currency: 'CNY', lowMinor: 100, targetMinor: 500 },
  billing: {
    ...{ payer: 'run-11', fromMonth: '2026-11', months: 12 },
    money: { currency: 'CNY', amountMinor: '1200' },
  },
  railTopUp: {
    ...{ rail: 'wallet', source: 'fund' as const },
    money: { currency: 'CNY', amountMinor: '900' },
  },
  billedBy: 'chg_1',
  estimate: { money: { currency: 'CNY', amountMinor: '700' }, lossMonth: '2026-11' },
};
type Field = keyof typeof FIELDS;

const KINDS: readonly [ChangeKind, readonly Field[], ChangeContent][] = [
  ['limit.set', ['limit'], { kind: 'limit.set', name: 'draftsPerParty', value: 30 }],
  ['user.add', ['newUser'], { kind: 'user.add', userId: NEW_ID, role: 'reviewer' }],
  ['user.role', ['userId', 'role'], { kind: 'user.role', userId: 'usr_1', role: 'auditor' }],
  [
    'user.person',
    ['userId', 'personId'],
    { kind: 'user.person', userId: 'usr_1', personId: 'usr_2' },
  ],
  ['user.disable', ['userId'], { kind: 'user.disable', userId: 'usr_1' }],
  ['user.enable', ['userId'], { kind: 'user.enable', userId: 'usr_1' }],
  ['user.invite', ['userId'], { kind: 'user.invite', userId: 'usr_1' }],
  ['top_up.set', ['topUp'], { kind: 'top_up.set', ...FIELDS.topUp }],
  ['contribution.bill', ['billing'], { kind: 'contribution.bill', ...FIELDS.billing }],
  ['rail.top_up', ['railTopUp'], { kind: 'rail.top_up', ...FIELDS.railTopUp }],
  ['contribution.unbill', ['billedBy'], { kind: 'contribution.unbill', billedBy: 'chg_1' }],
  ['estimate.raise', ['estimate'], { kind: 'estimate.raise', ...FIELDS.estimate }],
  ['estimate.release', ['estimate'], { kind: 'estimate.release', ...FIELDS.estimate }],
];

const written = (kind: ChangeKind, fields: readonly Field[]): WrittenChange => ({
  kind,
  reason: 'Wanted.',
  ...Object.fromEntries(fields.map((field) => [field, FIELDS[field]])),
});

const refusal = (one: WrittenChange): unknown => {
  try {
    newChange(one, NEW_ID);
    return null;
  } catch (error) {
    const { code, details } = error as { code: string; details: { field: string } };
    return [code, details.field];
  }
};

describe('a change as it is written', () => {
  it.each(KINDS)('of the kind %s is read from %j', (kind, fields, content) => {
    const newUser =
      kind === 'user.add'
        ? { username: LI.username, name: LI.name, partyId: null, personId: null }
        : null;
    expect(newChange(written(kind, fields), NEW_ID)).toEqual({
      content,
      newUser,
      reason: 'Wanted.',
    });
  });

  it.each(KINDS)('of the kind %s lacks none of %j', (kind, fields) => {
    for (const missing of fields) {
      const rest = fields.filter((field) => field !== missing);
      expect(refusal(written(kind, rest))).toEqual(['change.field_missing', missing]);
    }
  });

  it.each(KINDS)('of the kind %s has nothing besides %j', (kind, fields) => {
    const others = (Object.keys(FIELDS) as Field[]).filter((field) => !fields.includes(field));
    for (const other of others) {
      expect(refusal(written(kind, [...fields, other]))).toEqual(['change.field_unfit', other]);
    }
  });

  it('says of somebody new whose payments and which person', () => {
    const known = { ...LI, partyId: 'u_1001', personId: 'usr_3' };
    const one = { ...written('user.add', []), newUser: known };
    expect(newChange(one, NEW_ID).newUser).toMatchObject({ partyId: 'u_1001', personId: 'usr_3' });
  });
});
