import { BANK_FILE_VERDICTS } from '@app/payouts';
import type { BankFileVerdict } from '@app/payouts';

import { Currency, OneOf, SafeText } from '../http/fields';

export class MakeBankFileDto {
  @Currency()
  currency!: string;
}

export class BankFileVerdictDto {
  @OneOf(BANK_FILE_VERDICTS)
  verdict!: BankFileVerdict;

  @SafeText(2_000)
  note!: string;
}
