import { bankConfig } from './bank-config';
import { Reader } from './reader';
import type { Environment } from './reader';

const GOOD = {
  BANK_ACCOUNT: 'de89 3704 0044 0532 0130 00',
  BANK_DEBTOR_NAME: '示例支付有限公司',
  BANK_BIC: 'COBADEFFXXX',
  BANK_CURRENCIES: 'EUR, CNY',
};

function read(env: Environment): { config: unknown; problems: string[] } {
  const problems: string[] = [];
  return { config: bankConfig(new Reader(env, problems)), problems };
}

describe('the bank of the configuration', () => {
  it('is none without an account', () => {
    expect(read({ BANK_CURRENCIES: 'no' })).toEqual({ config: null, problems: [] });
  });

  it('is read, with the newer message and the days of UTC unless something else is said', () => {
    expect(read(GOOD)).toEqual({
      config: {
        debtorName: '示例支付有限公司',
        account: 'DE89370400440532013000',
        agent: { bic: 'COBADEFFXXX' },
        currencies: ['EUR', 'CNY'],
        painVersion: '09',
        timeZone: 'UTC',
      },
      problems: [],
    });
  });

  it('may have a domestic account, a name instead of a BIC, an older message and days of its own', () => {
    const env = {
      ...GOOD,
      BANK_BIC: '',
      BANK_ACCOUNT: '6222 0202 0011 2233',
      BANK_NAME: '工商银行',
      BANK_PAIN_VERSION: '03',
      BANK_TIME_ZONE: 'Asia/Shanghai',
    };
    expect(read(env).config).toMatchObject({
      account: '6222020200112233',
      agent: { name: '工商银行' },
      painVersion: '03',
      timeZone: 'Asia/Shanghai',
    });
  });

  it.each<[string, Environment, RegExp]>([
    [
      'an IBAN with a wrong digit',
      { BANK_ACCOUNT: 'DE88370400440532013000' },
      /^BANK_ACCOUNT must/,
    ],
    ['a BIC in small letters', { BANK_BIC: 'cobadeff' }, /^BANK_BIC must be a BIC/],
    ['neither BIC nor name', { BANK_BIC: '' }, /BANK_BIC or BANK_NAME must be set too/],
    ['nobody who pays', { BANK_DEBTOR_NAME: '' }, /BANK_DEBTOR_NAME must be set too/],
    ['no currency', { BANK_CURRENCIES: '' }, /BANK_CURRENCIES must be set too/],
    ['a currency in words', { BANK_CURRENCIES: 'euro' }, /^BANK_CURRENCIES must be currency codes/],
    ['a message nobody reads', { BANK_PAIN_VERSION: '12' }, /^BANK_PAIN_VERSION must be 03 or 09/],
    ['a zone that is nowhere', { BANK_TIME_ZONE: 'Mars/Base' }, /^BANK_TIME_ZONE must be a time/],
  ])('is refused with %s, in one sentence that does not repeat it', (_what, wrong, problem) => {
    const { problems } = read({ ...GOOD, ...wrong });
    expect(problems).toEqual([expect.stringMatching(problem)]);
    const repeated = Object.values(wrong).filter(
      (value) => value !== '' && problems.join().includes(String(value)),
    );
    expect(repeated).toEqual([]);
  });
});
