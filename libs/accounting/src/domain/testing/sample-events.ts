import { Money } from '@app/money';

import type { AccountingEvent, EventContext } from '../accounting-event';

/** A booking of a claim. */
export const CONTEXT: EventContext = {
  lane: 3,
  claimId: 'clm_1',
  actor: 'usr_1',
  occurredAt: new Date('2026-03-01T08:00:00Z'),
  causeId: 'dec_1',
  pack: 'cn-wallet-theft-guarantee@0.1.0',
  fund: 'guarantee',
};
/** A booking of the house: it knows the fund, and neither a claim nor a pack. */
export const HOUSE: EventContext = {
  lane: 0,
  claimId: null,
  actor: 'usr_1',
  occurredAt: CONTEXT.occurredAt,
  causeId: 'fnd_1',
  fund: 'guarantee',
};

export const cny = (amountMinor: number | bigint): Money => Money.of(BigInt(amountMinor), 'CNY');
export const usd = (amountMinor: number | bigint): Money => Money.of(BigInt(amountMinor), 'USD');
/** One yuan. */
export const money = cny(100);
export const rail = 'simulated';
const counterparty = 'receiving-bank';

type RuleSample = readonly [title: string, event: AccountingEvent, lines: string[]];

/** Each event in each variant, with its lines as people write them: debit, credit, amount. */
export const RULES: readonly RuleSample[] = [
  ['fund contribution', { code: 'E01', money }, ['1020 / 3010 1.00 CNY']],
  ['contribution billed', { code: 'E02', variant: 'billed', money }, ['1010 / 2080 1.00 CNY']],
  ['contribution earned', { code: 'E02', variant: 'earned', money }, ['2080 / 4010 1.00 CNY']],
  ['unreported losses estimated', { code: 'E03', money }, ['5020 / 2020 1.00 CNY']],
  ['claim filed', { code: 'E04', money }, ['9100 / 9101 1.00 CNY']],
  ['reserve set', { code: 'E05', money }, ['5010 / 2010 1.00 CNY']],
  ['reserve in another currency', { code: 'E05', money: usd(100) }, ['5010 / 2010 1.00 USD']],
  ['loss reported after all', { code: 'E06', money }, ['2020 / 5020 1.00 CNY']],
  ['reserve raised', { code: 'E07', from: money, to: cny(250) }, ['5010 / 2010 1.50 CNY']],
  ['reserve lowered', { code: 'E07', from: cny(250), to: money }, ['2010 / 5010 1.50 CNY']],
  ['excess applied', { code: 'E08', money }, ['2010 / 5010 1.00 CNY']],
  ['award', { code: 'E09', money }, ['2010 / 2030 1.00 CNY']],
  [
    'award taken back',
    { code: 'E09', variant: 'taken_back', payable: money, held: cny(80) },
    ['2030 / 5010 1.00 CNY', '2050 / 5010 0.80 CNY'],
  ],
  [
    'claim denied or withdrawn',
    { code: 'E10', reserve: cny(80), claimed: money },
    ['2010 / 5010 0.80 CNY', '9101 / 9100 1.00 CNY'],
  ],
  [
    'provisional credit to the wallet, backed by operating cash',
    { code: 'E11', into: 'wallet', source: 'operating_cash', money },
    ['1150 / 2100 1.00 CNY', '1040 / 1010 1.00 CNY'],
  ],
  [
    'provisional credit to the wallet, backed by the fund',
    { code: 'E11', into: 'wallet', source: 'fund', money },
    ['1150 / 2100 1.00 CNY', '1040 / 1020 1.00 CNY'],
  ],
  [
    'provisional credit to a bank account',
    { code: 'E11', into: 'bank', rail, money },
    ['1150 / 1030 1.00 CNY'],
  ],
  ['provisional credit made final', { code: 'E12', money }, ['2030 / 1150 1.00 CNY']],
  [
    'provisional credit reversed, operating cash freed',
    { code: 'E13', source: 'operating_cash', money },
    ['2100 / 1150 1.00 CNY', '1010 / 1040 1.00 CNY'],
  ],
  [
    'provisional credit reversed, cash of the fund freed',
    { code: 'E13', source: 'fund', money },
    ['2100 / 1150 1.00 CNY', '1020 / 1040 1.00 CNY'],
  ],
  ['provisional credit that is spent', { code: 'E14', money }, ['1140 / 1150 1.00 CNY']],
  ['payout submitted', { code: 'E15', money, rail }, ['2030 / 2040 1.00 CNY']],
  ['payout settled', { code: 'E16', money, rail }, ['2040 / 1030 1.00 CNY']],
  ['payout failed', { code: 'E17', money, rail }, ['2040 / 2030 1.00 CNY']],
  ['payout returned', { code: 'E19', money, rail }, ['1030 / 2050 1.00 CNY']],
  ['payout sent again', { code: 'E20', money, rail }, ['2050 / 2040 1.00 CNY']],
  ['rail fee', { code: 'E21', money, rail }, ['5030 / 1030 1.00 CNY']],
  [
    'difference with a rail written off',
    { code: 'E21', variant: 'written_off', money, rail },
    ['5050 / 1030 1.00 CNY'],
  ],
  [
    'rail topped up from the fund',
    { code: 'E22', source: 'fund', money, rail },
    ['1030 / 1020 1.00 CNY'],
  ],
  [
    'rail topped up from operating cash',
    { code: 'E22', source: 'operating_cash', money, rail },
    ['1030 / 1010 1.00 CNY'],
  ],
  ['share agreed', { code: 'E23', money, counterparty }, ['1110 / 5110 1.00 CNY']],
  [
    'share received',
    { code: 'E24', variant: 'received', money, counterparty },
    ['1010 / 1110 1.00 CNY'],
  ],
  [
    'share written off',
    { code: 'E24', variant: 'written_off', money, counterparty },
    ['5050 / 1110 1.00 CNY'],
  ],
  [
    'insurer accepts',
    { code: 'E25', variant: 'accepted', money, counterparty: 'insurer' },
    ['1120 / 5120 1.00 CNY'],
  ],
  [
    'insurer pays',
    { code: 'E25', variant: 'paid', money, counterparty: 'insurer' },
    ['1010 / 1120 1.00 CNY'],
  ],
  [
    'insurer does not pay',
    { code: 'E25', variant: 'written_off', money, counterparty: 'insurer' },
    ['5050 / 1120 1.00 CNY'],
  ],
  ['money comes back', { code: 'E26', money }, ['1010 / 2070 1.00 CNY']],
  [
    'recovery matched as our own',
    { code: 'E27', receipt: money, parts: [{ of: 'house', money }] },
    ['2070 / 5130 1.00 CNY'],
  ],
  [
    'recovery matched as the part of another institution',
    { code: 'E27', receipt: money, parts: [{ of: 'institution', money, counterparty }] },
    ['2070 / 2060 1.00 CNY'],
  ],
  [
    'recovery matched as the loss that the award left uncovered',
    { code: 'E27', receipt: money, parts: [{ of: 'victim', money }] },
    ['2070 / 2030 1.00 CNY'],
  ],
  [
    'recovery matched in three parts, with a rest in suspense',
    {
      code: 'E27',
      receipt: money,
      parts: [
        { of: 'victim', money: cny(10) },
        { of: 'house', money: cny(40) },
        { of: 'institution', money: cny(49), counterparty },
      ],
    },
    ['2070 / 2030 0.10 CNY', '2070 / 5130 0.40 CNY', '2070 / 2060 0.49 CNY'],
  ],
  ['part passed on', { code: 'E28', money, counterparty }, ['2060 / 1010 1.00 CNY']],
  ['clawback raised', { code: 'E29', money }, ['1140 / 5010 1.00 CNY']],
  ['clawback taken back', { code: 'E29', variant: 'taken_back', money }, ['5010 / 1140 1.00 CNY']],
  ['clawback collected', { code: 'E30', variant: 'collected', money }, ['1010 / 1140 1.00 CNY']],
  [
    'clawback written off',
    { code: 'E30', variant: 'written_off', money },
    ['5050 / 1140 1.00 CNY'],
  ],
  ['allowance raised', { code: 'E31', from: cny(0), to: money }, ['5050 / 1190 1.00 CNY']],
  ['allowance lowered', { code: 'E31', from: money, to: cny(0) }, ['1190 / 5050 1.00 CNY']],
  [
    'claim opened again: reserve',
    { code: 'E32', variant: 'reserve', money },
    ['5010 / 2010 1.00 CNY'],
  ],
  ['claim opened again: award', { code: 'E32', variant: 'award', money }, ['2010 / 2030 1.00 CNY']],
  ['goodwill', { code: 'E33', variant: 'goodwill', money }, ['5040 / 2030 1.00 CNY']],
  ['lateness', { code: 'E33', variant: 'lateness', money }, ['5080 / 2030 1.00 CNY']],
  ['unclaimed: paid on', { code: 'E34', ending: 'paid_to_state', money }, ['2050 / 1010 1.00 CNY']],
  ['unclaimed: released', { code: 'E34', ending: 'released', money }, ['2050 / 5010 1.00 CNY']],
  [
    'payout settled in another currency',
    { code: 'E35', variant: 'settled', owed: money, paid: usd(14), rail },
    ['2040 / 1090 1.00 CNY', '1090 / 1030 0.14 USD'],
  ],
  [
    'FX position worth more',
    { code: 'E35', variant: 'revalued', effect: 'gain', money },
    ['1090 / 5070 1.00 CNY'],
  ],
  [
    'FX position worth less',
    { code: 'E35', variant: 'revalued', effect: 'loss', money },
    ['5070 / 1090 1.00 CNY'],
  ],
];
