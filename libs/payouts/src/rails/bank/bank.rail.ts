import { In } from 'typeorm';

import { DomainError, compactAccount, laneOfId } from '@app/kernel';
import type { Bilingual, Clock } from '@app/kernel';
import type { BankConfig, Reads, UnitOfWork } from '@app/platform';

import { unknown } from '../classify-answer';
import type { CarriedOrder, PayoutRail, RailAnswer, RailOrder } from '../payout-rail';
import { accountRefusal } from './bank-account';
import { instructionOutcome } from './instruction-outcome';
import type { BankEvidence } from './instruction-outcome';
import { BankFileEntity } from './persistence/bank-file.entity';
import { BankInstructionEntity } from './persistence/bank-instruction.entity';
import { BankReportLineEntity } from './persistence/bank-report-line.entity';
import { BankReportEntity } from './persistence/bank-report.entity';

const DAY_MS = 86_400_000;
/** Max18Digits of ISO 20022. */
const AMOUNT_MINOR_MAX = 10n ** 18n - 1n;

/**
 * Pays by files that people take to the bank. `send` puts an order among the instructions that
 * wait, and `query` tells what reports of the bank have said of it: nothing here calls anybody.
 */
export class BankFileRail implements PayoutRail {
  readonly name = 'bank';
  /** The instructions are rows of our own: a key is known for ever. */
  readonly keyLifetimeMs = 3_650 * DAY_MS;
  /** What a transaction of ours has not committed by now, it never will under this key alone. */
  readonly settlementWindowMs = 0;

  constructor(
    private readonly bank: BankConfig,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  refusal({ money, payee }: CarriedOrder): Bilingual | null {
    if (payee.route !== 'account' || payee.kind !== 'bank') return NO_ACCOUNT;
    if (!this.bank.currencies.includes(money.currency)) return otherCurrency(this.bank, money);
    if (money.amountMinor > AMOUNT_MINOR_MAX) return TOO_MUCH;
    return accountRefusal(payee);
  }

  /** Safe to repeat: an order that is there already is not put there again. */
  async send(order: RailOrder): Promise<RailAnswer> {
    return this.answering('send', async () => {
      const instruction = instructionOf(order, this.clock.now());
      await this.unitOfWork.transaction(async (tx) => {
        await tx
          .createQueryBuilder()
          .insert()
          .into(BankInstructionEntity)
          .values(instruction)
          .orIgnore()
          .execute();
      });
      return this.outcome(this.unitOfWork.reads, order);
    });
  }

  async query(order: RailOrder): Promise<RailAnswer> {
    return this.answering('query', () => this.outcome(this.unitOfWork.reads, order));
  }

  /** A bank sends no webhooks; its reports come in as files. */
  verifyWebhook(): never {
    throw new DomainError('unauthenticated', 'rail.bad_signature', {
      en: 'The bank sends no notices. Take its reports in at POST /v1/bank-reports.',
      'zh-CN': '银行不发送回调通知，请通过 POST /v1/bank-reports 提交其报表。',
    });
  }

  private async outcome(reads: Reads, order: RailOrder): Promise<RailAnswer> {
    const where = { lane: laneOfId(order.reference), key: order.key };
    const instruction = await reads.findOneBy(BankInstructionEntity, where);
    if (instruction === null) return { outcome: 'not_found' };
    const { fileId, requestDigest } = instruction;
    const isReleased =
      fileId !== null && (await reads.existsBy(BankFileEntity, { id: fileId, status: 'released' }));
    const lines = await reads.find(BankReportLineEntity, {
      where: { ...where, isMatched: true },
      order: { at: 'ASC', reportId: 'ASC', position: 'ASC' },
    });
    const counting = await releasedOf(reads, lines);
    return instructionOutcome(order, { requestDigest, isReleased }, counting.map(evidenceOf));
  }

  /** A database that fails answers nothing about the order. */
  private async answering(
    call: 'send' | 'query',
    ask: () => Promise<RailAnswer>,
  ): Promise<RailAnswer> {
    try {
      return await ask();
    } catch {
      return unknown(call === 'send' ? 'server_error' : 'not_answered', 'our own database failed');
    }
  }
}

function instructionOf(order: RailOrder, createdAt: Date): BankInstructionEntity {
  const { payee } = order;
  if (payee.route !== 'account') throw new Error(`Order ${order.key} names no account.`);
  return {
    lane: laneOfId(order.reference),
    key: order.key,
    payoutId: order.reference,
    currency: order.money.currency,
    amountMinor: order.money.amountMinor,
    account: compactAccount(payee.account),
    holderName: payee.name.trim(),
    bank: payee.bank?.trim() ?? null,
    requestDigest: order.requestDigest,
    createdAt,
    fileId: null,
  };
}

/** What stands in reports that count: one person alone ends no payout. */
async function releasedOf(
  reads: Reads,
  lines: readonly BankReportLineEntity[],
): Promise<BankReportLineEntity[]> {
  const ids = [...new Set(lines.map(({ reportId }) => reportId))];
  const reports = await reads.findBy(BankReportEntity, { id: In(ids), status: 'released' });
  const released = new Set(reports.map(({ id }) => id));
  return lines.filter(({ reportId }) => released.has(reportId));
}

function evidenceOf(line: BankReportLineEntity): BankEvidence {
  const { lineId, word, currency, amountMinor, code, at } = line;
  const money =
    currency === null || amountMinor === null
      ? null
      : { currency, amountMinor: amountMinor.toString() };
  return { lineId, word, money, code, at };
}

const NO_ACCOUNT: Bilingual = {
  en: 'A bank file pays to bank accounts that claimants have named.',
  'zh-CN': '银行付款文件只能付至索赔人指定的银行账户。',
};
const TOO_MUCH: Bilingual = {
  en: 'The amount has more digits than a bank file can carry.',
  'zh-CN': '金额位数超出银行付款文件的上限。',
};

function otherCurrency({ currencies }: BankConfig, { currency }: CarriedOrder['money']): Bilingual {
  const known = currencies.join(', ');
  return {
    en: `The bank account pays ${known}, not ${currency} (BANK_CURRENCIES).`,
    'zh-CN': `银行账户可付 ${known}，不可付 ${currency}（BANK_CURRENCIES）。`,
  };
}
