/** What happened in somebody's own words, and what number the police gave it. */
export interface Story {
  readonly words: string;
  /** Empty: there is none yet. */
  readonly policeReport: string;
}

/**
 * The claim has one text for both. The number stands in its last line, under words in both
 * languages: reviewers read it there, and the page finds it again whatever language it is in.
 */
const LABEL = '报警编号 / Police report number: ';
const LAST_LINE = new RegExp(`^([\\s\\S]*?)(?:\\n\\n|^)${LABEL}(.*)$`);

/** The text of a claim that says both. */
export function textOfStory({ words, policeReport }: Story): string {
  if (policeReport === '') return words;
  const line = `${LABEL}${policeReport.replace(/\s+/g, ' ')}`;
  return words === '' ? line : `${words}\n\n${line}`;
}

/** What a text says of both; words of which no part is a number are words. */
export function storyIn(text: string): Story {
  const [, words, policeReport] = LAST_LINE.exec(text) ?? [];
  return words === undefined || policeReport === undefined
    ? { words: text, policeReport: '' }
    : { words, policeReport };
}
