import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const RUN_WORKER = require.resolve('./run-worker.cjs');

/** The worker as a process of its own, for killing, stopping and waking up. */
export class WorkerProcess {
  /** What it wrote for people. */
  complaints = '';

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.complaints += text));
  }

  /** With `aheadMs` it is so much later for it than for us. */
  static start(environment: Readonly<Record<string, string>>, aheadMs: number): WorkerProcess {
    const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
    const child = spawn(process.execPath, [RUN_WORKER], {
      env: { PATH, HOME, TMPDIR, ...environment, CLOCK_AHEAD_MS: String(aheadMs) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return new WorkerProcess(child);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** SIGKILL, as the kernel does it when memory runs out. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await ended;
  }

  /** It does nothing any more, and does not know: a blocked event loop, a suspended machine. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  /** It goes on where it was. */
  thaw(): void {
    this.child.kill('SIGCONT');
  }
}
