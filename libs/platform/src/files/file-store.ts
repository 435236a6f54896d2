import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { DomainError } from '@app/kernel';

import type { ObjectStore } from './object-store';

export interface StoredFile {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A file on this machine's disk that has no name yet. */
export interface DraftFile extends StoredFile {
  readonly path: string;
}

/** What a file has to be before it is kept. */
export interface Admission {
  readonly sizeBytesMax: number;
  /** The digest that its sender announced. */
  readonly sha256?: string;
  /** Looks at the whole file; when it throws, nothing is kept. */
  readonly check?: (draft: DraftFile) => Promise<void>;
}

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Keeps files under the SHA-256 of their content: the same content is kept once, and a file that
 * was changed where it lies no longer fits its name.
 */
export class FileStore {
  constructor(
    /** A folder on this machine, whatever keeps the files in the end. */
    private readonly draftsFolder: string,
    private readonly objects: ObjectStore,
  ) {}

  /**
   * Streams a file to disk and makes it durable before it is named. Refuses more than
   * `sizeBytesMax` with `file.too_large`, content of another digest than announced with
   * `file.other_digest`, and whatever the check refuses; keeps nothing of them.
   */
  async put(content: Readable, admission: number | Admission): Promise<StoredFile> {
    const wanted = typeof admission === 'number' ? { sizeBytesMax: admission } : admission;
    return this.draft(content, wanted, async (draft) => {
      requireDigest(draft, wanted);
      await wanted.check?.(draft);
      await this.objects.place(draft.path, nameOf(draft.sha256));
      const { sha256, sizeBytes } = draft;
      return { sha256, sizeBytes };
    });
  }

  /** Opens a kept file. The name must be a SHA-256 that `put` returned. */
  read(sha256: string): Readable {
    return this.objects.read(nameOf(sha256));
  }

  async has(sha256: string): Promise<boolean> {
    return this.objects.has(nameOf(sha256));
  }

  /** Removes a kept file that no record names any more; none is no error. */
  async remove(sha256: string): Promise<void> {
    await this.objects.remove(nameOf(sha256));
  }

  /**
   * Keeps a part of a file that comes in parts, under a name of the caller's. What came before the
   * sender went away is kept, too; it returns how many bytes that is. More than `sizeBytesMax` is
   * `file.too_large`, and nothing is kept.
   */
  async putPart(name: string, content: Readable, sizeBytesMax: number): Promise<number> {
    return this.draft(untilBroken(content), { sizeBytesMax }, async ({ path, sizeBytes }) => {
      if (sizeBytes > 0) await this.objects.place(path, partName(name));
      return sizeBytes;
    });
  }

  readPart(name: string): Readable {
    return this.objects.read(partName(name));
  }

  async removePart(name: string): Promise<void> {
    await this.objects.remove(partName(name));
  }

  /** Removes all parts whose names begin with a folder's. */
  async removeParts(folder: string): Promise<void> {
    await this.objects.removeAll(partName(folder));
  }

  private async draft<Result>(
    content: AsyncIterable<Buffer> | Readable,
    { sizeBytesMax }: Admission,
    finish: (draft: DraftFile) => Promise<Result>,
  ): Promise<Result> {
    await mkdir(this.draftsFolder, { recursive: true, mode: 0o700 });
    const path = join(this.draftsFolder, randomBytes(12).toString('hex'));
    try {
      return await finish({ path, ...(await writeDraft(content, path, sizeBytesMax)) });
    } finally {
      await rm(path, { force: true });
    }
  }
}

async function writeDraft(
  content: AsyncIterable<Buffer> | Readable,
  path: string,
  sizeBytesMax: number,
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunksOf(content)) {
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

/** Refusing a file must not destroy its stream: whoever owns it still has to read it out. */
function chunksOf(content: AsyncIterable<Buffer> | Readable): AsyncIterable<Buffer> {
  return 'iterator' in content
    ? (content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)
    : content;
}

/** The content as far as it came: a sender who goes away ends it. */
async function* untilBroken(content: Readable): AsyncGenerator<Buffer> {
  try {
    yield* chunksOf(content);
  } catch (error) {
    if (!content.destroyed) throw error;
  }
}

function nameOf(sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error('A file is named by its SHA-256.');
  return `${sha256.slice(0, 2)}/${sha256}`;
}

function partName(name: string): string {
  if (!/^[\w-]+(\/[\w-]+)*$/.test(name)) throw new Error('A part has a plain name.');
  return `parts/${name}`;
}

function requireDigest({ sha256 }: DraftFile, wanted: Admission): void {
  if (wanted.sha256 === undefined || wanted.sha256 === sha256) return;
  throw new DomainError(
    'unprocessable',
    'file.other_digest',
    {
      en: `The file that came has the SHA-256 ${sha256}, not the one that was announced. Nothing of it was kept; send it anew.`,
      'zh-CN': `收到的文件 SHA-256 为 ${sha256}，与声明的不一致，未保留任何内容，请重新上传。`,
    },
    { field: 'sha256', saw: sha256 },
  );
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
