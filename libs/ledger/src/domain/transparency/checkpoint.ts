import { DomainError } from '@app/kernel';

import { decodeBase64 } from './base64';
import { isLogSize } from './log-size';
import { HASH_BYTES } from './merkle-tree';
import { openNote } from './signed-note';
import type { VerifierKey } from './verifier-key';

/** What a log states about itself at one size, and signs (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Names the log for ever; by custom its address without the scheme: `example.com/ledger`. */
  readonly origin: string;
  /** The number of entries. */
  readonly size: number;
  /** The root over these entries, 32 bytes. */
  readonly root: Buffer;
  /** Further signed lines, opaque to other tools; none, unless there is a good reason. */
  readonly extensions: readonly string[];
}

const SIZE = /^(0|[1-9]\d*)$/;

/**
 * Writes the text of a checkpoint, ready for `signNote`: one line each for origin, size, root in
 * base64 and extensions. Refuses as `ledger.bad_checkpoint` what `parseCheckpoint` would not read.
 */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const lines = [origin, String(size), root.toString('base64'), ...extensions];
  const broken = lines.findIndex((line) => line.includes('\n'));
  if (broken >= 0) {
    throw badLine(broken + 1, 'must not hold a newline', '不得含换行符', lines[broken]);
  }
  const text = `${lines.join('\n')}\n`;
  parseCheckpoint(text);
  return text;
}

/**
 * Reads the text of a checkpoint; it says nothing about who signed it. Refuses as
 * `ledger.bad_checkpoint`, naming the line, any text but the one that `formatCheckpoint` writes for
 * its values, and a size over 2^53 − 1.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', sizeDigits = '', rootBase64 = '', ...extensions] = linesOf(text);
  return { origin, size: parseSize(sizeDigits), root: parseRoot(rootBase64), extensions };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < 3) {
    throw badCheckpoint(
      'A checkpoint has at least three lines, origin, size and root, each ended by a newline.',
      '检查点至少含三行（来源、大小、根哈希），每行以换行符结尾。',
    );
  }
  const empty = lines.indexOf('');
  if (empty >= 0) throw badLine(empty + 1, 'must not be empty', '不得为空');
  return lines;
}

function parseSize(digits: string): number {
  const size = Number(digits);
  if (!SIZE.test(digits) || !isLogSize(size)) {
    throw badLine(
      2,
      'must be a size in decimal digits, without leading zeros, up to 2^53 − 1',
      '须为十进制大小，无前导零，且不超过 2^53 − 1',
      digits,
    );
  }
  return size;
}

function parseRoot(base64: string): Buffer {
  const root = decodeBase64(base64);
  if (root?.length !== HASH_BYTES) {
    throw badLine(3, 'must be 32 bytes in base64', '须为 32 字节的 base64', base64);
  }
  return root;
}

/**
 * Verifies a signed checkpoint for anyone who audits the log: one of the log's own `keys` signed
 * it, and it is of the log `origin`. Do not pass keys of witnesses: they vouch for other things.
 * Refuses with the codes of `openNote` and `parseCheckpoint`, or as `ledger.other_log`.
 */
export function openCheckpoint(
  note: string | Buffer,
  keys: readonly VerifierKey[],
  origin: string,
): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, keys).text);
  if (checkpoint.origin !== origin) {
    const saw = checkpoint.origin.slice(0, 60);
    throw new DomainError(
      'unprocessable',
      'ledger.other_log',
      {
        en: `This checkpoint is of the log "${saw}", not of "${origin}".`,
        'zh-CN': `该检查点属于日志“${saw}”，而不是“${origin}”。`,
      },
      { saw },
    );
  }
  return checkpoint;
}

function badLine(line: number, en: string, zh: string, content = ''): DomainError {
  const saw = content.slice(0, 60);
  return badCheckpoint(
    `Line ${line} of the checkpoint ${en}; it is "${saw}".`,
    `检查点第 ${line} 行${zh}，而实际为“${saw}”。`,
  );
}

function badCheckpoint(en: string, zh: string): DomainError {
  return new DomainError('unprocessable', 'ledger.bad_checkpoint', { en, 'zh-CN': zh });
}
