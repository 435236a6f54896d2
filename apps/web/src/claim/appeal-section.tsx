import { useCallback, useMemo, useState } from 'react';

import { draftName } from '../draft/draft-name';
import { isUnsent, readDraft } from '../draft/draft';
import { useDelivery } from '../draft/use-delivery';
import { useLanguage } from '../language/language-context';
import { recall } from '../page/browser-memory';
import { useSession } from '../session/session-context';
import { formatDue } from '../time/format-time';
import { readLodgedAppeal } from './appeals';
import type { Appeals, LodgedAppeal } from './appeals';
import type { Claim, ClaimLine } from './claim';
import { DeliveryNote } from './delivery-note';

interface AppealSectionProps {
  readonly claim: Claim;
  readonly appeals: Appeals;
  readonly phone: string | null;
  readonly onChanged: () => void;
}

/** What was appealed, and the way to do so as long as there is one. */
export function AppealSection(props: AppealSectionProps) {
  const { text } = useLanguage();
  const { claim, appeals } = props;
  const { lodged, next } = appeals;
  const canAppeal = claim.canAppeal && next !== null;
  if (lodged.length === 0 && !canAppeal) return null;
  return (
    <section aria-labelledby="appeal">
      <h2 id="appeal">{text('appeal.title')}</h2>
      {lodged.map((appeal) => (
        <Lodged key={appeal.id} appeal={appeal} />
      ))}
      {canAppeal && <Way {...props} />}
    </section>
  );
}

function Lodged({ appeal }: { readonly appeal: LodgedAppeal }) {
  const { language, text } = useLanguage();
  const { grounds, lodgedAt, endedAt } = appeal;
  return (
    <div className="panel">
      <p>
        {text('appeal.lodged', { time: formatDue(lodgedAt, language) })}{' '}
        <span className="tag">{text(endedAt === null ? 'appeal.open' : 'appeal.ended')}</span>
      </p>
      <blockquote className="words">{grounds}</blockquote>
    </div>
  );
}

/** Until when it can be appealed and who hears it; where it is us, the way to begin. */
function Way(props: AppealSectionProps) {
  const { language, text } = useLanguage();
  const { next } = props.appeals;
  if (next === null) return null;
  const { label, lodgeUntil, isHeardHere, isInTime } = next;
  return (
    <>
      <p>{label[language]}</p>
      {isHeardHere && lodgeUntil !== null && (
        <p>
          {text(isInTime ? 'appeal.until' : 'appeal.too_late')}{' '}
          <strong>{formatDue(lodgeUntil, language)}</strong>
        </p>
      )}
      {isHeardHere && isInTime && <Begin {...props} />}
    </>
  );
}

function Begin(props: AppealSectionProps) {
  const { text } = useLanguage();
  const { username } = useSession();
  const name = draftName(username ?? '', props.claim.id, 'appeal');
  // Who has begun to write finds it open.
  const [isOpen, setOpen] = useState(() => isUnsent(readDraft(recall(name))));
  return (
    <>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {text('appeal.begin')}
      </button>
      {isOpen && <Grounds {...props} name={name} />}
    </>
  );
}

function Grounds({ claim, phone, onChanged, name }: AppealSectionProps & { name: string }) {
  const { text } = useLanguage();
  const { client } = useSession();
  const { id } = claim;
  // An appeal that is on its way stays about the same payments, whatever the page learns meanwhile.
  const lines = useMemo(() => disputed(claim.lines), [claim.lines]);
  const deliver = useCallback(
    async (grounds: string, key: string) => {
      const wish = { path: { id }, key, body: { lines, grounds } };
      await client.post('/v1/claims/{id}/appeals', wish, readLodgedAppeal);
      onChanged();
    },
    [client, id, lines, onChanged],
  );
  const delivery = useDelivery({ name, deliver });
  return (
    <form
      className="panel fields"
      onSubmit={(event) => {
        event.preventDefault();
        delivery.send();
      }}
    >
      <label>
        {text('appeal.grounds')}
        <textarea
          rows={6}
          maxLength={5_000}
          value={delivery.text}
          onChange={({ target }) => delivery.type(target.value)}
        />
      </label>
      <p className="intro">{text('appeal.hint')}</p>
      <DeliveryNote delivery={delivery} phone={phone} failureTitle={text('appeal.failure')} />
      <button type="submit" className="primary" aria-disabled={delivery.state === 'sending'}>
        {text('appeal.send')}
      </button>
    </form>
  );
}

/** The payments that did not bring what was claimed; all of them where each one did. */
function disputed(lines: readonly ClaimLine[]): { lineId: string }[] {
  const short = lines.filter(
    ({ money, award }) => award === null || BigInt(award.amountMinor) < BigInt(money.amountMinor),
  );
  return (short.length === 0 ? lines : short).map(({ id: lineId }) => ({ lineId }));
}
