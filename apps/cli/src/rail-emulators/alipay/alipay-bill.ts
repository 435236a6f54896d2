import { Money } from '@app/money';

import type { BookedTransfer } from '../../simulated-rail/booked-transfer';
import type { RailBook } from '../../simulated-rail/rail-book';
import { gbkBytes } from './gbk-bytes';
import { shanghaiClock, shanghaiMidnightMs } from './shanghai-clock';

const DAY_MS = 86_400_000;
const HEADER =
  '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注';

/** Money that left the account, or came back to it. */
interface Movement {
  readonly at: string;
  readonly transfer: BookedTransfer;
  readonly isBack: boolean;
}

/**
 * The account bill (账务明细) of a day in Shanghai (`2026-03-01`), in GBK: one line for each transfer
 * that left and for each that came back, with the balance after it.
 */
export function writeAlipayBill(book: RailBook, day: string): Buffer {
  const fromMs = shanghaiMidnightMs(day);
  const movements = book.all().flatMap(movementsOf);
  const later = movements.filter(({ at }) => Date.parse(at) >= fromMs);
  const ofDay = later
    .filter(({ at }) => Date.parse(at) < fromMs + DAY_MS)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  let balance = book.balanceOf('CNY') - sumOf(later);
  const rows = ofDay.map((movement) => {
    balance += signed(movement);
    return rowOf(movement, balance);
  });
  const lines = [
    '#支付宝账务明细查询',
    '#账号：[20880000000000000156]',
    `#起始日期：[${dateOf(fromMs)}]   终止日期：[${dateOf(fromMs + DAY_MS)}]`,
    '#-----------------------------------------账务明细列表----------------------------------------',
    HEADER,
    ...rows,
    '#-----------------------------------------账务明细列表结束------------------------------------',
    `#支出合计：${totalOf(ofDay.filter(({ isBack }) => !isBack))}`,
    `#收入合计：${totalOf(ofDay.filter(({ isBack }) => isBack))}`,
    `#导出时间：[${dateOf(Date.now())}]`,
  ];
  return gbkBytes(lines.map((line) => `${line}\r\n`).join(''));
}

function movementsOf(transfer: BookedTransfer): Movement[] {
  const { status, acceptedAt, changedAt } = transfer;
  if (status === 'rejected' || transfer.money.currency !== 'CNY') return [];
  const left = { at: acceptedAt, transfer, isBack: false };
  const isBack = status === 'failed' || status === 'returned';
  return isBack ? [left, { at: changedAt, transfer, isBack }] : [left];
}

function rowOf({ at, transfer, isBack }: Movement, balance: bigint): string {
  const amount = decimal(BigInt(transfer.money.amountMinor));
  const { identity = '', name = '' } = transfer.payee;
  return [
    `${transfer.transferId}${isBack ? '2' : '1'}\t`,
    `${transfer.transferId}\t`,
    `${transfer.key}\t`,
    '赔付款\t',
    shanghaiClock(at),
    `${name} (${identity})\t`,
    isBack ? amount : '0.00',
    isBack ? '0.00' : `-${amount}`,
    decimal(balance),
    '支付宝\t',
    isBack ? '转账退回\t' : '转账\t',
    `${transfer.reference}\t`,
  ].join(',');
}

function signed({ transfer, isBack }: Movement): bigint {
  const amount = BigInt(transfer.money.amountMinor);
  return isBack ? amount : -amount;
}

function sumOf(movements: readonly Movement[]): bigint {
  return movements.reduce((sum, movement) => sum + signed(movement), 0n);
}

function totalOf(movements: readonly Movement[]): string {
  const sum = sumOf(movements);
  const sign = sum < 0n ? '-' : '';
  return `${String(movements.length)}笔，共${sign}${decimal(sum < 0n ? -sum : sum)}元`;
}

function decimal(amountMinor: bigint): string {
  return Money.of(amountMinor, 'CNY').toString().replace(' CNY', '');
}

/** As the head of the bill writes it: `2026年03月01日 00:00:00`. */
function dateOf(ms: number): string {
  const [day = '', time = ''] = shanghaiClock(new Date(ms).toISOString()).split(' ');
  const [year, month, date] = day.split('-');
  return `${year ?? ''}年${month ?? ''}月${date ?? ''}日 ${time}`;
}
