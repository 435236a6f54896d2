import type { InputHTMLAttributes, TextareaHTMLAttributes } from 'react';

import { useLanguage } from '../language/language-context';
import type { FilingProblem } from './filing-draft';
import { fieldId, problemWords } from './problem-words';

interface TextFieldProps {
  /** The path of the field, as problems name it. */
  readonly field: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly problems: readonly FilingProblem[];
  readonly onType: (value: string) => void;
  /** What else the element takes. */
  readonly input?: InputHTMLAttributes<HTMLInputElement>;
  /** For an answer of more than a line. */
  readonly area?: TextareaHTMLAttributes<HTMLTextAreaElement>;
}

/** One thing to write, with its hint and with what is wrong with it. */
export function TextField(props: TextFieldProps) {
  const { field, label, hint, value, problems, onType, input, area } = props;
  const id = fieldId(field);
  const isWrong = problems.some((problem) => problem.field === field);
  const described = [hint === undefined ? '' : `${id}-hint`, isWrong ? `${id}-problem` : ''].join(
    ' ',
  );
  const common = {
    id,
    value,
    'aria-describedby': described.trim() || undefined,
    'aria-invalid': isWrong,
  };
  return (
    <div className={isWrong ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="intro">
          {hint}
        </p>
      )}
      <FieldProblems field={field} problems={problems} />
      {area === undefined ? (
        <input {...common} {...input} onChange={({ target }) => onType(target.value)} />
      ) : (
        <textarea {...common} {...area} onChange={({ target }) => onType(target.value)} />
      )}
    </div>
  );
}

interface FieldProblemsProps {
  readonly field: string;
  readonly problems: readonly FilingProblem[];
}

/** What is wrong with one field, before it. */
export function FieldProblems({ field, problems }: FieldProblemsProps) {
  const language = useLanguage();
  const own = problems.filter((problem) => problem.field === field);
  if (own.length === 0) return null;
  return (
    <p id={`${fieldId(field)}-problem`} className="late">
      {own.map((problem) => problemWords(problem, language)).join(' ')}
    </p>
  );
}
