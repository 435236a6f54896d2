import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMAND = join(__dirname, '..', 'faults', 'run-ganpei.cjs');
const START_TIMEOUT_MS = 60_000;

/** A `ganpei` of its own: a child process with the environment of a fresh shell. */
class Ganpei {
  output = '';

  private constructor(readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static run(stateDir: string, words: string[], environment: Record<string, string> = {}): Ganpei {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, STATE_DIR: stateDir, PORT: '0', ...environment };
    return new Ganpei(spawn(process.execPath, [COMMAND, ...words], { env }));
  }

  async exitCode(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const [code] = (await once(this.child, 'exit')) as [number | null];
    return code;
  }

  async until(text: RegExp): Promise<RegExpExecArray> {
    for (let waitedMs = 0; waitedMs < START_TIMEOUT_MS; waitedMs += 50) {
      const found = text.exec(this.output);
      if (found !== null) return found;
      if (this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Never said ${String(text)}:\n${this.output}`);
  }
}

describe('the command ganpei', () => {
  let stateDir: string;
  const started: Ganpei[] = [];

  const ganpei = (words: string[], environment: Record<string, string> = {}): Ganpei => {
    const one = Ganpei.run(stateDir, words, environment);
    started.push(one);
    return one;
  };

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'ganpei-command-'));
  });
  afterAll(async () => {
    for (const one of started) {
      if (one.child.exitCode === null) one.child.kill('SIGTERM');
      await one.exitCode();
    }
    await rm(stateDir, { recursive: true, force: true });
  });

  it('starts everything, says where it is in two languages, keeps data, and stops in order', async () => {
    const first = ganpei(['up', '--demo']);
    const [, url = ''] = await first.until(/Web +(http:\/\/127\.0\.0\.1:\d+)\//);
    await first.until(/Ctrl-C/);
    expect(first.output).toMatch(/演示账号.*Demo logins/);
    expect(first.output).toMatch(/lin@demo\.ganpei +索赔人 claimant \(u_1001\)/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    const second = ganpei(['up', '--demo']);
    expect(await second.exitCode()).toBe(1);
    expect(second.output).toMatch(/is in use by process \d+/);

    first.child.kill('SIGTERM');
    expect(await first.exitCode()).toBe(0);
    const postmaster = join(stateDir, 'postgres', 'data', 'postmaster.pid');
    expect(existsSync(postmaster)).toBe(false);

    const again = ganpei(['up', '--demo']);
    await again.until(/Ctrl-C/);
    expect(again.output).not.toMatch(/Making a PostgreSQL database/);
    again.child.kill('SIGINT');
    expect(await again.exitCode()).toBe(0);
    expect(existsSync(postmaster)).toBe(false);
  }, 120_000);

  it('plays the demo to the end, and every invariant of the books holds', async () => {
    const demo = ganpei(['demo']);
    expect(await demo.exitCode()).toBe(0);
    expect(demo.output).toMatch(/✓ Two claims are closed and one is denied\./);
    expect(demo.output).not.toMatch(/✗/);
    const [, debit, credit] = await demo.until(/合计 +([\d,.]+) +([\d,.]+)/);
    expect(debit).toBe(credit);
  }, 120_000);

  it('names every wrong variable in one sentence each, and starts nothing', async () => {
    const wrong = { PORT: '99999', DEMO: 'maybe', SWEEP_INTERVAL_MS: '5s' };
    const one = ganpei(['up'], { ...wrong, DATABASE_URL: 'mysql://nowhere' });
    expect(await one.exitCode()).toBe(2);
    const lines = one.output.trim().split('\n');
    for (const name of [...Object.keys(wrong), 'DATABASE_URL', 'SUPPORT_PHONE']) {
      expect(lines.filter((line) => line.startsWith(name))).toHaveLength(1);
    }
  });

  it('says which databases it cannot reach, and how that ends', async () => {
    const url = 'postgres://nobody:nothing@127.0.0.1:1/ganpei';
    const one = ganpei(['migrate'], { DATABASE_URL: url });
    expect(await one.exitCode()).toBe(3);
    expect(one.output).toMatch(/127\.0\.0\.1:1/);
    expect(one.output).not.toMatch(/nothing/);
  });
});
