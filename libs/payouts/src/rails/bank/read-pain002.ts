import { excerpt } from '../excerpt';
import type { BankReport, BankReportLine, BankWord, GroupStatus } from './bank-report';
import { codeAt, dateAt, endToEndId, instantOf, moneyAt } from './report-fields';
import { unsound } from './report-refusal';
import type { XmlElement } from './xml/read-xml';
import { allAt, firstAt, textAt } from './xml/xml-path';

/**
 * Statuses of ISO 20022 (ExternalPaymentTransactionStatus1Code). A status that is not here says
 * nothing that we could act on: `other`.
 */
const WORDS: ReadonlyMap<string, BankWord> = new Map<string, BankWord>([
  ['RCVD', 'accepted'],
  ['ACTC', 'accepted'],
  ['ACCP', 'accepted'],
  ['ACSP', 'accepted'],
  ['ACWC', 'accepted'],
  ['ACWP', 'accepted'],
  ['PDNG', 'accepted'],
  ['ACSC', 'completed'],
  ['ACCC', 'completed'],
  ['RJCT', 'rejected'],
]);

interface Context {
  readonly timeZone: string;
  readonly messageId: string;
  readonly createdAt: Date;
}

/**
 * A payment status report, pain.002.001.03 or .10: what it says of transfers one by one, and of
 * groups whose transfers it does not list. `report` is what stands in the document.
 */
export function readPain002(report: XmlElement, timeZone: string): BankReport {
  const messageId = textAt(report, 'GrpHdr', 'MsgId');
  const createdAt = instantOf(textAt(report, 'GrpHdr', 'CreDtTm'), timeZone);
  if (messageId === null || createdAt === null) {
    throw unsound('it has no message id or no time', '缺少报文编号或时间');
  }
  const context = { timeZone, messageId, createdAt };
  const payments = allAt(report, 'OrgnlPmtInfAndSts');
  // The older version also lets transfers stand outside of a payment information.
  const transfers = [
    ...allAt(report, 'TxInfAndSts'),
    ...payments.flatMap((one) => allAt(one, 'TxInfAndSts')),
  ];
  return {
    kind: 'pain.002',
    messageId,
    lines: transfers.map((one, index) => lineOf(one, index, context)),
    groups: transfers.length > 0 ? [] : groupsOf(report, payments, context),
  };
}

function lineOf(transfer: XmlElement, index: number, context: Context): BankReportLine {
  const status = textAt(transfer, 'TxSts') ?? '';
  const { code, text } = reasonOf(transfer, status);
  return {
    lineId: `${context.messageId}/${String(index + 1)}`,
    word: WORDS.get(status) ?? 'other',
    key: endToEndId(textAt(transfer, 'OrgnlEndToEndId')),
    money:
      moneyAt(transfer, 'OrgnlTxRef', 'Amt', 'InstdAmt') ??
      moneyAt(transfer, 'OrgnlTxRef', 'IntrBkSttlmAmt'),
    code,
    at: dateAt(transfer, context.timeZone, 'AccptncDtTm') ?? context.createdAt,
    text,
  };
}

/** A group counts by the status of its payment information, where the bank gives that one. */
function groupsOf(
  report: XmlElement,
  payments: readonly XmlElement[],
  { createdAt: at }: Context,
): GroupStatus[] {
  const group = firstAt(report, 'OrgnlGrpInfAndSts');
  const messageId = group === null ? null : textAt(group, 'OrgnlMsgId');
  if (group === null || messageId === null) return [];
  const withStatus = payments.filter((one) => textAt(one, 'PmtInfSts') !== null);
  const speaking = withStatus.length > 0 ? withStatus : [group];
  return speaking.map((one) => {
    const status = textAt(one, 'PmtInfSts') ?? textAt(one, 'GrpSts') ?? '';
    return { messageId, word: WORDS.get(status) ?? 'other', at, ...reasonOf(one, status) };
  });
}

/** The reason, or the status where there is none; and both with the bank's words, for people. */
function reasonOf(element: XmlElement, status: string): { code: string; text: string } {
  const reason = firstAt(element, 'StsRsnInf');
  const code = reason === null ? null : codeAt(reason, 'Rsn');
  const words = reason === null ? [] : allAt(reason, 'AddtlInf').map(({ text }) => text);
  const stated = excerpt(status).slice(0, 35);
  return { code: code ?? stated, text: excerpt([stated, code ?? '', ...words].join(' ')) };
}
