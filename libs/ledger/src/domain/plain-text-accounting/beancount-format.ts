import type { CanonicalJournal } from '../canonical-journal';
import { accountNames } from './account-names';
import type { Books, PlainTextFormat } from './plain-text-format';
import { dayOf, postingsOf } from './postings';
import { safeText } from './safe-text';

/** Accounts are open from before any payment that can be claimed. */
const OPEN_DAY = '1970-01-01';

export const BEANCOUNT: PlainTextFormat = {
  path: 'journal.beancount',
  head: (books) => `option "title" "Ganpei ledger"\n\n${openDirectives(books)}\n`,
  entry,
};

/** Each account names the currencies that stand on it: beancount refuses any other. */
function openDirectives({ chart, balances }: Books): string {
  const names = accountNames(chart.accounts);
  return chart.accounts
    .map(({ code, currency }) => {
      const found = balances.filter(({ account }) => account === code);
      const currencies =
        currency === null ? found.map((balance) => balance.currency).sort() : [currency];
      return `${OPEN_DAY} open ${names.get(code) ?? ''} ${currencies.join(',')}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join('');
}

function entry(journal: CanonicalJournal, names: ReadonlyMap<string, string>): string {
  const { kind, memo, id, claimId, reversesId } = journal;
  const metadata = [
    `  journal: "${safeText(id)}"\n`,
    `  kind: "${safeText(kind)}"\n`,
    claimId === null ? '' : `  claim: "${safeText(claimId)}"\n`,
    reversesId === null ? '' : `  reverses: "${safeText(reversesId)}"\n`,
  ].join('');
  const title = `${dayOf(journal)} * "${safeText(`${kind} ${memo}`)}"\n`;
  return `${title}${metadata}${postingsOf(journal, names).join('')}\n`;
}
