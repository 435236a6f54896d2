import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { DomainError } from '@app/kernel';

import { badBundle } from '../domain/bundle/bundle-error';
import {
  MANIFEST,
  checkpointPath,
  hashesPath,
  journalsPath,
  parseManifest,
} from '../domain/bundle/manifest';
import type { BundleFile, Manifest } from '../domain/bundle/manifest';
import { HASH_BYTES } from '../domain/transparency/merkle-tree';
import { bytesOfFile } from './ordinary-file';
import { sha256OfFile } from './read-lines';

/** All files but journals are read whole; the hashes of two million journals are as long. */
const WHOLE_FILE_BYTES_MAX = 64 * 1_048_576;

/** A file of journals and the file of their hashes. */
export interface BundlePart {
  readonly journals: string;
  readonly hashes: string;
}

/** The files of a bundle, each compared with the manifest when it is read. */
export class OpenBundle {
  private readonly files: ReadonlyMap<string, BundleFile>;
  /** SHA-256 of the files that were read. */
  private readonly digests = new Map<string, string>();

  private constructor(
    readonly folder: string,
    readonly manifestJson: string,
    readonly manifest: Manifest,
  ) {
    this.files = new Map(manifest.files.map((file) => [file.path, file]));
    if (this.files.size < manifest.files.length) {
      throw badBundle(`${MANIFEST} lists a file twice.`, `${MANIFEST} 重复列出了文件。`);
    }
  }

  /** Refuses as `ledger.not_a_bundle` or `ledger.bad_bundle` what is not a whole bundle. */
  static at(folder: string): OpenBundle {
    if (bytesOfFile(folder, MANIFEST) === null) throw notABundle(folder);
    const manifestJson = readWhole(folder, MANIFEST).toString();
    return new OpenBundle(folder, manifestJson, parseManifest(manifestJson));
  }

  /** Of all files that the manifest lists. */
  get paths(): string[] {
    return [...this.files.keys()];
  }

  /** The journals, in the order of the log. */
  parts(): BundlePart[] {
    const parts: BundlePart[] = [];
    for (let number = 1; number === 1 || this.files.has(journalsPath(number)); number += 1) {
      const journals = this.requireListed(journalsPath(number));
      parts.push({ journals, hashes: hashesPath(number) });
    }
    return parts;
  }

  /** The paths of the checkpoints, the smallest first; the last is that of the whole bundle. */
  checkpointPaths(): string[] {
    this.requireListed(checkpointPath(this.manifest.size));
    return this.paths.filter((path) => path.startsWith('checkpoints/')).sort();
  }

  /** Reads a listed file; refuses as `ledger.bad_bundle` one that is not as it is listed. */
  read(path: string): Buffer {
    this.requireListed(path);
    const content = readWhole(this.folder, path);
    this.requireDigest(path, createHash('sha256').update(content).digest('hex'));
    return content;
  }

  readHashes(path: string): Buffer {
    const hashes = this.read(path);
    if (hashes.length % HASH_BYTES === 0) return hashes;
    throw badBundle(
      `${path} does not consist of hashes of ${HASH_BYTES} bytes.`,
      `${path} 并非由 ${HASH_BYTES} 字节的哈希组成。`,
    );
  }

  /** The signed note beside the manifest. */
  readUnlisted(path: string): Buffer {
    return readWhole(this.folder, path);
  }

  /** Where a listed file is; refuses what is not there, and what is no file. */
  pathOf(path: string): string {
    this.requireListed(path);
    requireFile(this.folder, path);
    return join(this.folder, path);
  }

  /** Says what digest a file of journals has, found when it was read. */
  noteDigest(path: string, sha256: string): void {
    this.digests.set(path, sha256);
  }

  /** Refuses as `ledger.bad_bundle` the first file that is not as the manifest lists it. */
  requireDigests(): void {
    for (const path of this.paths) {
      this.requireDigest(path, this.digests.get(path) ?? sha256OfFile(this.pathOf(path)));
    }
  }

  private requireDigest(path: string, sha256: string): void {
    this.digests.set(path, sha256);
    const bytes = requireFile(this.folder, path);
    const listed = this.files.get(path);
    if (listed?.sha256 === sha256 && listed.bytes === bytes) return;
    throw badBundle(
      `${path} is not the file that ${MANIFEST} lists: it has ${bytes} bytes and SHA-256 ${sha256}.`,
      `${path} 与 ${MANIFEST} 所列不符：实际为 ${bytes} 字节，SHA-256 为 ${sha256}。`,
    );
  }

  private requireListed(path: string): string {
    if (this.files.has(path)) return path;
    throw badBundle(`${MANIFEST} does not list ${path}.`, `${MANIFEST} 未列出 ${path}。`);
  }
}

function notABundle(folder: string): DomainError {
  const [en, zh] = !existsSync(folder)
    ? ['there is no such folder', '该目录不存在']
    : statSync(folder).isDirectory()
      ? [`there is no ${MANIFEST} in it`, `其中没有 ${MANIFEST}`]
      : ['it is not a folder', '它不是目录'];
  return badBundle(
    `${folder} is not a bundle of the ledger: ${en}.`,
    `${folder} 不是账本导出包：${zh}。`,
    'not_a_bundle',
  );
}

function readWhole(folder: string, path: string): Buffer {
  if (requireFile(folder, path) > WHOLE_FILE_BYTES_MAX) {
    throw badBundle(`${path} is too long for a bundle.`, `${path} 过长，不属于导出包。`);
  }
  return readFileSync(join(folder, path));
}

/** How long a file is; refuses what is not there, and what is no file. */
function requireFile(folder: string, path: string): number {
  const bytes = bytesOfFile(folder, path);
  if (bytes !== null) return bytes;
  throw badBundle(`${path} is missing from the bundle.`, `导出包缺少 ${path}。`);
}
