import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

import { Module } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';

import {
  ReconcileBook,
  ReconciliationModule,
  ReconciliationQueries,
  StatementFiles,
  TakeStatement,
} from '@app/payouts';
import type { FileWish } from '@app/payouts';
import { SYSTEM, UnitOfWork, plainName } from '@app/platform';
import type { Config } from '@app/platform';
import { ReviewModule } from '@app/review';

import { withModule } from '../module-context';
import { reconciliationText } from '../reconciliation-text';

/** Rows of payouts point at those of decisions, which are the review's. */
@Module({ imports: [ReconciliationModule, ReviewModule] })
class ReconcileModule {}

/**
 * `ganpei reconcile FILE…`: takes statements in, compares every account that has had one, and
 * prints the report. Payouts that a statement knows more of are asked about by the worker. The exit
 * code is 1 while anything differs.
 */
export async function runReconcile(
  config: Config,
  files: readonly string[],
  wish: FileWish,
): Promise<number> {
  return withModule(config, { module: ReconcileModule }, async (context) => {
    for (const file of files) await takeIn(context, file, wish);
    const { reads } = context.get(UnitOfWork);
    const queries = context.get(ReconciliationQueries);
    for (const { book } of await queries.report(reads, null)) {
      await context.get(ReconcileBook).run(book);
    }
    const reports = await queries.report(reads, null);
    const breaks = await queries.breaks(reads, { state: 'open' }, { limit: BREAKS_SHOWN });
    const lines = await queries.linesOf(reads, breaks);
    process.stdout.write(reconciliationText(reports, breaks.slice(0, BREAKS_SHOWN), lines));
    return reports.every(({ isClean }) => isClean) ? 0 : 1;
  });
}

/** A list that people read; the whole of it is at GET /v1/reconciliation/breaks. */
const BREAKS_SHOWN = 200;

async function takeIn(
  context: INestApplicationContext,
  path: string,
  wish: FileWish,
): Promise<void> {
  const kept = await context
    .get(StatementFiles)
    .keep(createReadStream(path), Promise.resolve(wish));
  const fileName = plainName(basename(path));
  const taken = await context
    .get(UnitOfWork)
    .transaction((tx) => context.get(TakeStatement).run(tx, SYSTEM, { ...kept, fileName }));
  for (const { statement, isKnown } of taken) {
    const { rail, currency, format, lineCount, newLineCount } = statement;
    const what = isKnown
      ? 'known already'
      : `${String(newLineCount)} of ${String(lineCount)} lines new`;
    process.stderr.write(`${path}: ${format}, ${rail} ${currency}, ${what}\n`);
  }
}
