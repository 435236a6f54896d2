import { Money } from '@app/money';

import { requireHandsBack, requireMayOwn, requireOwnsLarge, requireSelfPick } from './assignment';

const BARRED = new Set(['usr_lin', 'qian']);
const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
const LIMIT = cny(500_000n);
const QIAN = { name: 'Qian', personId: 'qian' };

function somebody(id: string): Parameters<typeof requireMayOwn>[0] {
  return { id, personId: id, role: 'reviewer' };
}

describe('an assignment', () => {
  it('goes to somebody without a hand in the claim', () => {
    expect(requireMayOwn(somebody('wang'), BARRED)).toMatchObject({ id: 'wang' });
  });

  it.each([
    ['nobody who could own claims', null, 'assignment.no_owner'],
    ['who claims or filed it', somebody('usr_lin'), 'assignment.own_hand'],
    ['who decided it before', somebody('qian'), 'assignment.own_hand'],
  ])('is refused to %s', (_who, assignee, code) => {
    expect(() => requireMayOwn(assignee, BARRED)).toThrow(expect.objectContaining({ code }));
  });
});

describe('taking a claim for oneself', () => {
  it.each([cny(1n), LIMIT])('is free up to what one person may approve: %s', (claimed) => {
    expect(() => requireSelfPick({ claimed, limit: LIMIT, owner: null })).not.toThrow();
  });

  it.each<[what: string, claimed: Money, limit: Money | null]>([
    ['a cent more', cny(500_001n), LIMIT],
    ['another currency', Money.of(1n, 'EUR'), LIMIT],
    ['a programme in which no single person approves', cny(1n), null],
  ])('is refused for %s, and says who assigns it', (_what, claimed, limit) => {
    expect(() => requireSelfPick({ claimed, limit, owner: null })).toThrow(
      expect.objectContaining({
        code: 'assignment.above_self_pick',
        message: expect.stringContaining('The system assigns it') as string,
      }),
    );
  });

  it('is refused when somebody has it, and says who', () => {
    expect(() => requireSelfPick({ claimed: cny(1n), limit: LIMIT, owner: QIAN })).toThrow(
      expect.objectContaining({ code: 'assignment.taken', details: { owner: 'Qian' } }),
    );
  });
});

describe('handing a claim back', () => {
  it.each<[who: string, actor: { role: string; personId: string }, owner: typeof QIAN | null]>([
    ['its owner', { role: 'reviewer', personId: 'qian' }, QIAN],
    ['an approver', { role: 'approver', personId: 'zhao' }, QIAN],
    ['anybody, when nobody has it', { role: 'reviewer', personId: 'wang' }, null],
  ])('is for %s', (_who, actor, owner) => {
    expect(() => requireHandsBack(actor, owner)).not.toThrow();
  });

  it('is for no colleague, who could go on until the lot falls on them', () => {
    expect(() => requireHandsBack({ role: 'reviewer', personId: 'wang' }, QIAN)).toThrow(
      expect.objectContaining({ code: 'assignment.taken', details: { owner: 'Qian' } }),
    );
  });
});

describe('a claim above what one person may approve', () => {
  const large = { claimed: cny(500_001n), limit: LIMIT };

  it.each<[who: string, actor: { role: string; personId: string }, owner: typeof QIAN | null]>([
    ['a colleague', { role: 'reviewer', personId: 'wang' }, QIAN],
    ['an approver', { role: 'approver', personId: 'zhao' }, QIAN],
    ['anybody while nobody owns it', { role: 'reviewer', personId: 'wang' }, null],
  ])('is not decided by %s, who are told who decides it', (_who, actor, owner) => {
    expect(() => requireOwnsLarge(actor, { ...large, owner })).toThrow(
      expect.objectContaining({
        code: 'decision.not_owner',
        message: expect.stringContaining(owner?.name ?? 'Nobody owns') as string,
      }),
    );
  });

  it('is decided by its owner, by person; a smaller one by anybody', () => {
    const owner = { role: 'reviewer', personId: 'qian' };
    expect(() => requireOwnsLarge(owner, { ...large, owner: QIAN })).not.toThrow();
    const wang = { role: 'reviewer', personId: 'wang' };
    const small = { claimed: LIMIT, limit: LIMIT, owner: QIAN };
    expect(() => requireOwnsLarge(wang, small)).not.toThrow();
  });
});
