import { readTransfer } from './read-rail-body';

const TRANSFER = {
  transferId: 'trf_1',
  key: 'pyo1',
  reference: 'pyo_1',
  money: { currency: 'CNY', amountMinor: '19900' },
  payee: { route: 'original' },
  status: 'returned',
  returnedAt: '2026-11-26T08:00:00Z',
  code: 'ACCOUNT_CLOSED',
};

/** A text that our tables refuse would make the answer unrecordable, for ever. */
const UNFIT = ['\u0000', 'trf\u00001', 'trf 1', 'trf\n1', '转账', 'x'.repeat(129)];

describe('reading a transfer of a rail', () => {
  it('takes its number and its code as they are', () => {
    const { transferId, code } = TRANSFER;
    expect(readTransfer(TRANSFER)).toMatchObject({ transferId, code });
    const long = 'x'.repeat(128);
    expect(readTransfer({ ...TRANSFER, transferId: long })).toMatchObject({ transferId: long });
  });

  it.each(UNFIT)('does not read one with the number %j', (transferId) => {
    expect(readTransfer({ ...TRANSFER, transferId })).toBeUndefined();
  });

  it.each(UNFIT)('leaves out the code %j', (code) => {
    expect(readTransfer({ ...TRANSFER, code })).not.toHaveProperty('code');
  });
});
