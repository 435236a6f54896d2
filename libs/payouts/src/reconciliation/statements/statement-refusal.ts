import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** Refuses a whole file: a statement that is not complete proves nothing. */
export function unsoundStatement(problem: Bilingual, saw = ''): DomainError {
  return new DomainError(
    'unprocessable',
    'statement.unsound',
    {
      en: `This statement cannot be gone by: ${problem.en}. Download it again and hand it in unchanged.`,
      'zh-CN': `该对账单不可用：${problem['zh-CN']}。请重新下载，并原样提交。`,
    },
    { field: 'file', saw: saw.slice(0, 60) },
  );
}

/** Refuses a file in our own CSV format. Lines count from 1, the header included. */
export function unreadableCsv(line: number, problem: Bilingual, saw = ''): DomainError {
  return new DomainError(
    'unprocessable',
    'statement.unreadable_csv',
    {
      en: `Line ${String(line)} of the statement: ${problem.en}. README.md says how our CSV format is written.`,
      'zh-CN': `对账单第 ${String(line)} 行：${problem['zh-CN']}。CSV 格式见 README.md。`,
    },
    { field: 'file', line: String(line), saw: saw.slice(0, 60) },
  );
}

/** Nobody can tell what file it is. */
export function unknownFormat(): DomainError {
  return new DomainError(
    'unprocessable',
    'statement.unknown_format',
    {
      en: 'This file is no statement that we know: camt.053, a fund bill of WeChat Pay ("资金账单"), an account bill of Alipay ("账务明细") or our own CSV. Name its format, or download it again.',
      'zh-CN':
        '无法识别该文件：支持 camt.053、微信支付资金账单、支付宝账务明细和本系统 CSV 格式。请指明 format，或重新下载。',
    },
    { field: 'file' },
  );
}

/** The bills of a rail are of that rail. */
export function formatOfOtherRail(format: string, rail: string): DomainError {
  return new DomainError(
    'unprocessable',
    'statement.other_rail',
    {
      en: `A file in the format ${format} is no statement of "${rail}". Name the rail whose it is.`,
      'zh-CN': `${format} 格式的文件不是“${rail}”的对账单，请指明其所属通道。`,
    },
    { field: 'rail', saw: rail },
  );
}

/** The file does not say of which day it is, and has no line that would. */
export function dayMissing(): DomainError {
  return new DomainError(
    'invalid',
    'statement.day_missing',
    {
      en: 'This fund bill has no lines and does not say of which day it is. Name the day: day=2026-11-26.',
      'zh-CN': '该资金账单没有明细，无法得知日期。请指明日期：day=2026-11-26。',
    },
    { field: 'day' },
  );
}

/** Our own CSV is any rail's. */
export function railMissing(): DomainError {
  return new DomainError(
    'invalid',
    'statement.rail_missing',
    {
      en: 'A statement in CSV does not say whose it is. Name the rail, or "cash" for our own bank account.',
      'zh-CN': 'CSV 对账单未注明所属通道，请指明 rail（本机构银行账户填 cash）。',
    },
    { field: 'rail' },
  );
}
