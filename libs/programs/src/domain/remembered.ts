/** More than all days of two centuries; whoever asks for more makes it start again. */
const ANSWERS_MAX = 80_000;

/** The same pure function, which works out an answer once and then remembers it. */
export function remembered<Question, Answer extends object | string>(
  answer: (question: Question) => Answer,
): (question: Question) => Answer {
  const known = new Map<Question, Answer>();
  return (question) => {
    const before = known.get(question);
    if (before !== undefined) return before;
    if (known.size >= ANSWERS_MAX) known.clear();
    const found = answer(question);
    known.set(question, found);
    return found;
  };
}
