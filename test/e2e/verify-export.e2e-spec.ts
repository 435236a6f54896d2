import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMAND = join(__dirname, '..', 'faults', 'run-ganpei.cjs');
const SEAL_TIMEOUT_MS = 60_000;

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('an auditor', () => {
  let folder: string;
  let service: ChildProcess;

  const ganpei = async (words: string[], environment: Record<string, string>): Promise<Answer> =>
    new Promise((resolve) => {
      const { PATH = '', HOME = '' } = process.env;
      const env = { PATH, HOME, ...environment };
      const child = execFile(
        process.execPath,
        [COMMAND, ...words],
        { env, cwd: folder },
        (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, stdout, stderr });
        },
      );
    });
  /** As somebody who has a folder, and nothing of ours but the program. */
  const verify = async (...words: string[]): Promise<Answer> =>
    ganpei(['verify', ...words], { DATABASE_URL: 'mysql://nowhere', PORT: 'x' });
  const ledger = async (...words: string[]): Promise<Answer> =>
    ganpei(['ledger', ...words], { STATE_DIR: join(folder, 'state') });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ganpei-auditor-'));
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, STATE_DIR: join(folder, 'state'), PORT: '0' };
    service = spawn(process.execPath, [COMMAND, 'up', '--demo'], { env, stdio: 'ignore' });
    for (let waitedMs = 0; waitedMs < SEAL_TIMEOUT_MS; waitedMs += 1_000) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const published = await readdir(join(folder, 'state', 'ledger-checkpoints')).catch(() => []);
      if (published.length > 0) return;
    }
    throw new Error('Nothing was sealed.');
  });
  afterAll(async () => {
    service.kill('SIGTERM');
    if (service.exitCode === null) await once(service, 'exit');
    await rm(folder, { recursive: true, force: true });
  });

  it('gets a bundle from the running service, and verifies it with nothing else', async () => {
    const exported = await ledger('export', '--out', 'books', '--format', 'bundle', 'hledger');
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(exported.stdout).toMatch(/已导出 \d+ 笔分录.* Exported \d+ journals to /);
    expect(await readdir(join(folder, 'books'))).toContain('journal.hledger');

    const good = await verify('books');
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(good.stdout).toMatch(
      /✓ \d+ 笔分录.* \d+ journals with \d+ lines are as they were signed/,
    );
    expect(good.stdout).toMatch(/! This key came with the bundle and proves nothing by itself/);

    await writeFile(join(folder, 'books', 'SHA256SUMS'), 'of the auditor');
    expect((await verify('books')).stdout).toMatch(
      /^! 不属于本导出包，未作检查： Not part of this bundle, not looked at: SHA256SUMS$/m,
    );
    await rm(join(folder, 'books', 'SHA256SUMS'));

    const key = (await ledger('keys')).stdout.split('\t')[0]!;
    expect(good.stdout).toContain(key);
    const known = await verify('--key', key, 'books');
    expect(known.code).toBe(0);
    expect(known.stdout).not.toMatch(/proves nothing/);
  });

  it('is told in one sentence, in both languages, what is wrong', async () => {
    await cp(join(folder, 'books'), join(folder, 'changed'), { recursive: true });
    const path = join(folder, 'changed', 'journals-000001.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"memo":"', '"memo":"x'));
    await cp(join(folder, 'books'), join(folder, 'extended'), { recursive: true });
    await writeFile(join(folder, 'extended', 'journals-9.jsonl'), '');
    const [changed, extended, nowhere, noKey, noCheckpoint, again] = await Promise.all([
      verify('changed'),
      verify('extended'),
      verify('nowhere'),
      verify('books', '--key', 'hello'),
      verify('books', '--checkpoint', 'nowhere.txt'),
      ledger('export', '--out', 'books'),
    ]);
    expect(changed.stderr).toMatch(
      /^第一笔有误的分录为第 0 号（jnl_\w+，journals-000001\.jsonl:1）：.*。\nThe first bad journal is number 0 .*\.\n$/,
    );
    expect(extended.stderr).toMatch(
      /^导出包中有 journals-9\.jsonl.*\njournals-9\.jsonl lies in the bundle, but .*\n$/,
    );
    expect(nowhere.stderr).toMatch(/不是账本导出包.*\n.*is not a bundle/);
    expect(noKey.stderr).toMatch(/not of the form name\+key ID/);
    expect(noCheckpoint.stderr).toMatch(
      /The checkpoint nowhere\.txt cannot be read: it is not there\.\n$/,
    );
    expect(again.stderr).toMatch(/books holds other files already/);
    for (const answer of [changed, extended, nowhere, noKey, noCheckpoint, again]) {
      expect(answer).toMatchObject({ code: 1, stdout: '' });
    }
  });
});
