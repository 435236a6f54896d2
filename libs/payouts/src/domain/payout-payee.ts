/**
 * Who is paid, as a payout keeps it: the disputed payment, or the account by its place among the
 * payout methods of the claim. Name and number stand there, and nowhere else.
 */
export type PayoutPayee =
  | {
      readonly route: 'original';
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
