import { chooseOwner, mayOwn } from './owner-choice';
import type { Candidate, ClaimForOwner } from './owner-choice';

const CLAIM: ClaimForOwner = {
  claimantPartyId: 'u_1001',
  filedByPersonId: 'usr_lin',
  barredPersonIds: [],
};

function somebody(id: string, wish: Partial<Candidate> = {}): Candidate {
  return { id, role: 'reviewer', partyId: null, personId: id, ...wish };
}

describe('the owner of a claim', () => {
  const wang = somebody('wang');
  const qian = somebody('qian');
  const zhao = somebody('zhao', { role: 'approver' });

  it('is the reviewer with the fewest open claims', () => {
    const open = new Map([
      ['wang', 3],
      ['qian', 2],
    ]);
    expect(chooseOwner([wang, qian], CLAIM, open)).toBe('qian');
    expect(chooseOwner([wang, qian], CLAIM, new Map([['qian', 1]]))).toBe('wang');
  });

  it('is the first of those who have as few', () => {
    expect(chooseOwner([qian, wang], CLAIM, new Map())).toBe('qian');
  });

  it('is an approver only when no reviewer may', () => {
    const open = new Map([['wang', 1_000]]);
    expect(chooseOwner([zhao, wang], CLAIM, open)).toBe('wang');
    const barred = { ...CLAIM, barredPersonIds: ['wang'] };
    expect(chooseOwner([zhao, wang], barred, open)).toBe('zhao');
  });

  it('is nobody when all have a hand in it, or there is no staff', () => {
    const barred = { ...CLAIM, barredPersonIds: ['wang', 'zhao'] };
    expect(chooseOwner([wang, zhao], barred, new Map())).toBeNull();
    expect(chooseOwner([], CLAIM, new Map())).toBeNull();
  });

  it.each<[who: string, candidate: Candidate]>([
    ['the claimant, who works here too', somebody('wang', { partyId: 'u_1001' })],
    ['whoever filed it', somebody('usr_lin')],
    ['whoever filed it, by another account of theirs', somebody('x', { personId: 'usr_lin' })],
  ])('is never %s', (_who, candidate) => {
    expect(mayOwn(candidate, CLAIM)).toBe(false);
    expect(chooseOwner([candidate, qian], CLAIM, new Map([['qian', 9]]))).toBe('qian');
  });

  it('is anybody when the account that filed it is not known any more', () => {
    expect(mayOwn(wang, { ...CLAIM, filedByPersonId: null })).toBe(true);
  });
});
