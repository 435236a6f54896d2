import { DomainError } from '@app/kernel';
import type { JournalDraft } from '@app/ledger';

import { CHART_OF_ACCOUNTS } from './chart-of-accounts';
import type { Dimension } from './chart-of-accounts';

const ASKED: ReadonlyMap<string, readonly Dimension[]> = new Map(
  CHART_OF_ACCOUNTS.map(({ code, dimensions }) => [code, dimensions]),
);

/**
 * Refuses a journal with a line that does not say all that its two accounts ask for in the chart
 * (`accounting.dimension_missing`). It could never be said later, and the balance of that claim,
 * fund or rail would be wrong for ever.
 */
export function requireDimensions({ kind, claimId, transfers }: JournalDraft): void {
  for (const { debit, credit, dimensions } of transfers) {
    const said: Readonly<Record<string, string | null>> = { ...dimensions, claim: claimId };
    for (const account of [debit, credit]) {
      const missing = ASKED.get(account)?.find((asked) => isBlank(said[asked]));
      if (missing !== undefined) throw dimensionMissing(kind, account, missing);
    }
  }
}

function isBlank(value: string | null | undefined): boolean {
  return value === null || value === undefined || value.trim() === '';
}

const NAMES_ZH: Readonly<Record<Dimension, string>> = {
  claim: '案件',
  incident: '事件',
  pack: '保障方案版本',
  counterparty: '对方机构',
  rail: '付款通道',
  fund: '基金',
};

function dimensionMissing(kind: string, account: string, dimension: Dimension): DomainError {
  return new DomainError(
    'unprocessable',
    'accounting.dimension_missing',
    {
      en: `${kind} books on account ${account}, where each line says its ${dimension}, and this one does not. Name it: nothing can be added to a line later.`,
      'zh-CN': `${kind} 涉及科目 ${account}，其分录须注明${NAMES_ZH[dimension]}，入账后无法补充，请填写。`,
    },
    { field: dimension === 'claim' ? 'claimId' : dimension, account },
  );
}
