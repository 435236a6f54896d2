import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

import { Inject, Injectable } from '@nestjs/common';

import { DomainError } from '@app/kernel';

import { flushFolder } from './durable-files';

export const FILES_DIR = Symbol('FILES_DIR');

export interface StoredFile {
  readonly sha256: string;
  readonly sizeBytes: number;
}

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Keeps files under the SHA-256 of their content: the same content is kept once, and a file that
 * was changed on disk no longer fits its name.
 */
@Injectable()
export class FileStore {
  constructor(@Inject(FILES_DIR) private readonly folder: string) {}

  /**
   * Streams a file to disk and makes it durable before it is named. Refuses more than
   * `sizeBytesMax` with `too_large` and keeps nothing of it.
   */
  async put(content: Readable, sizeBytesMax: number): Promise<StoredFile> {
    const drafts = join(this.folder, 'drafts');
    await mkdir(drafts, { recursive: true, mode: 0o700 });
    const draft = join(drafts, randomBytes(12).toString('hex'));
    try {
      const stored = await this.write(content, draft, sizeBytesMax);
      const path = this.pathOf(stored.sha256);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(draft, path);
      await flushFolder(dirname(path));
      return stored;
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  private async write(content: Readable, draft: string, sizeBytesMax: number): Promise<StoredFile> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const file = await open(draft, 'wx', 0o600);
    try {
      // Refusing a file must not destroy its stream: whoever owns it still has to read it out.
      for await (const chunk of content.iterator({
        destroyOnReturn: false,
      }) as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length;
        if (sizeBytes > sizeBytesMax) throw tooLarge(sizeBytesMax);
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { sha256: hash.digest('hex'), sizeBytes };
  }

  /** Opens a kept file. The name must be a SHA-256 that `put` returned. */
  read(sha256: string): Readable {
    return createReadStream(this.pathOf(sha256));
  }

  async has(sha256: string): Promise<boolean> {
    return stat(this.pathOf(sha256)).then(
      () => true,
      () => false,
    );
  }

  private pathOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new Error('A file is named by its SHA-256.');
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

function tooLarge(sizeBytesMax: number): DomainError {
  const megabytes = String(Math.floor(sizeBytesMax / 1_024 / 1_024));
  return new DomainError(
    'too_large',
    'file.too_large',
    {
      en: `The file is larger than ${megabytes} MB.`,
      'zh-CN': `文件超过 ${megabytes} MB。`,
    },
    { field: 'file' },
  );
}
