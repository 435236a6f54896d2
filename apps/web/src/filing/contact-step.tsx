import { useEffect } from 'react';

import { LANGUAGES } from '../language/language';
import type { Language } from '../language/language';
import { useLanguage } from '../language/language-context';
import { answersIn, withContact } from './answers';
import type { ContactAnswer } from './answers';
import type { FilingProblem } from './filing-draft';
import { StepForm } from './step-form';
import type { StepProps } from './step-form';
import { FieldProblems, TextField } from './text-field';

/** Who claims, and how we reach them. */
export function ContactStep(props: StepProps) {
  const { language, text } = useLanguage();
  const { state, keeper } = props.filing;
  const { contact } = answersIn(state.content);
  const change = (part: Partial<ContactAnswer>): void => {
    const locale = contact.locale ?? language;
    keeper.change(withContact(state.content, { ...contact, locale, ...part }));
  };
  useFirstLanguage(props);
  return (
    <StepForm {...props} step="contact">
      {(problems) => (
        <>
          <TextField
            field="contact.name"
            label={text('filing.contact.name')}
            hint={text('filing.contact.name_hint')}
            value={contact.name}
            problems={problems}
            input={{ autoComplete: 'name', maxLength: 100 }}
            onType={(name) => change({ name })}
          />
          <TextField
            field="contact.phone"
            label={text('filing.contact.phone')}
            value={contact.phone}
            problems={problems}
            input={{ type: 'tel', autoComplete: 'tel', maxLength: 40 }}
            onType={(phone) => change({ phone })}
          />
          <TextField
            field="contact.email"
            label={text('filing.contact.email')}
            hint={text('filing.contact.email_hint')}
            value={contact.email}
            problems={problems}
            input={{
              type: 'email',
              autoComplete: 'email',
              autoCapitalize: 'none',
              maxLength: 200,
            }}
            onType={(email) => change({ email })}
          />
          <LanguageChoice
            chosen={contact.locale ?? language}
            problems={problems}
            onChoose={(locale) => change({ locale })}
          />
        </>
      )}
    </StepForm>
  );
}

interface LanguageChoiceProps {
  readonly chosen: Language;
  readonly problems: readonly FilingProblem[];
  readonly onChoose: (language: Language) => void;
}

function LanguageChoice({ chosen, problems, onChoose }: LanguageChoiceProps) {
  const { text } = useLanguage();
  return (
    <fieldset className="choices" id="field-contact-locale" tabIndex={-1}>
      <legend>{text('filing.contact.language')}</legend>
      <FieldProblems field="contact.locale" problems={problems} />
      {LANGUAGES.map((one) => (
        <label key={one} className="tick">
          <input
            type="radio"
            name="locale"
            checked={chosen === one}
            onChange={() => onChoose(one)}
          />
          <span lang={one}>{text(`filing.language.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The language of the page is the first answer: it is shown as chosen, and so it is one. */
function useFirstLanguage({ filing }: StepProps): void {
  const { language } = useLanguage();
  const { content } = filing.state;
  const { keeper } = filing;
  useEffect(() => {
    const { contact } = answersIn(content);
    if (contact.locale === null) {
      keeper.change(withContact(content, { ...contact, locale: language }));
    }
  }, [content, keeper, language]);
}
