import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PostJournals } from '@app/ledger';
import { UnitOfWork } from '@app/platform';

import { aDraft } from '../support/log-process';
import { TestService } from '../support/test-service';

const COMMAND = join(__dirname, '..', 'faults', 'run-ganpei.cjs');
const VERIFIER_KEY = /^ganpei\.invalid\/log\/[0-9a-f]{16}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/;

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('ganpei ledger, beside the running service', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
    await grow(1);
  });
  afterAll(async () => {
    await service.stop();
  });

  const run = async (...words: string[]): Promise<Outcome> => {
    const { PATH = '', HOME = '' } = process.env;
    const { stateDir, database } = service;
    const env = { PATH, HOME, STATE_DIR: stateDir, DATABASE_URL: database.adminUrl };
    try {
      return {
        code: 0,
        ...(await promisify(execFile)(process.execPath, [COMMAND, ...words], { env })),
      };
    } catch (error) {
      return error as Outcome;
    }
  };

  const grow = async (size: number): Promise<string> => {
    const { app } = service;
    await app
      .get(UnitOfWork)
      .transaction((tx) => app.get(PostJournals, { strict: false }).run(tx, [aDraft()]));
    const { text } = await service.eventually(
      () => service.get('audit', '/v1/ledger/checkpoint'),
      (answer) => answer.text.split('\n')[1] === String(size),
    );
    return text;
  };

  const keys = async (): Promise<string[][]> => {
    const { stdout } = await run('ledger', 'keys');
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
  };

  it('prints the keys, and replaces the one in force with the next checkpoint', async () => {
    const [[first = '', since = ''] = []] = await keys();
    expect(first).toMatch(VERIFIER_KEY);
    expect(since).toMatch(/^since \d{4}-/);
    const { code, stdout } = await run('ledger', 'rotate-key');
    const next = stdout.trim();
    expect([code, next]).toEqual([0, expect.stringMatching(VERIFIER_KEY)]);
    expect(await keys()).toEqual([
      [first, since],
      [next, 'from the next checkpoint on'],
    ]);
    const again = await run('ledger', 'rotate-key');
    expect([again.code, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toMatch(
      /已有新密钥等待[^]*A new key waits for the next checkpoint already/,
    );
    const note = await grow(2);
    expect(note).toContain(`\nnext-key ${next}\n`);
    expect(note.match(/^— /gm)).toHaveLength(2);
    expect((await keys()).map(([key]) => key)).toEqual([first, next]);
    expect((await grow(3)).match(/^— /gm)).toHaveLength(1);
  });

  it('does not believe that a key is lost which is there', async () => {
    const { code, stderr } = await run('ledger', 'rotate-key', '--lost');
    expect(code).toBe(1);
    expect(stderr).toMatch(/状态目录中已有私钥[^]*There is a private key/);
  });

  it('is looked after by the doctor: size, key and places', async () => {
    const good = await run('doctor');
    expect(good.stdout).toMatch(
      /^✓ Transparency log ganpei\.invalid\/log\/\w+: \d+ journals, last/m,
    );
    expect(good.stdout).toMatch(/^✓ The log's private key is in the state folder: ganpei/m);
    expect(good.stdout).toMatch(/^✓ Place "file": holds the checkpoint of \d+ journals$/m);
    const checkpoint = join(service.stateDir, 'ledger-checkpoints', 'checkpoint');
    await writeFile(checkpoint, 'something else');
    const bad = await run('doctor');
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/^✗ What the place "file" holds is not a checkpoint of this log/m);
    await rm(checkpoint);
  });
});
