import { feeOf, feeText, yuan } from './bill-format';
import type { AllColumn } from './bill-format';
import { GOODS } from './bill-goods';
import { SeededRandom } from './seeded-random';

/** A payment that somebody needs in the bill. */
export interface WantedPayment {
  readonly openId: string;
  readonly fen: bigint;
  readonly goods: string;
}

/** The amounts of a row in fen, as its columns state them. */
export interface BillRowAmounts {
  readonly settlement: bigint;
  readonly coupon: bigint;
  readonly refund: bigint;
  readonly couponRefund: bigint;
  readonly order: bigint;
  readonly applied: bigint;
}

export interface BillRowFacts {
  readonly state: 'SUCCESS' | 'REFUND' | 'REVOKED';
  readonly orderId: string;
  readonly refundId: string;
  readonly openId: string;
  /** What left the payer's pocket, or came back to it, without coupons. */
  readonly payerFen: bigint;
  readonly amounts: BillRowAmounts;
  readonly feeUnits: bigint;
  readonly cells: Readonly<Record<AllColumn, string>>;
}

interface Order {
  readonly orderId: string;
  readonly merchantOrderId: string;
  readonly openId: string;
  readonly tradeType: string;
  readonly bank: string;
  readonly subMerchantId: string;
  readonly goods: string;
  readonly orderFen: bigint;
  /** Coupons that WeChat pays to the merchant, and those that the merchant gives away. */
  readonly prepaidFen: bigint;
  readonly ownFen: bigint;
}

const APP_ID = 'wx0demo0000000001';
const MERCHANT_ID = '1900000109';
const TRADE_TYPES = ['JSAPI', 'JSAPI', 'JSAPI', 'NATIVE', 'APP', 'MICROPAY'];
const BANKS = ['OTHERS', 'CFT', 'CFT', 'LQT', 'ICBC_DEBIT', 'CMB_CREDIT', 'CCB_DEBIT'];
const SUB_MERCHANTS = ['0', '0', '0', '1900007292'];
/** How many orders are remembered for later refunds: memory does not grow with the bill. */
const REFUNDABLE_MAX = 200;
const NO_AMOUNTS: BillRowAmounts = {
  settlement: 0n,
  coupon: 0n,
  refund: 0n,
  couponRefund: 0n,
  order: 0n,
  applied: 0n,
};

/** Makes the rows of one bill in the order of their times. */
export class BillOrders {
  private readonly random: SeededRandom;
  private readonly refundable: Order[] = [];
  private toRevoke: Order | undefined;
  private serial = 0;
  private time = '';

  constructor(
    private readonly setting: {
      readonly seed: number;
      readonly day: string;
      readonly payers: readonly string[];
    },
  ) {
    this.random = new SeededRandom(setting.seed);
  }

  /** The next row; `progress` from 0 to 1 is the time of day. */
  next(progress: number, wanted?: WantedPayment): BillRowFacts {
    this.serial += 1;
    this.time = `${this.setting.day} ${clock(Math.min(86_399, Math.floor(progress * 86_400)))}`;
    if (wanted !== undefined) return this.payment(this.wantedOrder(wanted));
    if (this.toRevoke !== undefined) return this.revocation(this.toRevoke);
    if (this.refundable.length > 0 && this.random.happens(8)) return this.refundOfAny();
    const order = this.anyOrder();
    if (order.tradeType === 'MICROPAY' && this.random.happens(8)) this.toRevoke = order;
    else this.remember(order);
    return this.payment(order);
  }

  private remember(order: Order): void {
    this.refundable.push(order);
    if (this.refundable.length > REFUNDABLE_MAX) this.refundable.shift();
  }

  private anyOrder(): Order {
    const goods = this.random.pick(GOODS);
    const orderFen = BigInt(this.random.between(goods.lowestFen, goods.highestFen));
    const hasCoupon = this.random.happens(12);
    return {
      ...this.ids(),
      openId: this.random.pick(this.setting.payers),
      tradeType: this.random.pick(TRADE_TYPES),
      bank: this.random.pick(BANKS),
      subMerchantId: this.random.pick(SUB_MERCHANTS),
      goods: goods.name,
      orderFen,
      prepaidFen: hasCoupon && this.random.happens(60) ? orderFen / 10n : 0n,
      ownFen: hasCoupon && this.random.happens(60) ? orderFen / 20n : 0n,
    };
  }

