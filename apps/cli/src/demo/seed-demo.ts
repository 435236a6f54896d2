import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import type { INestApplicationContext } from '@nestjs/common';

import { FundGuarantee } from '@app/accounting';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { PaymentQueries, StartImport } from '@app/payments';
import { Accounts, FileStore, SYSTEM, UnitOfWork, UserEntity } from '@app/platform';
import type { OperationEntity } from '@app/platform';

import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts';
import { demoBill } from './demo-bill';

const CURRENCY = 'CNY';
/** 1,000,000.00 CNY in the fund, of which 200,000.00 lie on the rail ready to be paid out. */
const FUND = Money.of(100_000_000n, CURRENCY);
/** The rail that the demo plays. */
const DEMO_RAIL = 'simulated';
const ON_RAIL = Money.of(20_000_000n, CURRENCY);
const BILL_BYTES_MAX = 10 * 1_024 * 1_024;
const POLL_MS = 100;
const IMPORT_TIMEOUT_MS = 60_000;

/**
 * Makes the demo's accounts, fund and payments, once: a demo that is started again keeps what it
 * has. The payments come through the same import as any bill.
 */
export async function seedDemo(app: INestApplicationContext): Promise<void> {
  const unitOfWork = app.get(UnitOfWork);
  if (await unitOfWork.reads.existsBy(UserEntity, { demo: true })) return;
  const operation = await startDemoImport(app);
  await unitOfWork.transaction(async (tx) => {
    await app.get(FundGuarantee).run(tx, {
      actor: SYSTEM,
      money: FUND,
      toRail: { rail: DEMO_RAIL, money: ON_RAIL },
    });
    for (const account of DEMO_ACCOUNTS) {
      await app.get(Accounts).add(tx, { ...account, password: DEMO_PASSWORD, demo: true });
    }
  });
  await waitForImport(app, operation);
}

async function startDemoImport(app: INestApplicationContext): Promise<OperationEntity> {
  const bill = await demoBill(app.get(Clock).now());
  const file = await app
    .get(FileStore)
    .put(Readable.from([Buffer.from(bill.content, 'utf8')]), BILL_BYTES_MAX);
  return app.get(UnitOfWork).transaction((tx) =>
    app.get(StartImport).run(tx, SYSTEM, {
      file,
      fileName: bill.fileName,
      format: 'wechat-trade-bill',
      payerMap: bill.payerMap,
    }),
  );
}

async function waitForImport(app: INestApplicationContext, { id }: OperationEntity): Promise<void> {
  const { reads } = app.get(UnitOfWork);
  for (let waitedMs = 0; waitedMs < IMPORT_TIMEOUT_MS; waitedMs += POLL_MS) {
    const operation = await app.get(PaymentQueries).operation(reads, id);
    if (operation?.status === 'succeeded') return;
    if (operation?.status === 'failed')
      throw new Error(`The demo bill was refused: ${JSON.stringify(operation.problem)}`);
    await sleep(POLL_MS);
  }
  throw new Error('The demo bill was not imported in time.');
}
