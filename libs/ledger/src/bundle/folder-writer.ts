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

  /** Refuses as `ledger.folder_not_empty` a folder that holds something, or a file of the name. */
  static async into(out: string): Promise<FolderWriter> {
    const folder = resolve(out);
    await requireEmpty(folder, out);
    const draft = join(dirname(folder), `.${basename(folder)}.${String(process.pid)}.partial`);
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
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
  const names = await readdir(folder).catch(ignoreMissing);
  if (names === undefined || names.length === 0) return;
  throw new DomainError('conflict', 'ledger.folder_not_empty', {
    en: `${out} holds other files already: name a folder that is empty or not there yet.`,
    'zh-CN': `${out} 中已有文件，请指定空目录或尚不存在的目录。`,
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
