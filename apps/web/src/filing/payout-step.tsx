import { useState } from 'react';

import { useLanguage } from '../language/language-context';
import { ACCOUNT_KINDS, answersIn, withPayout } from './answers';
import type { AccountAnswer } from './answers';
import type { FilingProblem } from './filing-draft';
import { StepForm } from './step-form';
import type { StepProps } from './step-form';
import { FieldProblems, TextField } from './text-field';

/** Where the money is to go: back the way it came, or to an account of the payer's own. */
export function PayoutStep(props: StepProps) {
  const { text } = useLanguage();
  const { state, keeper } = props.filing;
  const { route, account } = answersIn(state.content);
  // Who looks at the other way and comes back finds the account that they had typed.
  const [typed, setTyped] = useState(account);
  const choose = (next: 'original' | 'account'): void =>
    keeper.change(withPayout(state.content, next, typed));
  const change = (next: AccountAnswer): void => {
    setTyped(next);
    keeper.change(withPayout(state.content, 'account', next));
  };
  return (
    <StepForm {...props} step="payout">
      {(problems) => (
        <>
          <fieldset className="choices" id="field-payoutMethod" tabIndex={-1}>
            <legend className="hidden">{text('filing.payout.title')}</legend>
            <FieldProblems field="payoutMethod" problems={problems} />
            <FieldProblems field="payoutMethod.route" problems={problems} />
            {(['original', 'account'] as const).map((one) => (
              <label key={one} className="tick">
                <input
                  type="radio"
                  name="route"
                  checked={route === one}
                  onChange={() => choose(one)}
                />
                <span>
                  {text(`filing.payout.${one}`)}
                  <span className="when">{text(`filing.payout.${one}_what`)}</span>
                </span>
              </label>
            ))}
          </fieldset>
          {route === 'account' && (
            <Account account={account} problems={problems} onChange={change} />
          )}
        </>
      )}
    </StepForm>
  );
}

interface AccountProps {
  readonly account: AccountAnswer;
  readonly problems: readonly FilingProblem[];
  readonly onChange: (account: AccountAnswer) => void;
}

function Account({ account, problems, onChange }: AccountProps) {
  const { text } = useLanguage();
  const at = 'payoutMethod.account';
  return (
    <>
      <p className="panel note">{text('filing.payout.cooling')}</p>
      <fieldset className="choices" id="field-payoutMethod-account" tabIndex={-1}>
        <legend>{text('filing.payout.kind')}</legend>
        {ACCOUNT_KINDS.map((kind) => (
          <label key={kind} className="tick">
            <input
              type="radio"
              name="kind"
              checked={account.kind === kind}
              onChange={() => onChange({ ...account, kind })}
            />
            <span>{text(`filing.payout.${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      <TextField
        field={`${at}.holderName`}
        label={text('filing.payout.holder')}
        hint={text('filing.payout.holder_hint')}
        value={account.holderName}
        problems={problems}
        input={{ autoComplete: 'name', maxLength: 100 }}
        onType={(holderName) => onChange({ ...account, holderName })}
      />
      <TextField
        field={`${at}.number`}
        label={text('filing.payout.number')}
        value={account.number}
        problems={problems}
        input={{ autoComplete: 'off', maxLength: 80 }}
        onType={(number) => onChange({ ...account, number })}
      />
      {account.kind === 'bank' && (
        <TextField
          field={`${at}.bank`}
          label={text('filing.payout.bank_name')}
          value={account.bank}
          problems={problems}
          input={{ autoComplete: 'off', maxLength: 100 }}
          onType={(bank) => onChange({ ...account, bank })}
        />
      )}
    </>
  );
}
