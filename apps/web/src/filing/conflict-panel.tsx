import { useLanguage } from '../language/language-context';
import { PageHeading } from '../page/page-heading';
import { AnswerList } from './answer-list';
import type { FilingDraft } from './filing-draft';
import type { Filing } from './use-filing';

interface ConflictPanelProps {
  readonly filing: Filing;
  readonly theirs: FilingDraft;
}

/** Two tabs have written different things: whoever wrote them says which of them counts. */
export function ConflictPanel({ filing, theirs }: ConflictPanelProps) {
  const { text } = useLanguage();
  const { state, keeper } = filing;
  return (
    <>
      <PageHeading title={text('filing.conflict.title')} />
      <p>{text('filing.conflict.what')}</p>
      <section className="panel" aria-labelledby="mine">
        <h2 id="mine">{text('filing.conflict.mine')}</h2>
        <AnswerList content={state.content} />
        <button type="button" className="primary" onClick={() => void keeper.keepMine()}>
          {text('filing.conflict.keep_mine')}
        </button>
      </section>
      <section className="panel" aria-labelledby="theirs">
        <h2 id="theirs">{text('filing.conflict.theirs')}</h2>
        <AnswerList content={theirs.content} />
        <button type="button" onClick={keeper.takeTheirs}>
          {text('filing.conflict.take_theirs')}
        </button>
      </section>
    </>
  );
}
