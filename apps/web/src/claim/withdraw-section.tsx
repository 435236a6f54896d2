import { useCallback, useEffect, useRef, useState } from 'react';

import { draftName } from '../draft/draft-name';
import { useDelivery } from '../draft/use-delivery';
import { useLanguage } from '../language/language-context';
import { useSession } from '../session/session-context';
import { readClaim } from './claim';
import { DeliveryNote } from './delivery-note';

interface WithdrawSectionProps {
  readonly claimId: string;
  readonly phone: string | null;
  readonly onChanged: () => void;
}

/** The way to give a claim up: said what it means, and done in a second step only. */
export function WithdrawSection(props: WithdrawSectionProps) {
  const { text } = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setAsking(false);
    opener.current?.focus();
  };
  return (
    <section aria-labelledby="withdraw">
      <h2 id="withdraw">{text('withdraw.title')}</h2>
      <p>{text('withdraw.what')}</p>
      <button
        type="button"
        ref={opener}
        aria-expanded={isAsking}
        onClick={() => setAsking(!isAsking)}
      >
        {text('withdraw.open')}
      </button>
      {isAsking && <Confirmation {...props} onClose={close} />}
    </section>
  );
}

interface ConfirmationProps extends WithdrawSectionProps {
  readonly onClose: () => void;
}

function Confirmation({ claimId, phone, onChanged, onClose }: ConfirmationProps) {
  const { text } = useLanguage();
  const { client, username } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const deliver = useCallback(
    async (reason: string, key: string) => {
      const body = reason.trim() === '' ? {} : { reason };
      const path = { id: claimId };
      await client.post('/v1/claims/{id}/withdraw', { path, key, body }, readClaim);
      onChanged();
    },
    [client, claimId, onChanged],
  );
  const name = draftName(username ?? '', claimId, 'withdrawal');
  const delivery = useDelivery({ name, deliver, mayBeEmpty: true });
  return (
    <div className="panel fields">
      <h3 ref={heading} tabIndex={-1}>
        {text('withdraw.sure')}
      </h3>
      <p>{text('withdraw.means')}</p>
      <label>
        {text('withdraw.reason')}
        <textarea
          rows={3}
          value={delivery.text}
          onChange={({ target }) => delivery.type(target.value)}
        />
      </label>
      <DeliveryNote delivery={delivery} phone={phone} failureTitle={text('withdraw.failure')} />
      <p className="buttons">
        <button type="button" className="danger" onClick={delivery.send}>
          {text('withdraw.do')}
        </button>
        <button type="button" onClick={onClose}>
          {text('withdraw.keep')}
        </button>
      </p>
    </div>
  );
}
