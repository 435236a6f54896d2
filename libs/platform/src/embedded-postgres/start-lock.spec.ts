import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart } from './process-identity';
import { withStartLock } from './start-lock';

const folder = mkdtempSync(join(tmpdir(), 'ganpei-lock-'));
const lock = join(folder, 'start.lock');

afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const held = (pid: number, start: string | null): string =>
  JSON.stringify({ pid, processStart: start, token: 'another' });

describe('the start lock', () => {
  it('lets one in at a time, and everybody in the end', async () => {
    let inside = 0;
    const most: number[] = [];
    const work = async (): Promise<void> => {
      inside += 1;
      most.push(inside);
      await sleep(3);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => withStartLock(lock, 10_000, work)));
    expect(most).toEqual(Array.from({ length: 10 }, () => 1));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is given back when the work fails', async () => {
    const failing = withStartLock(lock, 1_000, () => Promise.reject(new Error('out of disk')));
    await expect(failing).rejects.toThrow('out of disk');
    await expect(withStartLock(lock, 1_000, () => Promise.resolve('in'))).resolves.toBe('in');
  });

  it.each([
    ['a process that is gone', held(4_194_304, null)],
    ['an earlier process with our pid', held(process.pid, '1')],
  ])('is taken from %s', async (_who, content) => {
    writeFileSync(lock, content);
    await expect(withStartLock(lock, 1_000, () => Promise.resolve('in'))).resolves.toBe('in');
  });

  it.each([
    ['nothing', ''],
    ['nonsense', '{"pid":'],
    ['the wrong thing', '{"pid":"1"}'],
  ])('is taken if it has held %s for long, but not at once', async (_what, content) => {
    writeFileSync(lock, content);
    await expect(withStartLock(lock, 50, () => Promise.resolve())).rejects.toThrow(lock);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    await expect(withStartLock(lock, 50, () => Promise.resolve('in'))).resolves.toBe('in');
  });

  it('is not taken from a process that lives; the refusal names it', async () => {
    writeFileSync(lock, held(process.ppid, processStart(process.ppid)));
    const refused = withStartLock(lock, 50, () => Promise.resolve());
    await expect(refused).rejects.toMatchObject({
      code: 'platform.postgres_locked',
      message: expect.stringContaining(String(process.ppid)),
    });
    expect(readFileSync(lock, 'utf8')).toContain('another');
  });

  it('stays with whoever has taken it meanwhile', async () => {
    await withStartLock(lock, 1_000, () => {
      writeFileSync(lock, held(process.ppid, processStart(process.ppid)));
      return Promise.resolve();
    });
    expect(readFileSync(lock, 'utf8')).toContain('another');
  });
});
