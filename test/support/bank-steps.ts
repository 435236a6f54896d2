import type { BankConfig, RailsConfig } from '@app/platform';

/** The bank of tests: it pays yuan and euros from an account of its own. */
export const TEST_BANK: BankConfig = {
  debtorName: '示例支付有限公司',
  account: 'DE89370400440532013000',
  agent: { bic: 'COBADEFFXXX' },
  currencies: ['CNY', 'EUR'],
  painVersion: '09',
  timeZone: 'Asia/Shanghai',
};

/** No rail but the bank's, so that whatever is paid is paid by a file. */
export const BANK_ONLY: RailsConfig = {
  bank: TEST_BANK,
  wechat: null,
  alipay: null,
  wallet: null,
  simulated: null,
};
