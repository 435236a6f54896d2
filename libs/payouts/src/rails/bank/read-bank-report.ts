import type { BankReport, BankStatement } from './bank-report';
import { readStatement } from './read-camt053';
import { readPain002 } from './read-pain002';
import { otherMessage, unsound } from './report-refusal';
import { decodeReport } from './xml/decode-report';
import { readXml } from './xml/read-xml';
import { allAt, firstAt, textAt } from './xml/xml-path';

/** The versions that banks send; what they mean is the same in all of them. */
const STATUS_REPORT = /:pain\.002\.001\.(03|10)$/;
const STATEMENT = /:camt\.053\.001\.(02|08)$/;

/**
 * Reads a report of the bank, known by its content: a payment status report or an account
 * statement. Days are those of `timeZone`. Throws `bank.report_*`, and then nothing of it counts.
 */
export function readBankReport(bytes: Buffer, timeZone: string): BankReport {
  const { root, namespace } = readXml(decodeReport(bytes));
  const status = firstAt(root, 'CstmrPmtStsRpt');
  if (status !== null && STATUS_REPORT.test(namespace)) return readPain002(status, timeZone);
  const report = firstAt(root, 'BkToCstmrStmt');
  if (report === null || !STATEMENT.test(namespace)) throw otherMessage();
  const messageId = textAt(report, 'GrpHdr', 'MsgId');
  if (messageId === null) throw unsound('it has no message id', '缺少报文编号');
  const statements = allAt(report, 'Stmt').map((one, index) =>
    readStatement(one, { timeZone, path: `BkToCstmrStmt/Stmt[${String(index + 1)}]` }),
  );
  return { kind: 'camt.053', messageId, statements };
}

/** The account statements of a camt.053 file; `bank.report_other_message` for anything else. */
export function parseCamt053(bytes: Buffer, timeZone: string): readonly BankStatement[] {
  const report = readBankReport(bytes, timeZone);
  if (report.kind !== 'camt.053') throw otherMessage();
  return report.statements;
}
