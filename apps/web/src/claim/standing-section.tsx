import { statusTextKey } from '../claims/claim-status';
import { useLanguage } from '../language/language-context';
import { formatDistance, formatDue } from '../time/format-time';
import { useNow } from '../time/use-now';
import type { Claim } from './claim';

/** How a claim stands, who has it, what is next and by when: what everybody comes for, first. */
export function StandingSection({ claim }: { readonly claim: Claim }) {
  const { language, text } = useLanguage();
  const { status, ownerName, nextStep } = claim;
  const isTheirTurn = nextStep?.isForClaimant === true;
  const dueAt = nextStep?.dueAt ?? null;
  return (
    <section
      className={isTheirTurn ? 'panel standing-panel turn' : 'panel standing-panel'}
      aria-labelledby="standing"
    >
      <h2 id="standing">{text(statusTextKey(status))}</h2>
      {nextStep !== null && <p>{nextStep.text[language]}</p>}
      <dl className="facts-list">
        {dueAt !== null && (
          <div>
            <dt>{text(isTheirTurn ? 'claim.your_due' : 'claim.due')}</dt>
            <dd>
              <Due at={dueAt} isOurs={!isTheirTurn} />
            </dd>
          </div>
        )}
        <div>
          <dt>{text('claim.owner')}</dt>
          <dd>{ownerName ?? text('claim.owner_none')}</dd>
        </div>
      </dl>
    </section>
  );
}

/** A due time and how far off it is. When we are late we say so before anybody has to ask. */
function Due({ at, isOurs }: { readonly at: Date; readonly isOurs: boolean }) {
  const { language, text } = useLanguage();
  const now = useNow();
  return (
    <>
      {formatDue(at, language)} <span className="intro">({formatDistance(at, now, language)})</span>
      {at <= now && <strong className="late">{text(isOurs ? 'claim.late' : 'claim.past')}</strong>}
    </>
  );
}
