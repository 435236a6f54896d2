import type { AccountType, Side } from '@app/ledger';

/** What an amount can be about: the claim is the journal's, the others stand on the line. */
export const DIMENSIONS = ['claim', 'incident', 'pack', 'counterparty', 'rail', 'fund'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface ChartAccount {
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly type: AccountType;
  readonly normalSide: Side;
  /** What every line on the account has to say; it may say more. */
  readonly dimensions: readonly Dimension[];
}

type Row = readonly [
  code: string,
  nameEn: string,
  nameZh: string,
  type: AccountType,
  normalSide?: Side,
];

/**
 * The chart of a guarantee. The public promise is a constructive obligation (IAS 37), hence the
 * reserves; a reimbursement is an asset of its own; memo accounts stay off the balance sheet.
 */
const ROWS: readonly Row[] = [
  ['1010', 'Operating cash', '营运资金', 'asset'],
  ['1020', 'Guarantee fund cash (restricted)', '保障基金存款（专用）', 'asset'],
  ['1030', 'Payout rail balance', '付款通道余额', 'asset'],
  ['1040', 'Segregated customer-fund cash', '客户备付金存款', 'asset'],
  ['1090', 'FX position', '外汇头寸', 'asset'],
  ['1110', 'Recoverable: other institution', '应收追偿款：其他机构', 'asset'],
  ['1120', 'Recoverable: insurer', '应收追偿款：保险人', 'asset'],
  ['1130', 'Recoverable: fraudster or merchant', '应收追偿款：欺诈者或商户', 'asset'],
  ['1140', 'Recoverable: claimant (clawback)', '应收追偿款：索赔人（追回）', 'asset'],
  ['1150', 'Provisional credits outstanding', '未了结的临时垫付', 'asset'],
  ['1190', 'Allowance for doubtful recoverables', '追偿款坏账准备', 'asset', 'credit'],
  ['2010', 'Case reserves', '已报案未决赔款准备金', 'liability'],
  ['2020', 'IBNR provision', '已发生未报案准备金', 'liability'],
  ['2030', 'Claims payable', '应付赔款', 'liability'],
  ['2040', 'Payouts in transit', '在途赔付', 'liability'],
  ['2050', 'Returned payouts held for claimants', '退回待领赔付', 'liability'],
  ['2060', 'Due to other institution', '应付其他机构', 'liability'],
  ['2070', 'Unidentified receipts (suspense)', '待查收款', 'liability'],
  ['2080', 'Fund contributions received in advance', '预收保障缴款', 'liability'],
  ['2100', 'Customer wallet balances', '客户备付金', 'liability'],
  ['3010', 'Fund capital (restricted)', '保障基金本金（专用）', 'equity'],
  ['3020', 'Retained result', '留存损益', 'equity'],
  ['4010', 'Guarantee contributions earned', '已赚保障缴款', 'income'],
  ['5010', 'Claims incurred: case', '赔付支出：个案', 'expense'],
  ['5020', 'Claims incurred: change in IBNR', '赔付支出：IBNR 变动', 'expense'],
  ['5030', 'Claim handling and payout fees', '理赔与付款手续费', 'expense'],
  ['5040', 'Goodwill beyond policy', '超出保障的善意赔付', 'expense'],
  ['5050', 'Write-offs', '核销损失', 'expense'],
  ['5060', 'Insurance premium', '保险费', 'expense'],
  ['5070', 'FX differences', '汇兑差额', 'expense'],
  ['5080', 'Late-payment compensation', '迟延赔付补偿', 'expense'],
  ['5110', 'Recoveries: institution share', '追偿收回：其他机构分担', 'expense', 'credit'],
  ['5120', 'Recoveries: insurer', '追偿收回：保险人', 'expense', 'credit'],
  ['5130', 'Recoveries: fraudster', '追偿收回：欺诈者', 'expense', 'credit'],
  ['9100', 'Memo: gross amount claimed', '备查：索赔总额', 'memo', 'debit'],
  ['9101', 'Memo: gross amount claimed, contra', '备查：索赔总额（对方）', 'memo', 'credit'],
  ['9200', 'Memo: contingent recoveries', '备查：或有追偿', 'memo', 'debit'],
  ['9201', 'Memo: contingent recoveries, contra', '备查：或有追偿（对方）', 'memo', 'credit'],
];

/**
 * What the lines on each account have to say, where that is anything: `claim` where there is one
 * balance per claim, `pack` where the cost of a guarantee is counted, `counterparty` where another
 * house owes or is owed. No account asks for `incident`: most claims belong to none.
 */
const ASKED: Readonly<Record<string, readonly Dimension[]>> = {
  '1020': ['fund'],
  '1030': ['rail'],
  '1110': ['claim', 'counterparty'],
  '1120': ['claim', 'counterparty'],
  '1130': ['claim', 'counterparty'],
  '1140': ['claim'],
  '1150': ['claim'],
  '2010': ['claim', 'pack'],
  '2020': ['fund'],
  '2030': ['claim'],
  '2040': ['claim', 'rail'],
  '2050': ['claim'],
  '2060': ['claim', 'counterparty'],
  '2080': ['fund'],
  '3010': ['fund'],
  '4010': ['fund'],
  '5010': ['claim', 'pack'],
  '5020': ['fund'],
  '5040': ['claim', 'pack'],
  '5080': ['claim', 'pack'],
  '5110': ['claim', 'pack'],
  '5120': ['claim', 'pack'],
  '5130': ['claim', 'pack'],
  '9100': ['claim', 'pack'],
  '9101': ['claim', 'pack'],
  '9200': ['claim', 'pack'],
  '9201': ['claim', 'pack'],
};

export const CHART_OF_ACCOUNTS: readonly ChartAccount[] = ROWS.map(
  ([code, nameEn, nameZh, type, normalSide]) => ({
    code,
    nameEn,
    nameZh,
    type,
    normalSide: normalSide ?? (type === 'asset' || type === 'expense' ? 'debit' : 'credit'),
    dimensions: ASKED[code] ?? [],
  }),
);

/** Accounts on which no event books yet. */
const WITHOUT_RULE: readonly string[] = ['1130', '3020', '5060', '9200', '9201'];

/** Whether an event books on the account: closed, it would refuse for ever what has happened. */
export function isInUse(code: string): boolean {
  return !WITHOUT_RULE.includes(code) && CHART_OF_ACCOUNTS.some((account) => account.code === code);
}

/** Accounts that must be zero for a claim before it may be closed (DESIGN §9). */
export const ZERO_WHEN_CLOSED: readonly string[] = ['2010', '2030', '2040', '2050', '1150'];

/** Accounts whose balances, summed as debits minus credits, must not fall below zero. */
export interface Guard {
  readonly name: string;
  readonly accounts: readonly string[];
}

/** The guard of the fund's cash. */
export const FUND_GUARD = 'fund';
/** The guard of what the payout rails hold for us. */
export const RAIL_GUARD = 'rail';

/**
 * What cannot be spent twice, in each currency. On the rails, money that a submitted payout has
 * been promised (2040) is gone already: submitting takes it, settling changes nothing, and a
 * payout that failed gives it back.
 */
export const GUARDS: readonly Guard[] = [
  { name: FUND_GUARD, accounts: ['1020'] },
  { name: RAIL_GUARD, accounts: ['1030', '2040'] },
];
