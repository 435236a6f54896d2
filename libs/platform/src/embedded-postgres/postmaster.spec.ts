import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isServerOf, readPostmasterFile } from './postmaster';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ganpei-postmaster-')));
const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A process that does nothing, started with these arguments in this folder. */
async function idle(args: string[], cwd: string): Promise<ChildProcess> {
  const program = 'setInterval(() => undefined, 60_000)';
  const child = spawn(process.execPath, ['-e', program, '--', ...args], { cwd, stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  return child;
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('the server of a data folder', () => {
  it.each([
    ['the setting with its path', [`ganpei.data_folder=${folder}`], '/'],
    ['its working folder, if started by hand', [], folder],
  ])('is known by %s', async (_sign, args, cwd) => {
    const { pid = 0 } = await idle(args, cwd);
    expect(await isServerOf(folder, { pid, port: 1 })).toBe(true);
  });

  it.each([
    ['the setting of another folder', [`ganpei.data_folder=${folder}2`], '/'],
    ['a path among its arguments', ['-D', folder], '/'],
  ])('is not known by %s', async (_sign, args, cwd) => {
    const { pid = 0 } = await idle(args, cwd);
    expect(await isServerOf(folder, { pid, port: 1 })).toBe(false);
  });

  it('is gone with its process', async () => {
    const child = await idle([`ganpei.data_folder=${folder}`], folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isServerOf(folder, { pid: child.pid ?? 0, port: 1 })).toBe(false);
  });
});

describe('what a server has signed in with', () => {
  it.each([
    ['ready', '77\n/data\n1\n5433\n\n127.0.0.1\n 1 1\nready   \n', [77, 5433, 'ready']],
    ['starting', '77\n/data\n1\n5433\n\n127.0.0.1\n 1 1\nstarting\n', [77, 5433, 'starting']],
    ['half written', '77\n/data\n', [77, 0, 'starting']],
  ])('is read when it is %s', async (_state, content, [pid, port, status]) => {
    writeFileSync(join(folder, 'postmaster.pid'), content);
    expect(await readPostmasterFile(folder)).toEqual({ pid, port, status });
  });

  it.each(['', 'nonsense\n', '-5\n', '0\n'])('is nothing if the file says %j', async (content) => {
    writeFileSync(join(folder, 'postmaster.pid'), content);
    expect(await readPostmasterFile(folder)).toBeUndefined();
  });
});
