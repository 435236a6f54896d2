import { chooseOwner, mayOwn } from './owner-choice';
import type { Candidate } from './owner-choice';

function somebody(id: string, wish: Partial<Candidate> = {}): Candidate {
  return { id, role: 'reviewer', personId: id, ...wish };
}

function chosen(
  candidates: readonly Candidate[],
  wish: Partial<Parameters<typeof chooseOwner>[1]> = {},
): string | null {
  return chooseOwner(candidates, { barred: new Set(), openClaims: new Map(), draw: 0, ...wish });
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
    expect(chosen([wang, qian], { openClaims: open })).toBe('qian');
    expect(chosen([wang, qian], { openClaims: new Map([['qian', 1]]) })).toBe('wang');
  });

  it.each([
    [0, 'qian'],
    [0.49, 'qian'],
    [0.5, 'wang'],
    [0.99, 'wang'],
  ])('is drawn from those who have as few: by %d it is %s', (draw, owner) => {
    const busy = somebody('busy');
    const openClaims = new Map([['busy', 1]]);
    expect(chosen([busy, qian, wang], { draw, openClaims })).toBe(owner);
  });

  it('is an approver only when no reviewer may', () => {
    const openClaims = new Map([['wang', 1_000]]);
    expect(chosen([zhao, wang], { openClaims })).toBe('wang');
    expect(chosen([zhao, wang], { openClaims, barred: new Set(['wang']) })).toBe('zhao');
  });

  it('is nobody when all have a hand in it, or there is no staff', () => {
    expect(chosen([wang, zhao], { barred: new Set(['wang', 'zhao']) })).toBeNull();
    expect(chosen([])).toBeNull();
  });

  it.each<[who: string, candidate: Candidate]>([
    ['whoever claims or filed it', somebody('lin')],
    ['the same person by another account', somebody('x', { personId: 'lin' })],
  ])('is never %s', (_who, candidate) => {
    const barred = new Set(['lin']);
    expect(mayOwn(candidate, barred)).toBe(false);
    expect(chosen([candidate, qian], { barred, openClaims: new Map([['qian', 9]]) })).toBe('qian');
  });
});
