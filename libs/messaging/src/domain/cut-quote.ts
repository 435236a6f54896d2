/** What the author wrote, and the earlier mail below it, which is shown folded. */
export interface CutText {
  readonly body: string;
  /** Null when nothing was cut. Nothing is lost: the two together are the whole text. */
  readonly quoted: string | null;
}

/** The line that our mails carry; what stands below it in an answer is our own mail. */
const MARKER_WORDS = /请在此线上方回复|reply above this line/i;
/**
 * Nothing else stands on that line, however programs wrap it: in a sentence it is somebody's. For
 * lines without two blanks in a row: on others the blanks could be shared out in too many ways.
 */
const MARKER =
  /^[ >|*]*[—–_-]* ?(?:请在此线上方回复)? ?\/? ?(?:reply(?: above this line)?)? ?[—–_-]* ?$/i;
/** What mail programs write above an earlier mail: "On …, … wrote:", on up to three lines. */
const INTRODUCTION_LINES_MAX = 3;
const INTRODUCTION_CHARS_MAX = 400;
const ENGLISH = /^(?:On|At)\b.*\bwrote\s*[:：]$/;
const CHINESE = /(写道|寫道)\s*[:：]$/;
/** A sentence may end so as well; the introduction of a mail tells the date and the minute. */
const WHEN = /\d.*\d{1,2}[:：.]\d\d/;
/** It names an address too, or the mail that it introduces stands behind ">". */
const ADDRESS = /<[^<>\s]+@[^<>\s]+>/;
/** A line that begins the earlier mail by itself. */
const SEPARATOR =
  /^[\s>]*-{2,}\s*(original message|原始邮件|原始郵件|forwarded message|转发邮件|reply message|回复的原邮件)\s*-{2,}\s*$/i;
/**
 * Outlook, Foxmail and others repeat the head of the earlier mail as a paragraph of its own: from
 * whom, when and to whom, without other lines between. Who tells of somebody's mail writes less.
 */
const HEAD_FROM = /^[\s>*]*(from|发件人|寄件者|寄件人)\s*(?:\*+\s*)?[:：]/i;
const HEAD_WHEN = /^[\s>*]*(sent|date|发送时间|发送日期|日期|时间|傳送時間)\s*(?:\*+\s*)?[:：]/i;
const HEAD_TO = /^[\s>*]*(to|收件人|收件者)\s*(?:\*+\s*)?[:：]/i;
const HEAD_OTHER = /^[\s>*]*(cc|subject|抄送|主题|副本|主旨)\s*(?:\*+\s*)?[:：]/i;
const HEAD_PARTS = [HEAD_WHEN, HEAD_TO, HEAD_OTHER];
const HEAD_LINES = 5;
const RULE = /^\s*[_-]{5,}\s*$/;

/**
 * Cuts the earlier mail from an answer: at our own line, at what mail programs in both languages
 * write above it, or where it stands behind ">" to the end. Who answers between the lines of the
 * earlier mail, or below it, keeps the whole text.
 */
export function cutQuote(text: string): CutText {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const at = cutAt(lines);
  if (at === null) return { body: lines.join('\n').trim(), quoted: null };
  const quoted = lines.slice(at).join('\n').trim();
  return { body: lines.slice(0, at).join('\n').trim(), quoted: quoted === '' ? null : quoted };
}

function cutAt(lines: readonly string[]): number | null {
  const marker = lines.findIndex(isMarker);
  const until = marker < 0 ? lines.length : marker;
  for (let at = 0; at < until; at += 1) {
    // Above our own line whatever begins the earlier mail does, also when ">" stands below it.
    if (beginsEarlierMail(lines, at, marker >= 0)) return withRule(lines, at);
  }
  return marker < 0 ? quotedToTheEnd(lines) : backOverQuote(lines, marker);
}

function beginsEarlierMail(lines: readonly string[], at: number, isCertain: boolean): boolean {
  const line = lines[at] ?? '';
  if (SEPARATOR.test(line) || isRepeatedHead(lines, at)) return true;
  const end = introductionEnd(lines, at);
  if (end === null || !introducesMail(lines.slice(at, end), lines.slice(end))) return false;
  return isCertain || !isAnsweredBelow(lines.slice(end));
}

/** The line after "On …, … wrote:" when it begins here; null when it does not. */
function introductionEnd(lines: readonly string[], at: number): number | null {
  let joined = '';
  for (let count = 1; count <= INTRODUCTION_LINES_MAX; count += 1) {
    const line = lines[at + count - 1]?.replace(/^[\s>]+/, '').trimEnd();
    if (line === undefined || line === '') return null;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (joined.length > INTRODUCTION_CHARS_MAX) return null;
    if (isIntroduction(joined)) return at + count;
  }
  return null;
}

function isIntroduction(line: string): boolean {
  return (ENGLISH.test(line) || CHINESE.test(line)) && WHEN.test(line);
}

function introducesMail(introduction: readonly string[], below: readonly string[]): boolean {
  const next = below.find((line) => line.trim() !== '') ?? '';
  return ADDRESS.test(introduction.join('')) || isQuoted(next) || isMarker(next);
}

function isMarker(line: string): boolean {
  return MARKER_WORDS.test(line) && MARKER.test(line.replace(/\s+/g, ' '));
}

function isRepeatedHead(lines: readonly string[], at: number): boolean {
  const above = lines[at - 1] ?? '';
  const isParagraph = above.trim() === '' || isQuoted(above) || RULE.test(above);
  if (!isParagraph || !HEAD_FROM.test(lines[at] ?? '')) return false;
  const next = lines.slice(at + 1, at + HEAD_LINES);
  const other = next.findIndex((line) => !HEAD_PARTS.some((part) => part.test(line)));
  const head = other < 0 ? next : next.slice(0, other);
  return [HEAD_WHEN, HEAD_TO].every((part) => head.some((line) => part.test(line)));
}

/** Whether somebody wrote between or below quoted lines: their words are not to be folded. */
function isAnsweredBelow(lines: readonly string[]): boolean {
  const first = lines.findIndex(isQuoted);
  return first >= 0 && lines.slice(first).some((line) => line.trim() !== '' && !isQuoted(line));
}

function isQuoted(line: string): boolean {
  return line.startsWith('>');
}

/** Where quoted lines begin that go on to the end; null when the text does not end in them. */
function quotedToTheEnd(lines: readonly string[]): number | null {
  const at = backOverQuote(lines, lines.length);
  return lines.slice(at).some(isQuoted) ? at : null;
}

/** From a line up over the quoted and empty ones before it. */
function backOverQuote(lines: readonly string[], from: number): number {
  let at = from;
  for (let above = lines[at - 1]; at > 0; above = lines[at - 1]) {
    if (above === undefined || (above.trim() !== '' && !isQuoted(above))) break;
    at -= 1;
  }
  return at;
}

/** Takes the line of dashes with it that some programs draw above the earlier mail. */
function withRule(lines: readonly string[], at: number): number {
  return RULE.test(lines[at - 1] ?? '') ? at - 1 : at;
}
