import { exponentOf } from '@app/money';

import type { CanonicalJournal } from '../canonical-journal';
import { accountNames } from './account-names';
import { currenciesOf } from './plain-text-format';
import type { Books, PlainTextFormat } from './plain-text-format';
import { dayOf, postingsOf } from './postings';
import { safeText } from './safe-text';

// hledger and ledger-cli write transactions alike, and differ in their directives.

export const HLEDGER: PlainTextFormat = {
  path: 'journal.hledger',
  head: (books) =>
    `decimal-mark .\n\n${currenciesOf(books)
      .map((currency) => `commodity 1000.${'0'.repeat(exponentOf(currency))} ${currency}\n`)
      .join('')}\n${declarations(books)}\n`,
  entry,
};

export const LEDGER_CLI: PlainTextFormat = {
  path: 'journal.ledger',
  head: (books) =>
    `${currenciesOf(books)
      .map((currency) => {
        const decimals = exponentOf(currency) === 0 ? '' : `.${'0'.repeat(exponentOf(currency))}`;
        return `commodity ${currency}\n  format 1000${decimals} ${currency}\n`;
      })
      .join('')}\n${declarations(books)}\n`,
  entry,
};

/** Declared, so that a strict program refuses what is not. */
function declarations({ chart }: Books): string {
  const accounts = [...accountNames(chart.accounts).values()].map((name) => `account ${name}\n`);
  const tags = ['journal', 'kind', 'claim', 'reverses'].map((name) => `tag ${name}\n`);
  return `${accounts.join('')}\n${tags.join('')}`;
}

/** Comments of the form `; name: value` are tags of hledger and metadata of ledger-cli. */
function entry(journal: CanonicalJournal, names: ReadonlyMap<string, string>): string {
  const { kind, memo, id, claimId, reversesId } = journal;
  const tags = [
    `  ; journal: ${safeText(id)}\n`,
    `  ; kind: ${safeText(kind)}\n`,
    claimId === null ? '' : `  ; claim: ${safeText(claimId)}\n`,
    reversesId === null ? '' : `  ; reverses: ${safeText(reversesId)}\n`,
  ].join('');
  const title = safeText(`${kind} ${memo}`);
  return `${dayOf(journal)} ${title}\n${tags}${postingsOf(journal, names).join('')}\n`;
}
