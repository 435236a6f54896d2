import { readGuarantee } from './guarantee';

const PROGRAM = {
  packId: 'cn-wallet-theft-guarantee',
  version: '0.1.0',
  status: 'illustrative',
  name: { en: 'Wallet theft guarantee', 'zh-CN': '钱包盗用全额赔付保障' },
  summary: { en: 'We make good the whole loss.', 'zh-CN': '损失多少赔多少。' },
};

const ANSWER = {
  asOf: '2026-11-23T08:00:05.000Z',
  supportPhone: '400-000-0000',
  demo: true,
  programs: [PROGRAM],
  claims: { paid: 2, in_review: 1 },
  paid: [{ currency: 'CNY', amountMinor: '900719925474099301' }],
};

describe('the answer about the guarantee', () => {
  it('is read with every figure', () => {
    expect(readGuarantee(ANSWER)).toEqual({
      ...ANSWER,
      asOf: new Date('2026-11-23T08:00:05Z'),
      claims: new Map([
        ['paid', 2],
        ['in_review', 1],
      ]),
    });
  });

  it('may say more than we know', () => {
    expect(readGuarantee({ ...ANSWER, medianHoursToPay: 3 })).not.toBeNull();
  });

  it('may say that there is nothing yet', () => {
    const empty = { ...ANSWER, programs: [], claims: {}, paid: [] };
    expect(readGuarantee(empty)?.claims.size).toBe(0);
  });

  it.each([
    ['no object', '<html>'],
    ['nothing', null],
    ['no time', { ...ANSWER, asOf: undefined }],
    ['a time that is none', { ...ANSWER, asOf: 'yesterday' }],
    ['no telephone number', { ...ANSWER, supportPhone: null }],
    ['no word on demo mode', { ...ANSWER, demo: 'true' }],
    ['a broken count', { ...ANSWER, claims: { paid: 1.5 } }],
    ['a negative count', { ...ANSWER, claims: { paid: -1 } }],
    ['a count in words', { ...ANSWER, claims: { paid: '2' } }],
    ['a list of counts', { ...ANSWER, claims: [2] }],
    ['money as a number', { ...ANSWER, paid: [{ currency: 'CNY', amountMinor: 19900 }] }],
    ['money with a point', { ...ANSWER, paid: [{ currency: 'CNY', amountMinor: '199.00' }] }],
    ['money without digits', { ...ANSWER, paid: [{ currency: 'CNY', amountMinor: '' }] }],
    ['money of no currency', { ...ANSWER, paid: [{ currency: '¥', amountMinor: '1' }] }],
    ['a programme in one language', { ...ANSWER, programs: [{ ...PROGRAM, name: { en: 'x' } }] }],
    ['a programme without version', { ...ANSWER, programs: [{ ...PROGRAM, version: 1 }] }],
  ])('is refused with %s', (_what, answer) => {
    expect(readGuarantee(answer)).toBeNull();
  });
});
