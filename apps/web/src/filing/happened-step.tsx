import { useLanguage } from '../language/language-context';
import { Skeleton } from '../page/skeleton';
import { answersIn, withLossType, withStory } from './answers';
import { StepForm } from './step-form';
import type { StepProps } from './step-form';
import { FieldProblems, TextField } from './text-field';
import { useLossTypes } from './use-loss-types';

const WORDS_MAX = 4_800;

/** What kind of fraud it was, in the words of the guarantee, and the story in one's own. */
export function HappenedStep(props: StepProps) {
  const { text } = useLanguage();
  const { state, keeper } = props.filing;
  const { lossType, story } = answersIn(state.content);
  return (
    <StepForm {...props} step="happened">
      {(problems) => (
        <>
          <fieldset className="choices" id="field-lossType" tabIndex={-1}>
            <legend>{text('filing.happened.kind')}</legend>
            <FieldProblems field="lossType" problems={problems} />
            <LossTypes
              chosen={lossType}
              onChoose={(id) => keeper.change(withLossType(state.content, id))}
            />
            <p className="intro">{text('filing.happened.other')}</p>
          </fieldset>
          <TextField
            field="narrative"
            label={text('filing.happened.story')}
            hint={text('filing.happened.story_hint')}
            value={story.words}
            problems={problems}
            area={{ rows: 8, maxLength: WORDS_MAX }}
            onType={(words) => keeper.change(withStory(state.content, { ...story, words }))}
          />
        </>
      )}
    </StepForm>
  );
}

interface LossTypesProps {
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

function LossTypes({ chosen, onChoose }: LossTypesProps) {
  const { language } = useLanguage();
  const lossTypes = useLossTypes();
  if (lossTypes === null) return <Skeleton lines={3} />;
  return lossTypes.map(({ id, label }) => (
    <label key={id} className="tick">
      <input
        type="radio"
        name="lossType"
        value={id}
        checked={chosen === id}
        onChange={() => onChoose(id)}
      />
      <span>{label[language]}</span>
    </label>
  ));
}
