/** What an account holds. Memo accounts balance among themselves, off the balance sheet. */
export const ACCOUNT_TYPES = ['asset', 'liability', 'equity', 'income', 'expense', 'memo'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

export const SIDES = ['debit', 'credit'] as const;
export type Side = (typeof SIDES)[number];