  private wantedOrder(wanted: WantedPayment): Order {
    return {
      ...this.ids(),
      openId: wanted.openId,
      tradeType: 'JSAPI',
      bank: this.random.pick(['CFT', 'CMB_DEBIT', 'ICBC_DEBIT']),
      subMerchantId: '0',
      goods: wanted.goods,
      orderFen: wanted.fen,
      prepaidFen: 0n,
      ownFen: 0n,
    };
  }

  private ids(): { orderId: string; merchantOrderId: string } {
    const compactDay = this.setting.day.replaceAll('-', '');
    const serial = String(this.serial).padStart(8, '0');
    return {
      orderId: `4200000${this.random.digits(3)}${compactDay}${serial}${this.random.digits(2)}`,
      merchantOrderId: `GP${compactDay}${serial}`,
    };
  }

  private payment(order: Order): BillRowFacts {
    const amounts: BillRowAmounts = {
      ...NO_AMOUNTS,
      order: order.orderFen,
      settlement: order.orderFen - order.ownFen,
      coupon: order.prepaidFen + order.ownFen,
    };
    const refundPart = { refundId: '0', merchantRefundId: '0', type: '', state: '' };
    return this.row(order, 'SUCCESS', amounts, refundPart);
  }

  private refundOfAny(): BillRowFacts {
    const index = this.random.below(this.refundable.length);
    const order = this.refundable.splice(index, 1)[0] ?? this.anyOrder();
    const hasCoupon = order.prepaidFen + order.ownFen > 0n;
    // Only orders without coupons are refunded in part: WeChat's way to share the rest is its own.
    const isWhole = hasCoupon || this.random.happens(60);
    const applied = isWhole ? order.orderFen : order.orderFen / 2n;
    const state = this.random.happens(90) ? 'SUCCESS' : 'PROCESSING';
    return this.back(order, 'REFUND', applied, state);
  }

  private revocation(order: Order): BillRowFacts {
    this.toRevoke = undefined;
    return this.back(order, 'REVOKED', order.orderFen, 'SUCCESS');
  }

  private back(
    order: Order,
    state: 'REFUND' | 'REVOKED',
    applied: bigint,
    refundState: string,
  ): BillRowFacts {
    const isWhole = applied === order.orderFen;
    const amounts: BillRowAmounts = {
      ...NO_AMOUNTS,
      applied,
      refund: isWhole ? applied - order.ownFen : applied,
      couponRefund: isWhole ? order.prepaidFen : 0n,
    };
    const serial = String(this.serial).padStart(8, '0');
    const hasNumber = state === 'REFUND';
    return this.row(order, state, amounts, {
      refundId: hasNumber ? `50300000${this.random.digits(13)}${serial}` : '0',
      merchantRefundId: hasNumber ? `R${order.merchantOrderId}-${serial}` : '0',
      type: 'ORIGINAL',
      state: refundState,
    });
  }

  private row(
    order: Order,
    state: BillRowFacts['state'],
    amounts: BillRowAmounts,
    refund: { refundId: string; merchantRefundId: string; type: string; state: string },
  ): BillRowFacts {
    const isPayment = state === 'SUCCESS';
    const payerFen = isPayment
      ? amounts.order - amounts.coupon
      : amounts.refund - amounts.couponRefund;
    const feeUnits = isPayment ? feeOf(amounts.settlement) : -feeOf(amounts.refund);
    const { orderId, openId } = order;
    return {
      state,
      orderId,
      refundId: refund.refundId,
      openId,
      payerFen,
      amounts,
      feeUnits,
      cells: {
        交易时间: this.time,
        公众账号ID: APP_ID,
        商户号: MERCHANT_ID,
        特约商户号: order.subMerchantId,
        设备号: '',
        微信订单号: orderId,
        商户订单号: order.merchantOrderId,
        用户标识: openId,
        交易类型: order.tradeType,
        交易状态: state,
        付款银行: order.bank,
        货币种类: 'CNY',
        应结订单金额: yuan(amounts.settlement),
        代金券金额: yuan(amounts.coupon),
        微信退款单号: refund.refundId,
        商户退款单号: refund.merchantRefundId,
        退款金额: yuan(amounts.refund),
        充值券退款金额: yuan(amounts.couponRefund),
        退款类型: refund.type,
        退款状态: refund.state,
        商品名称: order.goods,
        商户数据包: '',
        手续费: feeText(feeUnits),
        费率: '0.60%',
        订单金额: yuan(amounts.order),
        申请退款金额: yuan(amounts.applied),
        费率备注: '',
      },
    };
  }
}

function clock(second: number): string {
  const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
