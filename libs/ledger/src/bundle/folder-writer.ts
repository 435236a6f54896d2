import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { DomainError } from '@app/kernel';

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

/**
 * Writes a folder that appears whole or not at all: into a neighbour of it, which takes its name at
 * the end.
 */
export class FolderWriter {
  private constructor(
    private readonly out: string,
    private readonly draft: string,
  ) {}

  /**
   * Refuses as `ledger.folder_not_empty` a folder that holds something, and as
   * `ledger.folder_unusable` a file of that name or a place where nothing can be made.
   */
  static async into(out: string): Promise<FolderWriter> {
    const folder = resolve(out);
    await requireEmpty(folder, out);
    const draft = join(dirname(folder), `.${basename(folder)}.${String(process.pid)}.partial`);
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 }).catch((error: unknown) => {
      throw unusable(out, error as NodeJS.ErrnoException);
    });
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

  /** All is written: the folder gets its name. */
  async finish(): Promise<void> {
    await rmdir(this.out).catch(ignoreMissing);
    await rename(this.draft, this.out);
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await rm(this.draft, { recursive: true, force: true });
  }
}

async function requireEmpty(folder: string, out: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw unusable(out, error as NodeJS.ErrnoException);
  });
  if (names.length === 0) return;
  throw new DomainError('conflict', 'ledger.folder_not_empty', {
    en: `${out} holds other files already: name a folder that is empty or not there yet.`,
    'zh-CN': `${out} 中已有文件，请指定空目录或尚不存在的目录。`,
  });
}

function unusable(out: string, { code, message }: NodeJS.ErrnoException): DomainError {
  const hints: Readonly<Record<string, readonly [string, string]>> = {
    ENOTDIR: ['it is a file', '它是一个文件'],
    ENOENT: ['the folder around it is not there', '其上级目录不存在'],
    EACCES: ['this account may not write there', '当前账户无权写入'],
    EROFS: ['the file system is read-only', '文件系统只读'],
  };
  const [en, zh] = hints[code ?? ''] ?? [message, message];
  return new DomainError('conflict', 'ledger.folder_unusable', {
    en: `${out} cannot be written: ${en}. Name another folder.`,
    'zh-CN': `无法写入 ${out}：${zh}。请指定其他目录。`,
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
