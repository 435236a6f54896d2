import { BankFileReleaseEntity } from './bank-file-release.entity';
import { BankFileEntity } from './bank-file.entity';
import { BankInstructionEntity } from './bank-instruction.entity';
import { BankReportLineEntity } from './bank-report-line.entity';
import { BankReportReleaseEntity } from './bank-report-release.entity';
import { BankReportEntity } from './bank-report.entity';

/** The book that this rail keeps. */
export const BANK_ENTITIES = [
  BankInstructionEntity,
  BankFileEntity,
  BankFileReleaseEntity,
  BankReportEntity,
  BankReportLineEntity,
  BankReportReleaseEntity,
];
