import { lacking, onLines } from './moved-facts';

const fact = (about: string, lineId: string | null = null, claimId = 'younger') => ({
  ...{ about, lineId, claimId },
  position: 0,
});

describe('what was recorded on a duplicate', () => {
  it('goes on with the line that it is about, or about the claim as a whole', () => {
    const facts = [fact('whole'), fact('of a line', 'cln_a'), fact('of a line let go', 'cln_b')];
    expect(onLines(facts, new Map([['cln_a', 'cln_1']]))).toEqual([
      fact('whole'),
      fact('of a line', 'cln_1'),
    ]);
  });

  it('goes on behind what is on record there, and not where that is about the same', () => {
    const held = [fact('seen', null, 'older')];
    const brought = [fact('seen'), fact('new'), { ...fact('new'), position: 1 }];
    expect(lacking('older', held, brought, ({ about }) => about)).toEqual([
      { ...fact('new', null, 'older'), position: 1 },
      { ...fact('new', null, 'older'), position: 2 },
    ]);
  });
});
