import { DomainError } from '@app/kernel';

import { shortened } from './shortened';

/** Formats that can be read, as the import call names them. */
const SUPPORTED_IMPORT_FORMATS = ['wechat-trade-bill', 'csv'] as const;
const SUPPORTED = SUPPORTED_IMPORT_FORMATS.join(', ');

/** What a file is that holds no text, and what its owner should do with it. */
export type BinaryKind = 'zip' | 'gzip' | 'xls' | 'pdf' | 'unknown';

const BINARY: Record<BinaryKind, { en: string; 'zh-CN': string }> = {
  zip: {
    en: 'The file is a ZIP archive or an XLSX workbook. Unpack it, or save the sheet as "CSV UTF-8", and send that file.',
    'zh-CN': '该文件是 ZIP 压缩包或 XLSX 工作簿。请先解压，或另存为“CSV UTF-8”后再上传。',
  },
  gzip: {
    en: 'The file is compressed with gzip. Unpack it (gunzip) and send the text file inside.',
    'zh-CN': '该文件是 gzip 压缩文件。请先解压（gunzip），再上传其中的文本文件。',
  },
  xls: {
    en: 'The file is an old Office document (XLS). Save the sheet as "CSV UTF-8" and send that file.',
    'zh-CN': '该文件是旧版 Office 文档（XLS）。请另存为“CSV UTF-8”后再上传。',
  },
  pdf: {
    en: 'The file is a PDF. Download the bill as a text or CSV file and send that.',
    'zh-CN': '该文件是 PDF。请下载文本或 CSV 格式的账单后再上传。',
  },
  unknown: {
    en: 'The file holds zero bytes, so it is binary or UTF-16 without a mark, not text. Save it as UTF-8 text and send it again.',
    'zh-CN':
      '该文件含有零字节，是二进制文件或无标记的 UTF-16，而不是文本。请另存为 UTF-8 文本后再上传。',
  },
};

export function binaryFile(kind: BinaryKind): DomainError {
  return new DomainError('unsupported_media', 'import.binary_file', BINARY[kind], {
    field: 'file',
    saw: kind,
  });
}

export function utf16File(): DomainError {
  return new DomainError(
    'unsupported_media',
    'import.utf16_not_supported',
    {
      en: 'The file is encoded as UTF-16 ("Unicode text"). Save it as UTF-8 (in Excel: "CSV UTF-8") and send it again.',
      'zh-CN':
        '该文件采用 UTF-16 编码（“Unicode 文本”）。请另存为 UTF-8（Excel 中选“CSV UTF-8”）后再上传。',
    },
    { field: 'file', saw: 'UTF-16' },
  );
}

export function unknownEncoding(): DomainError {
  return new DomainError(
    'unsupported_media',
    'import.unknown_encoding',
    {
      en: 'The first 64 KiB of the file are neither UTF-8 nor GB18030 (GBK) text. Save it as UTF-8 and send it again.',
      'zh-CN': '文件开头 64 KiB 既不是 UTF-8 也不是 GB18030（GBK）文本。请另存为 UTF-8 后再上传。',
    },
    { field: 'file' },
  );
}

export function emptyFile(): DomainError {
  return new DomainError(
    'unprocessable',
    'import.empty_file',
    {
      en: 'The file is empty: we saw no line with text. Download it again and check its size before sending it.',
      'zh-CN': '文件为空：没有任何含文字的行。请重新下载，并在上传前检查文件大小。',
    },
    { field: 'file', saw: '' },
  );
}

/** For `auto`: the first line belongs to no format that we know. */
export function unknownFormat(firstLine: string): DomainError {
  const saw = shortened(firstLine, 200);
  return new DomainError(
    'unprocessable',
    'import.unknown_format',
    {
      en: `The first line belongs to no format that we read: "${saw}". Supported: ${SUPPORTED}. Send the file as it was downloaded, with its header line first.`,
      'zh-CN': `首行不属于任何可识别的格式：“${saw}”。支持的格式：${SUPPORTED}。请上传原始下载文件，首行须为表头。`,
    },
    { field: 'file', saw, supported: SUPPORTED_IMPORT_FORMATS },
  );
}

/** For formats that have a name with us but no reader. */
export function formatNotSupported(format: string): DomainError {
  return new DomainError(
    'unprocessable',
    'import.format_not_supported',
    {
      en: `Files of the format "${format}" cannot be read. Supported: ${SUPPORTED}. Convert the file to our CSV and send it as format "csv".`,
      'zh-CN': `暂不支持“${format}”格式的文件。支持的格式：${SUPPORTED}。请转换为本系统的 CSV，并以“csv”格式上传。`,
    },
    { field: 'format', saw: format, supported: SUPPORTED_IMPORT_FORMATS },
  );
}

/** Everything that can be wrong with a header line. */
export interface HeaderFault {
  readonly problem: 'missing' | 'unknown' | 'repeated' | 'contradictory';
  readonly columns: readonly string[];
  readonly header: string;
  readonly known: readonly string[];
}

const HEADER_PROBLEMS: Record<HeaderFault['problem'], { en: string; 'zh-CN': string }> = {
  missing: { en: 'The header lacks', 'zh-CN': '表头缺少列' },
  unknown: { en: 'The header has columns that we do not know', 'zh-CN': '表头含有未知的列' },
  repeated: { en: 'The header names a column twice', 'zh-CN': '表头重复了列' },
  contradictory: {
    en: 'The header must have exactly one of these columns',
    'zh-CN': '表头必须且只能包含以下列之一',
  },
};

export function headerRefused(fault: HeaderFault): DomainError {
  const columns = shortened(fault.columns.join(', '), 300);
  const known = fault.known.join(', ');
  const problem = HEADER_PROBLEMS[fault.problem];
  const saw = shortened(fault.header, 200);
  return new DomainError(
    'unprocessable',
    `import.${fault.problem}_columns`,
    {
      en: `${problem.en}: ${columns}. We saw "${saw}". Known columns: ${known}.`,
      'zh-CN': `${problem['zh-CN']}：${columns}。实际表头：“${saw}”。已知的列：${known}。`,
    },
    { field: 'file', saw, columns: fault.columns, known: fault.known },
  );
}
