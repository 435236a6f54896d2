import { DomainError } from '@app/kernel';

/** What banks write, as the declaration of a document names it. */
const ENCODINGS: readonly string[] = ['utf-8', 'us-ascii', 'iso-8859-1', 'gbk', 'gb18030'];

/**
 * The text of an XML file in the encoding that it declares, UTF-8 unless it says so. Throws
 * `bank.report_encoding` for another one, and for bytes that are not of it.
 */
export function decodeReport(bytes: Buffer): string {
  const head = bytes.subarray(0, 200).toString('latin1');
  const declared =
    /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]{0,150}encoding\s*=\s*["']([\w.-]{1,30})["']/i.exec(head);
  const encoding = declared?.[1]?.toLowerCase() ?? 'utf-8';
  if (!ENCODINGS.includes(encoding)) throw unreadable();
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw unreadable();
  }
}

function unreadable(): DomainError {
  return new DomainError(
    'unprocessable',
    'bank.report_encoding',
    {
      en: 'The letters of this file cannot be read. Send the report as the bank gave it: XML in UTF-8, ISO-8859-1 or GB18030.',
      'zh-CN':
        '无法识别该文件的字符编码。请原样上传银行给出的 XML 文件（UTF-8、ISO-8859-1 或 GB18030）。',
    },
    { field: 'file' },
  );
}
