import type { ChartAccount } from '../bundle/chart';

/** beancount knows these five roots and no other; memo accounts are in pairs that come to zero. */
const ROOTS: Readonly<Record<ChartAccount['type'], string>> = {
  asset: 'Assets',
  liability: 'Liabilities',
  equity: 'Equity',
  income: 'Income',
  expense: 'Expenses',
  memo: 'Equity:Memo',
};

/**
 * The names of accounts in other tools by their codes: `Assets:1030-Payout-rail-balance`. ASCII
 * letters, digits and hyphens after a capital or a digit are what all of them allow, beancount
 * being the strictest. Codes that would come to one name get a number behind it.
 */
export function accountNames(accounts: readonly ChartAccount[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { code, nameEn, type } of accounts) {
    const first = `${ROOTS[type]}:${componentOf(`${code} ${nameEn}`)}`;
    let name = first;
    for (let number = 2; taken.has(name); number += 1) name = `${first}-${number}`;
    taken.add(name);
    names.set(code, name);
  }
  return names;
}

/** For an account that a journal names and no chart has: nothing is left out in silence. */
export function strayAccountName(code: string): string {
  return `Equity:Not-in-chart:${componentOf(code)}`;
}

function componentOf(text: string): string {
  const component = text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return /^[A-Z0-9]/.test(component) ? component : `X${component}`;
}
