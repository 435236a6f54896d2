import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { DomainError } from '@app/kernel';
import { isAlive } from '@app/platform';

import type { BundleFile } from '../domain/bundle/manifest';

/** A file that is being written, with its digest. */
export class FileWriter {
  private readonly digest = createHash('sha256');
  private bytes = 0;

  constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  async append(content: string | Buffer): Promise<void> {
    const bytes = Buffer.from(content);
    this.digest.update(bytes);
    this.bytes += bytes.length;
    await this.handle.writeFile(bytes);
  }

  /** Brings it to the disk, and says what a manifest says of it. */
  async close(): Promise<BundleFile> {
    await this.handle.sync();
    await this.handle.close();
    return { path: this.path, bytes: this.bytes, sha256: this.digest.digest('hex') };
  }
}

const DRAFT_END = '.partial';
const PID = /^[1-9]\d*$/;

/**
 * Writes a folder that appears whole or not at all: into a neighbour of it, which takes its name at
 * the end. The neighbour is called after the process that writes it, so that the next one can tell
 * what a process that was killed has left.
 */
export class FolderWriter {
  private constructor(
    private readonly out: string,
    private readonly draft: string,
  ) {}

  /**
   * Refuses as `ledger.folder_not_empty` a folder that holds something, and as
   * `ledger.folder_unusable` a file of that name or a place where nothing can be made. Removes what
   * processes that are gone have left of this folder.
   */
  static async into(out: string): Promise<FolderWriter> {
    const folder = resolve(out);
    await requireEmpty(folder, out);
    const begin = `.${basename(folder)}.`;
    const draft = join(dirname(folder), `${begin}${String(process.pid)}${DRAFT_END}`);
    try {
      await removeLeftovers(dirname(folder), begin);
      await mkdir(draft, { mode: 0o700 });
    } catch (error) {
      throw unusable(out, error as NodeJS.ErrnoException);
    }
    return new FolderWriter(folder, draft);
  }

  /** Begins a file; its path may name a folder, too. */
  async create(path: string): Promise<FileWriter> {
    const file = join(this.draft, path);
    await mkdir(dirname(file), { recursive: true });
    return new FileWriter(path, await open(file, 'wx'));
  }

  async write(path: string, content: string | Buffer): Promise<BundleFile> {
    const file = await this.create(path);
    await file.append(content);
    return file.close();
  }

  /** All is written: the folder gets its name, unless somebody was faster. */
  async finish(): Promise<void> {
    try {
      await rmdir(this.out).catch(ignoreMissing);
      await rename(this.draft, this.out);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') throw notEmpty(this.out);
      throw unusable(this.out, error as NodeJS.ErrnoException);
    }
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await rm(this.draft, { recursive: true, force: true });
  }
}

/**
 * Whoever had our number before us is gone as well. A number that somebody else has by now is left
 * alone: nothing tells him from the one that writes.
 */
async function removeLeftovers(around: string, begin: string): Promise<void> {
  for (const entry of await readdir(around, { withFileTypes: true })) {
    const { name } = entry;
    if (!entry.isDirectory() || !name.startsWith(begin) || !name.endsWith(DRAFT_END)) continue;
    const digits = name.slice(begin.length, -DRAFT_END.length);
    if (!PID.test(digits)) continue;
    const pid = Number(digits);
    if (pid !== process.pid && isAlive(pid)) continue;
    await rm(join(around, name), { recursive: true, force: true });
  }
}

async function requireEmpty(folder: string, out: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw unusable(out, error as NodeJS.ErrnoException);
  });
  if (names.length > 0) throw notEmpty(out);
}

function notEmpty(out: string): DomainError {
  return new DomainError('conflict', 'ledger.folder_not_empty', {
    en: `${out} holds other files already: name a folder that is empty or not there yet.`,
    'zh-CN': `${out} 中已有文件，请指定空目录或尚不存在的目录。`,
  });
}

function unusable(out: string, { code = '', message }: NodeJS.ErrnoException): DomainError {
  const hints: Readonly<Record<string, readonly [string, string]>> = {
    ENOTDIR: ['it is a file', '它是一个文件'],
    ENOENT: ['the folder around it is not there', '其上级目录不存在'],
    EACCES: ['this account may not write there', '当前账户无权写入'],
    EROFS: ['the file system is read-only', '文件系统只读'],
  };
  const why = code === '' ? message : code;
  const [en, zh] = hints[code] ?? [why, why];
  return new DomainError('conflict', 'ledger.folder_unusable', {
    en: `${out} cannot be written: ${en}. Name another folder.`,
    'zh-CN': `无法写入 ${out}：${zh}。请指定其他目录。`,
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
