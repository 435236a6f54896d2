import { useLanguage } from '../language/language-context';
import { formatMoney } from '../money/format-money';
import { formatTime } from '../time/format-time';
import type { ClaimPayout } from './payouts';
import { payoutTextKey } from './payouts';

/** Each payment to the claimant: how much, where to, and how far it is. */
export function PayoutList({ payouts }: { readonly payouts: readonly ClaimPayout[] }) {
  const { text } = useLanguage();
  if (payouts.length === 0) return null;
  return (
    <>
      <h3 className="payouts">{text('payout.title')}</h3>
      <ul className="evidence">
        {payouts.map((payout) => (
          <Payout key={payout.id} payout={payout} />
        ))}
      </ul>
    </>
  );
}

function Payout({ payout }: { readonly payout: ClaimPayout }) {
  const { language, text } = useLanguage();
  const { money, accountEnding, settledAt, id } = payout;
  return (
    <li>
      <span className="label">{formatMoney(money, language)}</span>
      <span className="tag">{text(payoutTextKey(payout))}</span>
      <span className="when">
        {accountEnding === null
          ? text('payout.original')
          : text('payout.account', { ending: accountEnding })}
        {settledAt !== null && ` · ${formatTime(settledAt, language)}`}
        <br />
        {text('payout.number', { id })}
      </span>
    </li>
  );
}
