import { BookFile } from '../../simulated-rail/book-file';

/** What makes an order; another one under the same number is refused. */
export interface WechatOrder {
  readonly kind: 'transfer' | 'compensate';
  readonly mchid: string;
  readonly outBillNo: string;
  readonly amountFen: string;
  /** The openid, or the transaction whose payer is paid. */
  readonly payee: string;
  /** As the order gave it, opened; null for none. */
  readonly name: string | null;
  readonly remark: string;
  readonly notifyUrl: string | null;
}

export type WechatState =
  'ACCEPTED' | 'PROCESSING' | 'WAIT_USER_CONFIRM' | 'SUCCESS' | 'FAIL' | 'CANCELLED' | 'CLOSED';

/** One transfer with all that became of it. Times in ISO 8601. */
export interface WechatBillEntry extends WechatOrder {
  readonly billNo: string;
  readonly state: WechatState;
  readonly failReason: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
}

/** Money that a merchant put into its account with us. */
export interface TopUp {
  readonly id: string;
  readonly mchid: string;
  readonly amountFen: string;
  readonly at: string;
}

type BookLine =
  | { readonly event: 'bill'; readonly bill: WechatBillEntry }
  | { readonly event: 'top_up'; readonly topUp: TopUp }
  | { readonly event: 'notified'; readonly billNo: string };

const LOST: readonly WechatState[] = ['FAIL', 'CANCELLED', 'CLOSED'];
export const FINAL: readonly WechatState[] = ['SUCCESS', ...LOST];

/** WeChat Pay's own memory: the fold of one file, in which a later line of a bill replaces it. */
export class WechatBook {
  private readonly bills = new Map<string, WechatBillEntry>();
  private readonly notified = new Set<string>();
  readonly topUps: TopUp[] = [];

  private constructor(private readonly file: BookFile) {}

  static async open(path: string): Promise<WechatBook> {
    const { file, lines } = await BookFile.open(path);
    const book = new WechatBook(file);
    for (const line of lines) book.apply(line as BookLine);
    return book;
  }

  /** Takes a line into account at once; resolves when it is safe on the disk. */
  record(line: BookLine): Promise<void> {
    this.apply(line);
    return this.file.append(line);
  }

  find(mchid: string, outBillNo: string): WechatBillEntry | undefined {
    return this.bills.get(`${mchid} ${outBillNo}`);
  }

  all(): WechatBillEntry[] {
    return [...this.bills.values()];
  }

  /** Finished bills whose owner has not heard of it. */
  untold(): WechatBillEntry[] {
    return this.all().filter(
      ({ state, billNo, notifyUrl }) =>
        notifyUrl !== null && FINAL.includes(state) && !this.notified.has(billNo),
    );
  }

  /** What a merchant can still pay: money of bills under way is locked. */
  balanceFen(mchid: string): bigint {
    const added = this.topUps.filter((topUp) => topUp.mchid === mchid);
    const bound = this.all().filter((bill) => bill.mchid === mchid && !LOST.includes(bill.state));
    return sum(added) - sum(bound);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private apply(line: BookLine): void {
    switch (line.event) {
      case 'bill':
        this.bills.set(`${line.bill.mchid} ${line.bill.outBillNo}`, line.bill);
        break;
      case 'top_up':
        this.topUps.push(line.topUp);
        break;
      case 'notified':
        this.notified.add(line.billNo);
    }
  }
}

function sum(entries: readonly { readonly amountFen: string }[]): bigint {
  return entries.reduce((total, { amountFen }) => total + BigInt(amountFen), 0n);
}
