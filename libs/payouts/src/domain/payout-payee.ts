import type { PaymentChannel } from '@app/payments';

/**
 * Who is paid, as a payout keeps it: the disputed payment, or the account by its place among the
 * payout methods of the claim. Name and number stand there, and nowhere else.
 */
export type PayoutPayee =
  | {
      readonly route: 'original';
      readonly channel: PaymentChannel;
      /** The natural key of the disputed payment: who told us of it, and its number there. */
      readonly paymentSource: string;
      readonly paymentSourceId: string;
    }
  | {
      readonly route: 'account';
      readonly position: number;
      /** The last characters of the number. */
      readonly ending: string;
    };

/** Where money goes, in a word: the way back, or the place of the account on the claim. */
export function payeeKey(
  payee: { readonly route: 'original' } | { readonly route: 'account'; readonly position: number },
): string {
  return payee.route === 'original' ? 'original' : String(payee.position);
}
