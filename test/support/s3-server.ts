import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Config } from '@app/platform';

/** The package has no types of its own. */
interface S3rver {
  run(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it is CommonJS without types
const S3Server = require('s3rver') as new (options: object) => S3rver;

const BUCKET = 'evidence';
/** The only credentials that this server knows. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

/** A server that speaks S3, with one bucket, in a folder of its own. */
export class S3UnderTest {
  private constructor(
    private readonly server: S3rver,
    private readonly folder: string,
    readonly config: NonNullable<Config['files']['s3']>,
  ) {}

  /** Starts it, and lets this process know its credentials. */
  static async start(): Promise<S3UnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'ganpei-s3-'));
    const server = new S3Server({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: folder,
      configureBuckets: [{ name: BUCKET, configs: [] }],
    });
    const { port } = await server.run();
    Object.assign(process.env, CREDENTIALS);
    return new S3UnderTest(server, folder, {
      bucket: BUCKET,
      prefix: 'ganpei',
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
    });
  }

  /** The names of all files in the bucket. */
  async names(): Promise<string[]> {
    const folder = join(this.folder, BUCKET);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('._S3rver_object'))
      .map(({ name }) => name.replace('._S3rver_object', ''));
  }

  async stop(): Promise<void> {
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
    for (const name of Object.keys(CREDENTIALS)) Reflect.deleteProperty(process.env, name);
  }
}
