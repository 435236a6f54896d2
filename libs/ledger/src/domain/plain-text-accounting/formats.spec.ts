import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { ACCOUNTING_PROGRAMS, itWith } from '../../../../../test/support/accounting-programs';
import type { AccountingProgram } from '../../../../../test/support/accounting-programs';
import { SAMPLE_CHART } from '../../../../../test/support/sample-bundle';
import { BalanceFold } from '../bundle/balances';
import type { CanonicalJournal } from '../canonical-journal';
import { aJournal, aLine } from '../testing/sample-journals';
import { accountNames } from './account-names';
import { BEANCOUNT } from './beancount-format';
import { HLEDGER, LEDGER_CLI } from './ledger-formats';
import type { PlainTextFormat } from './plain-text-format';

const FORMATS = { hledger: HLEDGER, ledger: LEDGER_CLI, beancount: BEANCOUNT };
const NAMES = accountNames(SAMPLE_CHART.accounts);

const JOURNAL = aJournal({
  claimId: 'clm_01m8beenaye00845saj3n53crd',
  memo: '立案准备金 "set"; date:x\n2026-01-01 * "other"',
  transfers: [
    aLine(),
    aLine({ debit: '1031', credit: '3010', currency: 'JPY', amountMinor: '5' }),
    aLine({ debit: '9100', credit: '9101', currency: 'KWD', amountMinor: '9223372036854775807' }),
  ],
});
const REVERSAL = { ...JOURNAL, claimId: null, reversesId: JOURNAL.id, memo: '' };

function fileOf(format: PlainTextFormat, journals: readonly CanonicalJournal[]): string {
  const fold = new BalanceFold();
  for (const { transfers } of journals) {
    for (const transfer of transfers) fold.add({ ...transfer, dimensions: '' });
  }
  const balances = fold.balances(SAMPLE_CHART.accounts);
  const entries = journals.map((journal) => format.entry(journal, NAMES));
  return format.head({ chart: SAMPLE_CHART, balances }) + entries.join('');
}

describe('a ledger in the syntax of another program', () => {
  it('is written for hledger', () => {
    expect(fileOf(HLEDGER, [JOURNAL])).toMatchInlineSnapshot(`
      "decimal-mark .

      commodity 1000.00 CNY
      commodity 1000. JPY
      commodity 1000.000 KWD

      account Assets:1010-Operating-cash
      account Assets:1030-Payout-rail-balance
      account Assets:1031-Yen-float
      account Liabilities:2010-Case-reserves
      account Liabilities:2030-Claims-payable
      account Equity:3010-Fund-capital
      account Income:4010-Contributions-earned
      account Expenses:5010-Claims-incurred
      account Equity:Memo:9100-Memo-gross-amount-claimed
      account Equity:Memo:9101-Memo-gross-amount-claimed-contra

      tag journal
      tag kind
      tag claim
      tag reverses

      2026-03-01 E05 立案准备金 ＂set＂； date：x 2026-01-01 ＊ ＂other＂
        ; journal: jnl_01m8beenaye00845saj3n53cr5
        ; kind: E05
        ; claim: clm_01m8beenaye00845saj3n53crd
        Expenses:5010-Claims-incurred  199.00 CNY
        Liabilities:2010-Case-reserves  -199.00 CNY
        Assets:1031-Yen-float  5 JPY
        Equity:3010-Fund-capital  -5 JPY
        Equity:Memo:9100-Memo-gross-amount-claimed  9223372036854775.807 KWD
        Equity:Memo:9101-Memo-gross-amount-claimed-contra  -9223372036854775.807 KWD

      "
    `);
  });

  it('is written for ledger-cli', () => {
    expect(fileOf(LEDGER_CLI, [JOURNAL])).toMatchInlineSnapshot(`
      "commodity CNY
        format 1000.00 CNY
      commodity JPY
        format 1000 JPY
      commodity KWD
        format 1000.000 KWD

      account Assets:1010-Operating-cash
      account Assets:1030-Payout-rail-balance
      account Assets:1031-Yen-float
      account Liabilities:2010-Case-reserves
      account Liabilities:2030-Claims-payable
      account Equity:3010-Fund-capital
      account Income:4010-Contributions-earned
      account Expenses:5010-Claims-incurred
      account Equity:Memo:9100-Memo-gross-amount-claimed
      account Equity:Memo:9101-Memo-gross-amount-claimed-contra

      tag journal
      tag kind
      tag claim
      tag reverses

      2026-03-01 E05 立案准备金 ＂set＂； date：x 2026-01-01 ＊ ＂other＂
        ; journal: jnl_01m8beenaye00845saj3n53cr5
        ; kind: E05
        ; claim: clm_01m8beenaye00845saj3n53crd
        Expenses:5010-Claims-incurred  199.00 CNY
        Liabilities:2010-Case-reserves  -199.00 CNY
        Assets:1031-Yen-float  5 JPY
        Equity:3010-Fund-capital  -5 JPY
        Equity:Memo:9100-Memo-gross-amount-claimed  9223372036854775.807 KWD
        Equity:Memo:9101-Memo-gross-amount-claimed-contra  -9223372036854775.807 KWD

      "
    `);
  });

  it('is written for beancount', () => {
    expect(fileOf(BEANCOUNT, [JOURNAL, REVERSAL])).toMatchInlineSnapshot(`
      "option "title" "Ganpei ledger"

      1970-01-01 open Assets:1010-Operating-cash
      1970-01-01 open Assets:1030-Payout-rail-balance
      1970-01-01 open Assets:1031-Yen-float JPY
      1970-01-01 open Liabilities:2010-Case-reserves CNY
      1970-01-01 open Liabilities:2030-Claims-payable
      1970-01-01 open Equity:3010-Fund-capital JPY
      1970-01-01 open Income:4010-Contributions-earned
      1970-01-01 open Expenses:5010-Claims-incurred CNY
      1970-01-01 open Equity:Memo:9100-Memo-gross-amount-claimed KWD
      1970-01-01 open Equity:Memo:9101-Memo-gross-amount-claimed-contra KWD

      2026-03-01 * "E05 立案准备金 ＂set＂； date：x 2026-01-01 ＊ ＂other＂"
        journal: "jnl_01m8beenaye00845saj3n53cr5"
        kind: "E05"
        claim: "clm_01m8beenaye00845saj3n53crd"
        Expenses:5010-Claims-incurred  199.00 CNY
        Liabilities:2010-Case-reserves  -199.00 CNY
        Assets:1031-Yen-float  5 JPY
        Equity:3010-Fund-capital  -5 JPY
        Equity:Memo:9100-Memo-gross-amount-claimed  9223372036854775.807 KWD
        Equity:Memo:9101-Memo-gross-amount-claimed-contra  -9223372036854775.807 KWD

      2026-03-01 * "E05"
        journal: "jnl_01m8beenaye00845saj3n53cr5"
        kind: "E05"
        reverses: "jnl_01m8beenaye00845saj3n53cr5"
        Expenses:5010-Claims-incurred  199.00 CNY
        Liabilities:2010-Case-reserves  -199.00 CNY
        Assets:1031-Yen-float  5 JPY
        Equity:3010-Fund-capital  -5 JPY
        Equity:Memo:9100-Memo-gross-amount-claimed  9223372036854775.807 KWD
        Equity:Memo:9101-Memo-gross-amount-claimed-contra  -9223372036854775.807 KWD

      "
    `);
  });
});

