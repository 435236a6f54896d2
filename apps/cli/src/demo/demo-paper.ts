import { Money } from '@app/money';

import type { JournalShape, MoneyShape, TrialBalanceShape } from './demo-shapes';

/** Prints the demo as a person would read it. */
export class DemoPaper {
  private chapters = 0;

  constructor(private readonly write: (text: string) => void) {}

  chapter(zh: string, en: string): void {
    this.chapters += 1;
    this.write(`\n${String(this.chapters)}. ${zh} ${en}\n`);
  }

  line(text: string): void {
    this.write(`   ${text}\n`);
  }

  journals(journals: readonly JournalShape[]): void {
    for (const { kind, memo, transfers } of journals) {
      for (const { debit, credit, money } of transfers) {
        this.line(`  ${kind}  ${debit} ← ${credit}  ${amount(money).padStart(16)}  ${memo}`);
      }
    }
  }

  trialBalance({ currencies }: TrialBalanceShape): void {
    for (const { currency, accounts, totalDebitMinor, totalCreditMinor } of currencies) {
      const cell = (minor: string): string => decimals(minor, currency).padStart(15);
      this.line(
        `${currency}  ${'借 debit'.padStart(16)} ${'贷 credit'.padStart(14)} ${'余额 balance'.padStart(13)}`,
      );
      for (const { code, name, debitMinor, creditMinor, balanceMinor } of accounts) {
        this.line(
          `${code} ${cell(debitMinor)} ${cell(creditMinor)} ${cell(balanceMinor)}  ${name['zh-CN']} ${name.en}`,
        );
      }
      this.line(`合计 ${cell(totalDebitMinor)} ${cell(totalCreditMinor)}`);
    }
  }
}

/** `12,800.00 CNY`, for people. */
export function amount({ amountMinor, currency }: MoneyShape): string {
  return `${decimals(amountMinor, currency)} ${currency}`;
}

function decimals(minor: string, currency: string): string {
  const [number = ''] = Money.of(BigInt(minor), currency).toString().split(' ');
  return number.replace(/\B(?=(\d{3})+(?=\.))/g, ',');
}
