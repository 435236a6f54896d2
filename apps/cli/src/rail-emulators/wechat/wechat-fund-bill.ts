import type { WechatBook } from './wechat-book';

/** China has kept UTC+8 without summer time since 1991. */
const SHANGHAI_MS = 8 * 3_600_000;

const HEADER =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号';
const SUMMARY = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';

interface Movement {
  readonly at: string;
  readonly businessNo: string;
  readonly flowNo: string;
  readonly name: string;
  readonly type: string;
  readonly sign: 1n | -1n;
  readonly amountFen: bigint;
  readonly remark: string;
  readonly voucher: string;
}

/** The fund bill (资金账单) of a merchant for one day in Shanghai, `2026-11-26`, as CSV. */
export function fundBill(book: WechatBook, mchid: string, day: string): string {
  let balanceFen = 0n;
  const lines: string[] = [];
  const totals = { in: { count: 0, fen: 0n }, out: { count: 0, fen: 0n } };
  for (const movement of movementsOf(book, mchid)) {
    balanceFen += movement.sign * movement.amountFen;
    if (!shanghai(movement.at).startsWith(day)) continue;
    const side = movement.sign === 1n ? totals.in : totals.out;
    side.count += 1;
    side.fen += movement.amountFen;
    lines.push(lineOf(movement, balanceFen));
  }
  const { in: income, out: expense } = totals;
  const summary = [
    `${lines.length}.0`,
    `${income.count}.0`,
    yuan(income.fen),
    `${expense.count}.0`,
    yuan(expense.fen),
  ];
  return [`\uFEFF${HEADER}`, ...lines, SUMMARY, row(summary), ''].join('\r\n');
}

function movementsOf(book: WechatBook, mchid: string): Movement[] {
  const topUps = book.topUps
    .filter((topUp) => topUp.mchid === mchid)
    .map(({ id, at, amountFen }): Movement => ({
      ...{ at, businessNo: id, flowNo: `F${id}`, name: '充值/提现', type: '充值', sign: 1n },
      ...{ amountFen: BigInt(amountFen), remark: '', voucher: id },
    }));
  const paid = book
    .all()
    .filter((bill) => bill.mchid === mchid && bill.state === 'SUCCESS')
    .map((bill): Movement => ({
      ...{ at: bill.changedAt, businessNo: bill.billNo, flowNo: `F${bill.billNo}` },
      ...{ name: '商家转账', type: '商家转账', sign: -1n, amountFen: BigInt(bill.amountFen) },
      ...{ remark: bill.remark, voucher: bill.outBillNo },
    }));
  return [...topUps, ...paid].sort((left, right) => left.at.localeCompare(right.at));
}

function lineOf(movement: Movement, balanceFen: bigint): string {
  const { at, businessNo, flowNo, name, type, sign, amountFen, remark, voucher } = movement;
  const side = sign === 1n ? '收入' : '支出';
  return row([
    ...[shanghai(at), businessNo, flowNo, name, type, side, yuan(amountFen), yuan(balanceFen)],
    ...['API', remark, voucher],
  ]);
}

/** Every field with a backtick before it, so that no spreadsheet takes it for a number. */
function row(fields: readonly string[]): string {
  return fields.map((field) => `\`${field}`).join(',');
}

function shanghai(at: string): string {
  return new Date(Date.parse(at) + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ');
}

function yuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
