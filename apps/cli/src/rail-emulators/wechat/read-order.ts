import { RailError } from '../../simulated-rail/rail-error';
import type { WechatOrder } from './wechat-book';

type Fields = Readonly<Record<string, unknown>>;

/** From this amount on a name has to be there; below the other there may be none. */
const NAME_REQUIRED_FEN = 200_000n;
const NAME_ALLOWED_FEN = 30n;

interface OrderContext {
  readonly mchid: string;
  readonly appid: string;
  /** Opens an encrypted name. */
  readonly openName: (ciphertext: string) => string;
}

/** Reads a merchant transfer of scene 1011; throws RailError 400 PARAM_ERROR. */
export function readTransfer(body: string, context: OrderContext): WechatOrder {
  const fields = parse(body);
  const amountFen = fen(fields.transfer_amount);
  const name = fields.user_name === undefined ? null : context.openName(text(fields, 'user_name'));
  demand(fields.appid === context.appid, 'appid is not bound to the merchant');
  demand(fields.transfer_scene_id === '1011', 'the scene is not opened');
  demand(['退款', '商家赔付'].includes(text(fields, 'user_recv_perception')), 'perception');
  demand(hasReason(fields.transfer_scene_report_infos), 'transfer_scene_report_infos');
  demand(name !== null || amountFen < NAME_REQUIRED_FEN, 'user_name is missing');
  demand(name === null || amountFen >= NAME_ALLOWED_FEN, 'user_name is not allowed');
  return {
    kind: 'transfer',
    mchid: context.mchid,
    outBillNo: text(fields, 'out_bill_no', /^[A-Za-z0-9]{1,32}$/),
    amountFen: amountFen.toString(),
    payee: text(fields, 'openid', /^[\w-]{1,64}$/),
    name,
    remark: text(fields, 'transfer_remark', /^.{1,32}$/u),
    notifyUrl: fields.notify_url === undefined ? null : text(fields, 'notify_url', /^https?:/),
  };
}

/** Reads a platform's compensation to the payer of a transaction. */
export function readCompensation(body: string, { mchid }: OrderContext): WechatOrder {
  const fields = parse(body);
  const receiver = (fields.receiver ?? {}) as Fields;
  const transaction = (receiver.transaction_info ?? {}) as Fields;
  demand(receiver.type === 'TRANSACTION_USER', 'receiver.type');
  demand(typeof fields.sponsor_mchid === 'string', 'sponsor_mchid is missing');
  return {
    kind: 'compensate',
    mchid,
    outBillNo: text(fields, 'out_bill_no', /^[A-Za-z0-9]{1,32}$/),
    amountFen: fen(fields.amount).toString(),
    payee: text(transaction, 'transaction_id', /^\d{1,32}$/),
    name: null,
    remark: text(fields, 'transfer_remark', /^.{1,32}$/u),
    notifyUrl: null,
  };
}

function hasReason(infos: unknown): boolean {
  const [info, ...more] = Array.isArray(infos) ? (infos as Fields[]) : [];
  const content = info?.info_content;
  return (
    more.length === 0 &&
    info?.info_type === '赔付原因' &&
    typeof content === 'string' &&
    /^.{1,32}$/u.test(content)
  );
}

function fen(value: unknown): bigint {
  demand(Number.isSafeInteger(value) && Number(value) > 0, 'the amount is no whole number of fen');
  return BigInt(Number(value));
}

function text(fields: Fields, name: string, form = /^.+$/su): string {
  const value = fields[name];
  if (typeof value === 'string' && form.test(value)) return value;
  throw new RailError(400, 'PARAM_ERROR', `${name} is missing or malformed.`);
}

function demand(isRight: boolean, problem: string): void {
  if (!isRight) throw new RailError(400, 'PARAM_ERROR', `Refused: ${problem}.`);
}

function parse(body: string): Fields {
  try {
    return (JSON.parse(body) ?? {}) as Fields;
  } catch {
    throw new RailError(400, 'PARAM_ERROR', 'The body is not JSON.');
  }
}
