import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PACKS_FOLDER } from '@app/programs';
import { Client } from 'pg';

import { aWrittenVersion } from '../../libs/programs/src/testing/proposed-versions';
import { approval, decide, inReview } from '../support/builders';
import { TestService } from '../support/test-service';

const COMMAND = join(__dirname, '..', 'faults', 'run-ganpei.cjs');
const WALLET = 'cn-wallet-theft-guarantee';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface CasesFile {
  readonly usual: { readonly facts: object; readonly line: object };
}

describe('ganpei programs', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-programs-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const ganpei = async (words: string[], environment = {}): Promise<Outcome> =>
    new Promise((resolve) => {
      const { PATH = '', HOME = '' } = process.env;
      const env = { PATH, HOME, STATE_DIR: join(folder, 'state'), ...environment };
      const child = execFile(
        process.execPath,
        [COMMAND, 'programs', ...words],
        { env, cwd: folder },
        (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, stdout, stderr });
        },
      );
    });

  const aPackFile = (version: string, spoil: (pack: object) => object): string => {
    const { pack, cases } = aWrittenVersion(version);
    mkdirSync(join(folder, WALLET), { recursive: true });
    const file = join(folder, WALLET, `${version}.json`);
    writeFileSync(file, JSON.stringify(spoil(pack)));
    writeFileSync(file.replace('.json', '.cases.json'), JSON.stringify(cases));
    return file;
  };
  const aClaimsFile = (...lines: string[]): string => {
    const file = join(folder, 'claims.jsonl');
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  };
  const aLine = (reference: string, more: object = {}): string => {
    const cases = JSON.parse(
      readFileSync(join(PACKS_FOLDER, WALLET, '0.1.0.cases.json'), 'utf8'),
    ) as CasesFile;
    return JSON.stringify({
      reference,
      facts: { ...cases.usual.facts, lines: [cases.usual.line], ...more },
    });
  };

  it('check: finds every built-in pack in order, and its cases passed', async () => {
    const { code, stdout } = await ganpei(['check', PACKS_FOLDER]);
    expect([code, stdout.match(/^✗.*/gm)]).toEqual([0, null]);
    expect(stdout.match(/^✓ .*\(\d+ cases passed\)$/gm)?.length).toBeGreaterThanOrEqual(16);
  });

  it('check: says every problem with its place, in the language asked for', async () => {
    const file = aPackFile('0.3.0', (pack) => ({ ...pack, currency: 'TALER', window: 'long' }));
    const { code, stdout } = await ganpei(['check', file, '--locale', 'zh-CN']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ .*0\.3\.0\.json（?/m);
    expect(stdout).toMatch(/ \$\.currency: .*\p{Script=Han}/u);
    expect(stdout).toMatch(/ \$\.window: .*\p{Script=Han}/u);
  });

  it('list: needs no installation and makes none, and knows the folder of the deployer', async () => {
    const own = join(folder, 'own', WALLET);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, '0.9.0.json'), JSON.stringify(aWrittenVersion('0.9.0').pack));
    const { code, stdout } = await ganpei(['list'], { GANPEI_PACKS_DIR: join(folder, 'own') });
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^pack +version +status/);
    expect(stdout).toMatch(new RegExp(`^${WALLET} +0\\.1\\.0 +illustrative +CNY +yes +yes`, 'm'));
    expect(stdout).toMatch(new RegExp(`^${WALLET} +0\\.9\\.0 +illustrative +CNY +yes`, 'm'));
    expect(stdout).toMatch(/^eu-psr-impersonation-draft +\S+ +draft +EUR +EU/m);
    expect(readdirSync(folder)).not.toContain('state');
  });

  it('show: says in plain words what a pack promises, in either language', async () => {
    const english = await ganpei(['show', 'gb-app-reimbursement']);
    expect(english.stdout).toMatch(/The claimant bears the first 100\.00 GBP/);
    expect(english.stdout).toMatch(/At most 85000\.00 GBP a claim\./);
    const chinese = await ganpei(['show', `${WALLET}@0.1.0`, '--locale', 'zh-CN']);
    expect(chinese.stdout).toMatch(/每人每自然年度累计至多 1000000\.00 CNY/);
  });

  it('compare: says who of a file would be paid less, and by how much', async () => {
    const half = aPackFile('0.6.0', (pack) => ({
      ...pack,
      amount: { ...(pack as { amount: object }).amount, coverageBp: 5_000 },
    }));
    const claims = aClaimsFile(aLine('one'), aLine('two', { lossType: 'moths' }), '{"reference":');
    const run = (...words: string[]): Promise<Outcome> =>
      ganpei(['compare', WALLET, half, '--claims', claims, ...words]);
    const text = await run();
    expect([text.code, text.stderr]).toEqual([0, '']);
    expect(text.stdout).toMatch(/0\.1\.0 → .*@0\.6\.0: 2 claims/);
    expect(text.stdout).toMatch(/1 paid less[^]*1 paid by neither/);
    expect(text.stdout).toMatch(/line 3: /);
    const rows = (await run('--format', 'csv')).stdout.trim().split('\n');
    expect(rows.map((row) => row.split(',')[0])).toEqual(['reference', 'one', 'two', 'line 3']);
  });

  it('compare: changes nothing between a pack and itself, and wants one source of claims', async () => {
    const claims = aClaimsFile(aLine('one'));
    const words = ['compare', WALLET, WALLET, '--claims', claims];
    const { stdout } = await ganpei([...words, '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ paid: { same: 1 }, largest: [], promises: [] });
    const both = await ganpei([...words, '--from-database']);
    expect([both.code, both.stderr]).toEqual([1, expect.stringMatching(/one of the two/)]);
  });

  describe('beside a running service', () => {
    let service: TestService;

    beforeAll(async () => {
      service = await TestService.start();
    });
    afterAll(async () => {
      await service.stop();
    });

    const beside = (...words: string[]): Promise<Outcome> =>
      ganpei(words, { STATE_DIR: service.stateDir, DATABASE_URL: service.database.adminUrl });

    it('replays every assessment of a claim to the same bytes, and finds one that was changed', async () => {
      const claim = await inReview(service);
      await decide(service, 'wang', claim, approval(claim, '86000'));
      const good = await beside('replay', claim.reference);
      expect([good.code, good.stderr]).toEqual([0, '']);
      expect(good.stdout).toMatch(/^✓ Assessment 评估 1 \(cn-wallet.*SHA-256 [0-9a-f]{64}/m);
      expect(good.stdout).toMatch(/decision 1 \(approve\) rests on it/);
      const client = new Client({ connectionString: service.database.adminUrl });
      await client.connect();
      await client.query('SET search_path = ganpei; SET session_replication_role = replica');
      await client.query(
        `UPDATE assessments SET result = jsonb_set(result, '{award,amountMinor}', '"1"')
          WHERE claim_id = $1 AND number = 1`,
        [claim.id],
      );
      await client.end();
      const bad = await beside('replay', claim.id);
      expect(bad.code).toBe(1);
      expect(bad.stdout).toMatch(
        /^✗ .*\$\.award\.amountMinor: kept 原为 "1", again 重算为 "86000"/m,
      );
    });

    it('lists and compares what was published there, over its own claims', async () => {
      await inReview(service, { amountMinor: '30000' });
      const { body } = await service.post('ops', '/v1/programs/versions', {
        ...aWrittenVersion('0.2.0'),
        reason: 'To look at.',
      });
      const path = `/v1/programs/versions/${String(body.id)}/approvals`;
      await service.post('zhao', path, { verdict: 'approve', note: 'Yes.' });
      const listed = await beside('list', '--published');
      expect(listed.stdout).toMatch(new RegExp(`^${WALLET} +0\\.2\\.0`, 'm'));
      const compared = await beside('compare', WALLET, `${WALLET}@0.2.0`, '--from-database');
      expect(compared.stdout).toMatch(/0\.1\.0 → .*@0\.2\.0: \d+ claims/);
      expect(compared.stdout).toMatch(/\d+ paid the same/);
    });
  });

  it.each([
    ['replay', 'CLM-7K3M-92QD'],
    ['compare', WALLET, WALLET, '--from-database'],
  ])('makes no installation where there is none: %s', async (...words) => {
    const { code, stdout, stderr } = await ganpei(words);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/There is no installation in .*state/);
    expect(readdirSync(folder)).not.toContain('state');
  });
});
