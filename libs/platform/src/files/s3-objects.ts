import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';

import type { S3Driver } from 'flydrive/drivers/s3';

import type { S3Config } from '../config/files-config';
import type { ObjectStore } from './object-store';

const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 30_000;

/** Keeps files in a bucket of S3, or of a store that speaks its language. */
export class S3Objects implements ObjectStore {
  private constructor(
    private readonly bucket: S3Driver,
    private readonly prefix: string,
  ) {}

  /**
   * Opens a bucket and looks whether it answers; throws an `Error` in words when it does not. The
   * credentials come from where the AWS SDK looks for them, first `AWS_ACCESS_KEY_ID` and
   * `AWS_SECRET_ACCESS_KEY`. The packages are loaded here, for whoever configured a bucket only.
   */
  static async open({ bucket, prefix, endpoint, region }: S3Config): Promise<S3Objects> {
    const { S3Driver } = await import('flydrive/drivers/s3');
    const driver = new S3Driver({
      bucket,
      region,
      visibility: 'private',
      supportsACL: false,
      // Stores other than Amazon's know buckets by path, and not every newer kind of checksum.
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 4,
      requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: ANSWER_TIMEOUT_MS },
    });
    const objects = new S3Objects(driver, prefix);
    await driver.listAll(prefix, { maxResults: 1 }).catch((error: unknown) => {
      throw notAnswering(bucket, error);
    });
    return objects;
  }

  async place(draft: string, name: string): Promise<void> {
    const { size } = await stat(draft);
    const content = createReadStream(draft);
    try {
      await this.bucket.putStream(this.keyOf(name), content, { contentLength: size });
    } finally {
      content.destroy();
    }
    await rm(draft, { force: true });
  }

  read(name: string): Readable {
    const content = new PassThrough();
    this.bucket.getStream(this.keyOf(name)).then(
      (stream) => {
        stream.once('error', (error) => content.destroy(error));
        content.once('close', () => stream.destroy());
        stream.pipe(content);
      },
      (error: unknown) => content.destroy(error as Error),
    );
    return content;
  }

  has(name: string): Promise<boolean> {
    return this.bucket.exists(this.keyOf(name));
  }

  remove(name: string): Promise<void> {
    return this.bucket.delete(this.keyOf(name));
  }

  removeAll(folder: string): Promise<void> {
    return this.bucket.deleteAll(`${this.keyOf(folder)}/`);
  }

  private keyOf(name: string): string {
    return this.prefix === '' ? name : `${this.prefix}/${name}`;
  }
}

function notAnswering(bucket: string, error: unknown): Error {
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Error(
    `GANPEI_FILES_URL: the bucket "${bucket}" cannot be used (${why}). Check bucket, endpoint, region and AWS credentials. ` +
      `无法使用存储桶“${bucket}”，请检查桶名、地址、区域和 AWS 凭证。`,
    { cause: error },
  );
}
