import type { RailOrder, RailTransfer } from './payout-rail';

/** Every field of each of several shapes. */
type FieldOf<Shape> = Shape extends unknown ? keyof Shape : never;

/** The facts of a payee; the compiler refuses a field of `RailPayee` that is not listed here. */
const PAYEE_FIELDS: Readonly<Record<FieldOf<RailOrder['payee']>, 'shown' | 'hidden'>> = {
  route: 'shown',
  channel: 'shown',
  kind: 'shown',
  paymentSource: 'shown',
  paymentSourceId: 'shown',
  // Personal data: that they differ is enough for the record; the values are in the order.
  account: 'hidden',
  name: 'hidden',
  bank: 'shown',
};

/**
 * Compares what a rail says it did with what we asked for: amount, currency, payee, key and
 * reference, each exactly. Returns one line per difference; none means that the answer is ours.
 */
export function echoDifferences(order: RailOrder, transfer: RailTransfer): string[] {
  const asked = order.money.toJson();
  return [
    ...difference('key', order.key, transfer.key),
    ...difference('reference', order.reference, transfer.reference),
    ...difference('money.amountMinor', asked.amountMinor, transfer.money.amountMinor),
    ...difference('money.currency', asked.currency, transfer.money.currency),
    ...payeeDifferences(order, transfer),
  ];
}

function payeeDifferences(order: RailOrder, transfer: RailTransfer): string[] {
  const asked = new Map<string, string>(Object.entries(order.payee));
  const told = new Map<string, string>(Object.entries(transfer.payee));
  const fields = new Set([...Object.keys(PAYEE_FIELDS), ...told.keys()]);
  return [...fields].flatMap((field) => {
    if (asked.get(field) === told.get(field)) return [];
    const known: Readonly<Record<string, string>> = PAYEE_FIELDS;
    if (known[field] !== 'shown') return [`payee.${field.slice(0, 40)} differs`];
    return difference(
      `payee.${field}`,
      asked.get(field) ?? 'nothing',
      told.get(field) ?? 'nothing',
    );
  });
}

function difference(field: string, asked: string, saw: string): string[] {
  return asked === saw ? [] : [`${field}: asked ${asked}, rail says ${saw.slice(0, 60)}`];
}
