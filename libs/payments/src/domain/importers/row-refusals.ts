import { DomainError } from '@app/kernel';

import type { ImportedRejection } from './payment-record';
import { shortened } from './shortened';

/** How much of a bad row is kept for the person who mends it. */
const RAW_CHARS_MAX = 1_000;
const SAW_CHARS_MAX = 60;
// eslint-disable-next-line no-control-regex -- finding control characters is what it is for
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/g;

/** Turns the refusal of one row into what the caller gets in its place. */
export function rejection(
  line: { readonly lineNumber: number; readonly text: string },
  refusal: DomainError,
): ImportedRejection {
  return {
    kind: 'rejected',
    lineNumber: line.lineNumber,
    reasonCode: refusal.code,
    reason: refusal.text,
    // PostgreSQL takes no NUL into a text, so it is shown by its picture.
    raw: shortened(line.text, RAW_CHARS_MAX).replaceAll('\0', '␀'),
  };
}

/** Runs a reader of one row; an expected refusal becomes a rejected row, anything else is a bug. */
export function orRejection<Row>(
  line: { readonly lineNumber: number; readonly text: string },
  read: () => Row,
): Row | ImportedRejection {
  try {
    return read();
  } catch (error) {
    if (error instanceof DomainError) return rejection(line, error);
    throw error;
  }
}

function refused(
  code: string,
  cell: { readonly field: string; readonly saw: string },
  text: { readonly en: string; readonly 'zh-CN': string },
): DomainError {
  const saw = shortened(cell.saw, SAW_CHARS_MAX);
  const sawText = { en: `We saw "${saw}".`, 'zh-CN': `实际内容：“${saw}”。` };
  return new DomainError(
    'invalid',
    code,
    {
      en: `${cell.field}: ${text.en} ${sawText.en}`,
      'zh-CN': `${cell.field}：${text['zh-CN']}${sawText['zh-CN']}`,
    },
    { field: cell.field, saw },
  );
}

export function missingValue(field: string): DomainError {
  return refused(
    'import.missing_value',
    { field, saw: '' },
    {
      en: 'A value is required here.',
      'zh-CN': '此列必须填写。',
    },
  );
}

export function invalidTime(field: string, saw: string, form: string): DomainError {
  return refused(
    'import.invalid_time',
    { field, saw },
    {
      en: `This is not a time of the form ${form} that exists in the calendar.`,
      'zh-CN': `不是日历上存在的、格式为 ${form} 的时间。`,
    },
  );
}

export function unknownValue(field: string, saw: string, known: readonly string[]): DomainError {
  return refused(
    'import.unknown_value',
    { field, saw },
    {
      en: `Only these values are known: ${known.join(', ')}.`,
      'zh-CN': `只接受以下取值：${known.join('、')}。`,
    },
  );
}

export function unknownCurrency(field: string, saw: string): DomainError {
  return refused(
    'import.unknown_currency',
    { field, saw },
    {
      en: 'A currency code of ISO 4217 in capitals is needed, such as CNY.',
      'zh-CN': '需要大写的 ISO 4217 货币代码，例如 CNY。',
    },
  );
}

export function malformedAmount(field: string, saw: string, form: string): DomainError {
  return refused(
    'import.malformed_amount',
    { field, saw },
    {
      en: `An amount is needed as ${form}, without sign, spaces or separators.`,
      'zh-CN': `金额须写为 ${form}，不带正负号、空格或千位分隔符。`,
    },
  );
}

export function textTooLong(field: string, saw: string, charsMax: number): DomainError {
  return refused(
    'import.text_too_long',
    { field, saw },
    {
      en: `At most ${String(charsMax)} characters fit here; there are ${String(saw.length)}.`,
      'zh-CN': `最多 ${String(charsMax)} 个字符，实际有 ${String(saw.length)} 个。`,
    },
  );
}

export function controlCharacter(field: string, saw: string): DomainError {
  const visible = shortened(saw, SAW_CHARS_MAX).replaceAll(CONTROL_CHARACTER, '·');
  return refused(
    'import.control_character',
    { field, saw: visible },
    {
      en: 'There is a control character in it; remove it.',
      'zh-CN': '其中含有控制字符，请删除。',
    },
  );
}

/** A spreadsheet has shown a long number as 4.2E+27 and saved that: the digits are lost. */
export function numberDamaged(field: string, saw: string): DomainError {
  return refused(
    'import.number_damaged',
    { field, saw },
    {
      en: 'A spreadsheet has turned this number into scientific notation and lost its digits. Send the file as it was downloaded.',
      'zh-CN': '该单号被表格软件转成了科学计数法，数字已丢失。请上传未经编辑的原始文件。',
    },
  );
}

export function wrongColumnCount(saw: number, expected: number): DomainError {
  return refused(
    'import.wrong_column_count',
    { field: 'line', saw: String(saw) },
    {
      en: `The header has ${String(expected)} columns, this row has ${String(saw)}.`,
      'zh-CN': `表头有 ${String(expected)} 列，该行有 ${String(saw)} 列。`,
    },
  );
}

/** Two columns of one row cannot both be true. */
export function contradiction(
  field: string,
  saw: string,
  why: { readonly en: string; readonly 'zh-CN': string },
): DomainError {
  return refused('import.contradiction', { field, saw }, why);
}

/** A coupon covered everything: there is no money of the payer that could be lost or come back. */
export function nothingPaid(field: string, saw: string): DomainError {
  return refused(
    'import.nothing_paid',
    { field, saw },
    {
      en: 'No money of the payer moved here; zero amounts are not taken over.',
      'zh-CN': '付款人没有实际出资或收到退款；零金额不予导入。',
    },
  );
}

export function notABillRow(saw: string): DomainError {
  return refused(
    'import.not_a_bill_row',
    { field: 'line', saw },
    {
      en: 'A row of a WeChat Pay bill begins with a backtick (`) and stands before the totals. Send the file as it was downloaded.',
      'zh-CN':
        '微信支付账单的数据行以反引号（`）开头，且位于汇总行之前。请上传未经编辑的原始文件。',
    },
  );
}

/** A quote in the middle of a field, text behind a closing one, or one that is never closed. */
export function strayQuote(): DomainError {
  return refused(
    'import.stray_quote',
    { field: 'line', saw: '"' },
    {
      en: 'A double quote does not follow RFC 4180: quote the whole field and double each quote inside it.',
      'zh-CN': '双引号不符合 RFC 4180：请用双引号括住整个字段，并将字段内的双引号写成两个。',
    },
  );
}
