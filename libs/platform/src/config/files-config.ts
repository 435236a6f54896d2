/** Where uploaded files are kept, and who looks into them. */
export interface FilesConfig {
  /** Null keeps them in the state folder. */
  readonly s3: S3Config | null;
  /** A virus scanner; without one nothing is scanned, and every file says so. */
  readonly scanner: ScannerAddress | null;
}

/** A bucket that keeps files, and where it is reached. */
export interface S3Config {
  readonly bucket: string;
  /** What all names in it begin with; empty for none. */
  readonly prefix: string;
  /** Null for Amazon's own. */
  readonly endpoint: string | null;
  readonly region: string;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^$|^[\w.-]+(\/[\w.-]+)*$/;
const REGION = /^[a-z0-9-]{2,40}$/;
const PARAMETERS = ['endpoint', 'region'];

/**
 * Reads `s3://bucket/prefix?endpoint=…&region=…`; null when it is anything else. Credentials have
 * no place in it: an address is shown in logs.
 */
function readS3Url(text: string): S3Config | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 's3:' || hasCredentials(url)) return null;
  if ([...url.searchParams.keys()].some((name) => !PARAMETERS.includes(name))) return null;
  const found: S3Config = {
    bucket: url.host,
    prefix: url.pathname.replace(/^\/|\/$/g, ''),
    endpoint: url.searchParams.get('endpoint'),
    region: url.searchParams.get('region') ?? 'us-east-1',
  };
  return isRight(found) ? found : null;
}

function isRight({ bucket, prefix, endpoint, region }: S3Config): boolean {
  const isNamed = BUCKET.test(bucket) && PREFIX.test(prefix) && REGION.test(region);
  return isNamed && isOrigin(endpoint);
}

function hasCredentials(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}

function isOrigin(endpoint: string | null): boolean {
  if (endpoint === null) return true;
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  return ['http:', 'https:'].includes(url.protocol) && !hasCredentials(url) && url.search === '';
}

/** Where a virus scanner (clamd) listens: a port, or a socket in the file system. */
export type ScannerAddress =
  { readonly host: string; readonly port: number } | { readonly path: string };

/** Reads `host:port`, `[::1]:port` or `/path/to/clamd.sock`; null when it is anything else. */
function readScannerAddress(text: string): ScannerAddress | null {
  if (/^\/[^\0]{1,100}$/.test(text)) return { path: text };
  const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text);
  const host = parts?.[1] ?? parts?.[2];
  const port = Number(parts?.[3]);
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : null;
}

/** A variable with a form of its own, and what to say of a wrong one. */
export interface Form<Value> {
  readonly read: (text: string) => Value | null;
  readonly en: string;
  readonly zh: string;
}

export const S3_URL: Form<S3Config> = {
  read: readS3Url,
  en: 'like s3://bucket/prefix?endpoint=https://host&region=name; credentials stand in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  zh: '形如 s3://存储桶/前缀?endpoint=https://主机&region=区域 的地址，凭证请放在 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 中',
};

export const SCANNER: Form<ScannerAddress> = {
  read: readScannerAddress,
  en: 'host:port or the path of a socket, such as 127.0.0.1:3310 or /run/clamav/clamd.ctl',
  zh: '“主机:端口”或套接字路径，例如 127.0.0.1:3310 或 /run/clamav/clamd.ctl',
};