describe('whatever people wrote', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 3_000 }),
    fc.string({ unit: 'binary-ascii', maxLength: 40 }),
    fc.constantFrom(
      '\n2026-01-01 open Assets:X',
      '"; 2026-01-01 * "x"',
      '  ; date:nonsense',
      ' [=2026/13/45]',
      ':: (1/0)',
      '\r\n~ monthly\n',
      '|payee|',
      '\u202e;"}\u202c',
      'end comment',
      '!include /etc/passwd',
    ),
  );
  const codes = SAMPLE_CHART.accounts.map(({ code }) => code).filter((code) => code !== '1031');
  const journal: fc.Arbitrary<CanonicalJournal> = fc
    .record({
      memo: text,
      kind: text,
      claimId: fc.option(text),
      reversesId: fc.option(text),
      sides: fc.shuffledSubarray(codes, { minLength: 2, maxLength: 2 }),
      currency: fc.constantFrom('CNY', 'JPY', 'KWD'),
      amount: fc.bigInt(1n, 10n ** 15n),
    })
    .map(({ sides: [debit = '', credit = ''], currency, amount, ...texts }) => ({
      ...JOURNAL,
      ...texts,
      transfers: [aLine({ debit, credit, currency, amountMinor: amount.toString() })],
    }));
  const journals = fc.sample(journal, { numRuns: 400, seed: 20_260_301 });

  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-formats-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function expectedTotals(): [string, bigint][] {
    const totals = new Map<string, bigint>();
    const add = (code: string, currency: string, amount: bigint): void => {
      const key = `${NAMES.get(code)!} ${currency}`;
      totals.set(key, (totals.get(key) ?? 0n) + amount);
    };
    for (const { transfers } of journals) {
      for (const { debit, credit, currency, amountMinor } of transfers) {
        add(debit, currency, BigInt(amountMinor));
        add(credit, currency, -BigInt(amountMinor));
      }
    }
    return [...totals].filter(([, minor]) => minor !== 0n).sort();
  }

  function expectSameTotals({ format: name, totals }: AccountingProgram): void {
    const format = FORMATS[name];
    const file = join(folder, format.path);
    writeFileSync(file, fileOf(format, journals));
    expect([...totals(file, ['CNY', 'JPY', 'KWD'])]).toEqual(expectedTotals());
  }

  for (const program of ACCOUNTING_PROGRAMS) {
    itWith(program)(`${program.format} reads the file and adds up the same`, () => {
      expectSameTotals(program);
    });
  }
});
