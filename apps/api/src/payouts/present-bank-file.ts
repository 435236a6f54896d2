import { RELEASES_REQUIRED } from '@app/payouts';
import type {
  BankFileEntity,
  BankFileReleaseEntity,
  BankInstructionEntity,
  BankReportEntity,
  BankReportLineEntity,
  BankReportReleaseEntity,
  WaitingInstructions,
} from '@app/payouts';

/** How much of an account number people see, who compare it with a list: its end. */
const ENDING_LENGTH = 4;

/** A file with the word of each person about it. */
export function presentBankFile(
  file: BankFileEntity,
  releases: readonly BankFileReleaseEntity[],
): object {
  return {
    id: file.id,
    status: file.status,
    money: money(file.currency, file.controlSumMinor),
    count: file.instructionCount,
    messageName: file.messageName,
    sha256: file.digest,
    madeBy: file.madeBy,
    madeAt: file.madeAt.toISOString(),
    releasesRequired: RELEASES_REQUIRED,
    releases: releases
      .filter(({ fileId }) => fileId === file.id)
      .map(({ verdict, note, userId, personId, givenAt }) => ({
        ...{ verdict, note, by: userId, person: personId, at: givenAt.toISOString() },
      })),
  };
}

/** What a file pays to one account, for those who let it go. */
export function presentInstruction(instruction: BankInstructionEntity): object {
  const { payoutId, currency, amountMinor, holderName, account, bank } = instruction;
  return {
    payoutId,
    money: money(currency, amountMinor),
    holderName,
    ending: account.slice(-ENDING_LENGTH),
    ...(bank === null ? {} : { bank }),
  };
}

/** What waits for a file, by currency. */
export function presentWaiting(waiting: WaitingInstructions): object {
  const { currency, amountMinor, count, oldestAt } = waiting;
  return { money: { currency, amountMinor }, count, oldestAt: oldestAt.toISOString() };
}

/** A report that was taken in, with what another person said of it. */
export function presentReport(
  report: BankReportEntity,
  releases: readonly BankReportReleaseEntity[],
): object {
  const { id, kind, messageId, fileName, sha256, lineCount, matchedCount, takenBy } = report;
  return {
    ...{ id, kind, status: report.status, messageId, fileName, sha256, lineCount, matchedCount },
    ...{ takenBy, takenAt: report.takenAt.toISOString() },
    releases: releases
      .filter(({ reportId }) => reportId === id)
      .map(({ verdict, note, userId, personId, givenAt }) => ({
        ...{ verdict, note, by: userId, person: personId, at: givenAt.toISOString() },
      })),
  };
}

/** A line of a report: about nothing of ours, or an end of a payout. */
export function presentReportLine(line: BankReportLineEntity): object {
  const { lineId, word, key, currency, amountMinor, code, at, text } = line;
  return {
    lineId,
    word,
    ...(key === null ? {} : { key }),
    ...(currency === null || amountMinor === null ? {} : { money: money(currency, amountMinor) }),
    ...(code === null ? {} : { code }),
    at: at.toISOString(),
    text,
  };
}

function money(currency: string, amountMinor: bigint): object {
  return { currency, amountMinor: amountMinor.toString() };
}
