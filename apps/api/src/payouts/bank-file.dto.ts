import { BANK_FILE_VERDICTS, BANK_REPORT_VERDICTS } from '@app/payouts';
import type { BankFileVerdict, BankReportVerdict } from '@app/payouts';

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

export class BankReportVerdictDto {
  @OneOf(BANK_REPORT_VERDICTS)
  verdict!: BankReportVerdict;

  @SafeText(2_000)
  note!: string;
}
