import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FolderWriter } from './folder-writer';

describe('a folder that is being written', () => {
  let around: string;
  let out: string;

  beforeEach(() => {
    around = mkdtempSync(join(tmpdir(), 'ganpei-writer-'));
    out = join(around, 'books');
  });
  afterEach(() => {
    rmSync(around, { recursive: true, force: true });
  });

  /** What a process leaves that was killed while it wrote. */
  function leave(name: string): void {
    mkdirSync(join(around, name, 'checkpoints'), { recursive: true });
    writeFileSync(join(around, name, 'journals-000001.jsonl'), 'half a li');
  }

  function pidOfTheDead(): number {
    return spawnSync(process.execPath, ['-e', '']).pid;
  }

  it('appears whole, and not before', async () => {
    const folder = await FolderWriter.into(out);
    await folder.write('checkpoints/1.txt', 'one');
    expect(readdirSync(around)).toEqual([`.books.${process.pid}.partial`]);
    await folder.finish();
    expect(readdirSync(around)).toEqual(['books']);
  });

  it('takes away what dead processes left of it', async () => {
    leave(`.books.${pidOfTheDead()}.partial`);
    leave(`.books.${process.pid}.partial`);
    const folder = await FolderWriter.into(out);
    await folder.write('one.txt', 'one');
    await folder.finish();
    expect(readdirSync(around)).toEqual(['books']);
    expect(readdirSync(out)).toEqual(['one.txt']);
  });

  it('leaves alone what others write, and what is called otherwise', async () => {
    const dead = pidOfTheDead();
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    try {
      const names = [
        `.books.${String(other.pid)}.partial`,
        `.books2.${dead}.partial`,
        `.books.2.${dead}.partial`,
        `.books.${dead}.partial.bak`,
        `.books.0${dead}.partial`,
        `.books.-1.partial`,
        `.books..partial`,
        `books.${dead}.partial`,
      ];
      names.forEach(leave);
      writeFileSync(join(around, `.books.${pidOfTheDead()}.partial`), 'a file of somebody');
      const before = readdirSync(around);
      const folder = await FolderWriter.into(out);
      await folder.finish();
      expect(readdirSync(around)).toEqual([...before, 'books'].sort());
    } finally {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
  });

  it('is refused when another one took the name in the meantime, and goes', async () => {
    const folder = await FolderWriter.into(out);
    mkdirSync(out);
    writeFileSync(join(out, 'mine.txt'), 'mine');
    await expect(folder.finish()).rejects.toMatchObject({ code: 'ledger.folder_not_empty' });
    await folder.abandon();
    expect(readdirSync(around)).toEqual(['books']);
    expect(readdirSync(out)).toEqual(['mine.txt']);
  });
});
