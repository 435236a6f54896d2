import { useState } from 'react';

import { useLanguage } from '../language/language-context';
import { readTime } from '../time/read-time';
import { momentOf, wallTimeOf } from '../time/wall-time';
import type { WallTime } from '../time/wall-time';
import { answersIn, withDiscoveredAt, withStory } from './answers';
import { StepForm } from './step-form';
import type { StepProps } from './step-form';
import { TextField } from './text-field';

/** When it was noticed, and whether the police know of it. */
export function NoticedStep(props: StepProps) {
  const { text } = useLanguage();
  const { state, keeper } = props.filing;
  const { content } = state;
  const { discoveredAt, story } = answersIn(content);
  // While a day is being typed there is no moment yet, and the fields keep what is there of it.
  const [at, setAt] = useState(() => wallTimeOf(readTime(discoveredAt)));
  const change = (next: WallTime): void => {
    setAt(next);
    keeper.change(withDiscoveredAt(content, momentOf(next)));
  };
  return (
    <StepForm {...props} step="noticed">
      {(problems) => (
        <>
          <TextField
            field="discoveredAt"
            label={text('filing.noticed.day')}
            value={at.day}
            problems={problems}
            input={{ type: 'date', max: wallTimeOf(new Date()).day }}
            onType={(day) => change({ ...at, day })}
          />
          <TextField
            field="discoveredAt.minute"
            label={text('filing.noticed.minute')}
            hint={text('filing.noticed.minute_hint')}
            value={at.minute}
            problems={problems}
            input={{ type: 'time' }}
            onType={(minute) => change({ ...at, minute })}
          />
          <TextField
            field="police"
            label={text('filing.noticed.police')}
            hint={text('filing.noticed.police_hint')}
            value={story.policeReport}
            problems={problems}
            input={{ autoComplete: 'off', maxLength: 100 }}
            onType={(policeReport) => keeper.change(withStory(content, { ...story, policeReport }))}
          />
        </>
      )}
    </StepForm>
  );
}
