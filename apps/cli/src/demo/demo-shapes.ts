/** The API's answers as far as the demo reads them; API.md fixes the names. */
export interface MoneyShape {
  readonly currency: string;
  readonly amountMinor: string;
}

export interface ListShape<Item> {
  readonly data: readonly Item[];
}

export interface PaymentShape {
  readonly id: string;
  readonly money: MoneyShape;
  readonly description?: string;
  readonly status: string;
}

export interface ClaimShape {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly version: number;
  readonly claimed: MoneyShape;
  readonly awarded?: MoneyShape;
  readonly paid: MoneyShape;
  readonly owner: { readonly name: string } | null;
  readonly nextStep: {
    readonly text: { readonly 'zh-CN': string; readonly en: string };
    readonly dueAt: string;
  } | null;
  readonly lines: readonly { readonly id: string; readonly money: MoneyShape }[];
  readonly evidence: readonly {
    readonly item: string;
    readonly label: { readonly 'zh-CN': string; readonly en: string };
    readonly required: boolean;
    readonly state: string;
  }[];
}

export interface DecisionShape {
  readonly id: string;
  readonly status: string;
  readonly approvalsRequired: number;
}

export interface OperationShape {
  readonly id: string;
  readonly status: string;
  readonly result?: Readonly<Record<string, number>>;
}

export interface JournalShape {
  readonly kind: string;
  readonly memo: string;
  readonly transfers: readonly {
    readonly debit: string;
    readonly credit: string;
    readonly money: MoneyShape;
  }[];
}

export interface PayoutShape {
  readonly status: string;
  readonly money: MoneyShape;
  readonly railTransferId?: string;
}

export interface TrialBalanceShape {
  readonly currencies: readonly {
    readonly currency: string;
    readonly accounts: readonly {
      readonly code: string;
      readonly name: { readonly 'zh-CN': string; readonly en: string };
      readonly debitMinor: string;
      readonly creditMinor: string;
      readonly balanceMinor: string;
    }[];
    readonly totalDebitMinor: string;
    readonly totalCreditMinor: string;
  }[];
}
