import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Money } from '@app/money';
import { SimulatedRailAdapter } from '@app/payouts';

import type { BookedTransfer } from './booked-transfer';
import { RailBook } from './rail-book';

const OPENING = [{ currency: 'CNY', amountMinor: '1000' }];

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rail-book-'));
  path = join(folder, 'deeper', 'book.jsonl');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function aTransfer(change: Partial<BookedTransfer> = {}): BookedTransfer {
  return {
    transferId: 'trf_1',
    key: 'pyo1',
    reference: 'pyo_1',
    money: { currency: 'CNY', amountMinor: '300' },
    payee: { route: 'original', channel: 'wechat', paymentSource: 'wechat', paymentSourceId: '1' },
    requestDigest: 'digest',
    status: 'accepted',
    acceptedAt: '2026-11-23T10:00:00Z',
    changedAt: '2026-11-23T10:00:00Z',
    plan: {},
    ...change,
  };
}

async function contentOf(work: (book: RailBook) => Promise<void>): Promise<object> {
  const book = await RailBook.open(path, OPENING);
  try {
    await work(book);
    return { all: book.all(), balances: book.balanceList(), owed: book.owedNotices() };
  } finally {
    await book.close();
  }
}

describe('RailBook', () => {
  it('says after reopening what it said before', async () => {
    const at = '2026-11-23T11:00:00Z';
    const notice = { noticeId: 'msg_1', type: 'transfer.settled' } as const;
    const written = await contentOf(async (book) => {
      await book.record({ event: 'transfer', transfer: aTransfer() });
      await book.record({ event: 'settled', at, transferId: 'trf_1', notice });
      const other = aTransfer({ transferId: 'trf_2', key: 'pyo2', status: 'rejected' });
      await book.record({ event: 'transfer', transfer: other });
    });
    expect(written).toMatchObject({
      all: [{ status: 'settled', settledAt: at }, { status: 'rejected' }],
      balances: [{ currency: 'CNY', amountMinor: '700' }],
      owed: [{ noticeId: 'msg_1' }],
    });
    expect(await contentOf(async () => Promise.resolve())).toEqual(written);
  });

  it('gives the money back when a transfer fails or returns', async () => {
    const at = '2026-11-23T11:00:00Z';
    const content = await contentOf(async (book) => {
      await book.record({ event: 'transfer', transfer: aTransfer() });
      await book.record({ event: 'failed', at, transferId: 'trf_1', code: 'ACCOUNT_CLOSED' });
    });
    expect(content).toMatchObject({
      all: [{ status: 'failed', code: 'ACCOUNT_CLOSED' }],
      balances: [{ currency: 'CNY', amountMinor: '1000' }],
    });
  });

  it('forgets a last line that was cut off at any byte, and writes on after it', async () => {
    await contentOf((book) => book.record({ event: 'transfer', transfer: aTransfer() }));
    const whole = await readFile(path);
    const second = `${JSON.stringify({ event: 'transfer', transfer: aTransfer({ transferId: 'trf_2', key: 'pyo2' }) })}\n`;
    for (let kept = 0; kept < second.length; kept += 7) {
      await writeFile(path, whole);
      await appendFile(path, second.slice(0, kept));
      const third = aTransfer({ transferId: 'trf_3', key: 'pyo3' });
      await contentOf((book) => book.record({ event: 'transfer', transfer: third }));
      const { all } = (await contentOf(async () => Promise.resolve())) as { all: BookedTransfer[] };
      expect(all.map(({ transferId }) => transferId)).toEqual(['trf_1', 'trf_3']);
    }
  });

  it('refuses to start with a damaged line in the middle', async () => {
    await contentOf((book) => book.record({ event: 'transfer', transfer: aTransfer() }));
    const content = await readFile(path, 'utf8');
    await writeFile(path, content.replace('"event":"transfer"', '"event""transfer"'));
    await expect(RailBook.open(path, OPENING)).rejects.toThrow('Line 2 of the book is damaged');
  });

  it('makes opening deposits once', async () => {
    for (let opened = 0; opened < 3; opened += 1) await contentOf(async () => Promise.resolve());
    expect(await contentOf(async () => Promise.resolve())).toMatchObject({
      balances: OPENING,
    });
  });

  it('has every line on the disk when it says so, also those of a crowd', async () => {
    const book = await RailBook.open(path, OPENING);
    const lines = Array.from({ length: 200 }, (_, index) => {
      const id = String(index);
      return book.record({
        event: 'transfer',
        transfer: aTransfer({
          transferId: id,
          key: id,
          money: { currency: 'CNY', amountMinor: '1' },
        }),
      });
    });
    await lines[150];
    const content = await readFile(path, 'utf8');
    expect(content).toContain('"transferId":"150"');
    await Promise.all(lines);
    await book.close();
  });
});

/** Runs the rail in a process of its own, so that it can be killed without any farewell. */
const CHILD = `
const Module = require('node:module');
const { transformSync } = require('@swc/core');
const { join } = require('node:path');
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => {
  const lib = /^@app\\/([^/]+)$/.exec(request);
  return resolveFilename(lib ? join(process.cwd(), 'libs', lib[1], 'src/index.ts') : request, ...rest);
};
require.extensions['.ts'] = (module, filename) => {
  const source = require('node:fs').readFileSync(filename, 'utf8');
  const jsc = { target: 'es2022', parser: { syntax: 'typescript', decorators: true } };
  const options = { filename, swcrc: false, jsc, module: { type: 'commonjs' } };
  module._compile(transformSync(source, options).code, filename);
};
const { startSimulatedRail } = require(join(process.cwd(), 'apps/cli/src/simulated-rail/start-simulated-rail.ts'));
startSimulatedRail({ bookFile: process.argv[1], secret: 'secret' }).then((rail) => {
  process.stdout.write(rail.url + '\\n');
});
`;

async function startChild(bookFile: string): Promise<{ child: ChildProcess; url: string }> {
  const cwd = resolve(__dirname, '../../../..');
  const child = spawn(process.execPath, ['-e', CHILD, bookFile], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('a rail that is killed without warning', () => {
  const config = { secret: 'secret', webhookSecrets: [], timeoutMs: 10_000 };
  const anOrder = (index: number) => ({
    key: `pyo${index}`,
    reference: `pyo_${index}`,
    money: Money.of(1n, 'CNY'),
    payee: {
      route: 'original',
      channel: 'wechat',
      paymentSource: 'wechat',
      paymentSourceId: '1',
    } as const,
    requestDigest: 'digest',
  });

  it.each([1, 30, 150])(
    'still knows after a restart every transfer that it confirmed (killed after the %dth)',
    async (killAfter) => {
      const first = await startChild(path);
      const adapter = new SimulatedRailAdapter({ ...config, url: first.url });
      const confirmed: number[] = [];
      const sending = Array.from({ length: 8 }, async (_, worker) => {
        for (let index = worker; ; index += 8) {
          const { outcome } = await adapter.send(anOrder(index));
          if (outcome !== 'confirmed') return;
          confirmed.push(index);
          if (confirmed.length === killAfter) await kill(first.child);
        }
      });
      await Promise.all(sending);
      const second = await startChild(path);
      try {
        const again = new SimulatedRailAdapter({ ...config, url: second.url });
        const answers = await Promise.all(confirmed.map((index) => again.query(anOrder(index))));
        expect(answers.length).toBeGreaterThanOrEqual(killAfter);
        expect(answers.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([]);
      } finally {
        await kill(second.child);
      }
    },
  );
});
