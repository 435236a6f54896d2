import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import type { StateFolder } from './state-folder';

/** Below the range from which systems lend ports to outgoing connections (32768 on Linux). */
const PREFERRED_FROM = 20_000;
const PREFERRED_COUNT = 12_000;

/** Can a server listen on this port of 127.0.0.1 now? Port 0 gives any free one. */
async function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(undefined);
    });
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' ? address?.port : undefined);
      });
    });
  });
}

/** The port that this state folder would like: the one of the last start, else a fixed own one. */
async function preferredPorts(folder: StateFolder): Promise<number[]> {
  const last = Number(await readFile(folder.portFile, 'utf8').catch(() => ''));
  const hash = createHash('sha256').update(folder.root).digest().readUInt32BE();
  const own = PREFERRED_FROM + (hash % PREFERRED_COUNT);
  return Number.isInteger(last) && last >= 1024 && last <= 65_535 ? [last, own] : [own];
}

/**
 * A free port on 127.0.0.1: the same as last time if possible, so that URLs which people have
 * copied stay valid. `refused` are ports that turned out to be taken after all.
 */
export async function choosePort(
  folder: StateFolder,
  refused: ReadonlySet<number>,
): Promise<number> {
  for (const port of await preferredPorts(folder)) {
    if (!refused.has(port) && (await tryPort(port)) !== undefined) return port;
  }
  const any = await tryPort(0);
  if (any !== undefined) return any;
  throw new EmbeddedPostgresError('platform.postgres_no_port', {
    'zh-CN': '在 127.0.0.1 上找不到可用的端口。请检查本机网络设置，或设置 DATABASE_URL。',
    en: 'No free port on 127.0.0.1. Check the network of this machine, or set DATABASE_URL.',
  });
}

/** The port that the caller insists on, or a refusal that names it. */
export async function requirePort(port: number): Promise<number> {
  if ((await tryPort(port)) !== undefined) return port;
  throw new EmbeddedPostgresError('platform.postgres_port_taken', {
    'zh-CN': `PostgreSQL 的端口 ${port} 已被占用或不可用。请换一个端口，或不指定端口。`,
    en: `Port ${port} for PostgreSQL is taken or not allowed. Choose another, or none.`,
  });
}
