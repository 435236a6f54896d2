import { DomainError } from '@app/kernel';

/** The longest line that is read, in bytes without its line feed. A longer one is rejected. */
export const LINE_BYTES_MAX = 65_536;

/** What can be wrong with a line before anybody looks at its columns. */
export type LineFault = 'too_long' | 'invalid_bytes' | 'nul_byte' | 'damaged_text';

const FAULTS: Record<LineFault, DomainError> = {
  too_long: new DomainError('invalid', 'import.line_too_long', {
    en: `The line is longer than ${String(LINE_BYTES_MAX)} bytes. Check that every row ends with a line feed.`,
    'zh-CN': `该行超过 ${String(LINE_BYTES_MAX)} 字节。请检查每一行是否以换行符结尾。`,
  }),
  invalid_bytes: new DomainError('invalid', 'import.invalid_bytes', {
    en: 'The line holds bytes that are not valid in the encoding of the file. Mend the row at its source and send it again.',
    'zh-CN': '该行含有不符合文件编码的字节。请在数据源修正该行后重新上传。',
  }),
  nul_byte: new DomainError('invalid', 'import.nul_byte', {
    en: 'The line holds a zero byte, which no text may hold. Mend the row at its source and send it again.',
    'zh-CN': '该行含有零字节，文本中不允许出现。请在数据源修正该行后重新上传。',
  }),
  damaged_text: new DomainError('invalid', 'import.damaged_text', {
    en: 'The line holds the replacement character U+FFFD: an earlier conversion has already lost letters. Export the row again.',
    'zh-CN': '该行含有替换字符 U+FFFD，说明此前的转码已丢失文字。请重新导出该行。',
  }),
};

/** The refusal of a line, in words for the person who mends it. */
export function lineFaultRefusal(fault: LineFault): DomainError {
  return FAULTS[fault];
}
