import { readLossTypes } from './loss-types';

const label = { en: 'Stolen', 'zh-CN': '被盗' };
const THEFT = { id: 'account_theft', label };
const PROGRAM = { packId: 'a', offered: true, inForce: true, lossTypes: [THEFT] };

describe('the kinds of loss that can be claimed', () => {
  it('are those of what is promised here today, each once', () => {
    const data = [
      PROGRAM,
      { ...PROGRAM, packId: 'b', lossTypes: [THEFT, { id: 'scam', label }] },
      { ...PROGRAM, offered: false, lossTypes: [{ id: 'coercion', label }] },
      { ...PROGRAM, inForce: false, lossTypes: [{ id: 'error', label }] },
    ];
    expect(readLossTypes({ data })?.map(({ id }) => id)).toEqual(['account_theft', 'scam']);
  });

  it.each([
    ['nothing', null],
    ['no list', { data: {} }],
    ['a kind without words', { data: [{ ...PROGRAM, lossTypes: [{ id: 'x' }] }] }],
  ])('are refused with %s', (_what, body) => {
    expect(readLossTypes(body)).toBeNull();
  });
});
