import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TestService } from '../support/test-service';

const COMMAND = join(__dirname, '..', 'faults', 'run-ganpei.cjs');
const PASSWORD = 'four brown horses';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('ganpei users', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const ganpei = async (words: string[], typed = '', environment = {}): Promise<Outcome> =>
    new Promise((resolve) => {
      const { PATH = '', HOME = '' } = process.env;
      const env = {
        PATH,
        HOME,
        STATE_DIR: service.stateDir,
        DATABASE_URL: service.database.adminUrl,
      };
      const child = execFile(
        process.execPath,
        [COMMAND, 'users', ...words],
        { env: { ...env, ...environment } },
        (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, stdout, stderr });
        },
      );
      child.stdin?.end(typed);
    });
  const add = (username: string, role: string, ...more: string[]): Promise<Outcome> =>
    ganpei(['add', '--username', username, '--name', 'First', '--role', role, ...more], PASSWORD);
  const tokenOf = async (username: string, password = PASSWORD): Promise<string | null> => {
    const body = { username, password };
    const answer = await service.post(null, '/v1/auth/token', body);
    return answer.status === 200 ? String(answer.body.accessToken) : null;
  };

  it('makes the first operator and approver, and from then on it takes two', async () => {
    const operator = await add('First@example.org', 'operator');
    expect(operator).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^usr_\w+\n$/),
      stderr: expect.stringMatching(/已创建账号。 .*First@example\.org \(operator\)/),
    });
    const approver = await add('second@example.org', 'approver', '--party', 'u_7');
    expect(approver.code).toBe(0);
    const [first, second] = [
      await tokenOf('first@example.org'),
      await tokenOf('second@example.org'),
    ];
    const change = await service
      .as(null, 'post', '/v1/changes')
      .set({ Authorization: `Bearer ${String(first)}`, 'Idempotency-Key': 'by-command-1' })
      .send({ kind: 'user.invite', userId: approver.stdout.trim(), reason: 'To try.' });
    expect(change.status).toBe(201);
    const verdict = await service
      .as(null, 'post', `/v1/changes/${String(change.body.id)}/approvals`)
      .set({ Authorization: `Bearer ${String(second)}`, 'Idempotency-Key': 'by-command-2' })
      .send({ verdict: 'return', note: 'It was a trial.' });
    expect(verdict.body).toMatchObject({ status: 'returned' });
    expect(`${operator.stdout}${operator.stderr}`).not.toContain(PASSWORD);
  }, 60_000);

  it('lists who has an account, and claimants when asked for', async () => {
    const staff = await ganpei(['list']);
    expect(staff.stdout).toMatch(/^id +username +role +person +since +shut out +name\n/);
    expect(staff.stdout).toMatch(/ops@demo\.ganpei +operator/);
    expect(staff.stdout).not.toMatch(/lin@demo\.ganpei/);
    expect(staff.stdout).not.toMatch(/argon2/);
    const claimants = await ganpei(['list', '--role', 'claimant']);
    expect(claimants.stdout).toMatch(/lin@demo\.ganpei +claimant/);
  }, 60_000);

  it('sets a password when nobody can sign in any more', async () => {
    expect((await ganpei(['password', 'OPS@demo.ganpei'], 'five brown horses\n')).code).toBe(0);
    expect(await tokenOf('ops@demo.ganpei', 'five brown horses')).not.toBeNull();
    expect(await tokenOf('ops@demo.ganpei', 'demo')).toBeNull();
  }, 60_000);

  it.each([
    ['a weak password', ['password', 'zhao@demo.ganpei'], 'short', 1, /at least 12 characters/],
    ['somebody unknown', ['password', 'nobody'], PASSWORD, 1, /no account named "nobody"/],
    ['no role', ['add', '--username', 'x', '--name', 'x'], '', 2, /--role/],
  ])(
    'refuses %s',
    async (_what, words, typed, code, text) => {
      const outcome = await ganpei(words, typed);
      expect([outcome.code, outcome.stdout]).toEqual([code, '']);
      expect(outcome.stderr).toMatch(text);
    },
    60_000,
  );

  it('makes nobody where no installation is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ganpei-users-'));
    try {
      const words = ['add', '--username', 'x', '--name', 'x', '--role', 'operator'];
      const outcome = await ganpei(words, PASSWORD, { STATE_DIR: folder, DATABASE_URL: '' });
      expect([outcome.code, outcome.stderr]).toEqual([1, expect.stringMatching(/no installation/)]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
