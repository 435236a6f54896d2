/** What the author wrote, and the earlier mail below it, which is shown folded. */
export interface CutText {
  readonly body: string;
  /** Null when nothing was cut. Nothing is lost: the two together are the whole text. */
  readonly quoted: string | null;
}

/** The line that our mails carry; what stands below it in an answer is our own mail. */
const MARKER = /请在此线上方回复|reply above this line/i;
/** What mail programs write above an earlier mail: "On …, … wrote:", on up to three lines. */
const INTRODUCTION_LINES_MAX = 3;
const INTRODUCTION_CHARS_MAX = 400;
const ENGLISH = /^On\b.*\d.*\bwrote\s*[:：]$/;
const NETEASE = /^At \d{4}-\d\d-\d\d.*\bwrote\s*[:：]$/;
const CHINESE = /(写道|寫道)\s*[:：]$/;
/** A sentence may end so as well; the introduction of a mail tells when it was and from whom. */
const WHEN = /\d{4}\s*[年/-].*\d{1,2}[:：]\d\d/;
/** A line that begins the earlier mail by itself. */
const SEPARATOR =
  /^[\s>]*-{2,}\s*(original message|原始邮件|原始郵件|forwarded message|转发邮件|reply message|回复的原邮件)\s*-{2,}\s*$/i;
/** Outlook, Foxmail and others repeat the head of the earlier mail. */
const HEAD_FROM = /^[\s>*]*(from|发件人|寄件者|寄件人)\s*\**\s*[:：]/i;
const HEAD_OTHER =
  /^[\s>*]*(sent|date|to|subject|发送时间|发送日期|日期|时间|收件人|主题|傳送時間|收件者|主旨)\s*\**\s*[:：]/i;
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
  const marker = lines.findIndex((line) => MARKER.test(line));
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
  return end !== null && (isCertain || !isAnsweredBelow(lines.slice(end)));
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
  if (ENGLISH.test(line) || NETEASE.test(line)) return true;
  return CHINESE.test(line) && WHEN.test(line);
}

function isRepeatedHead(lines: readonly string[], at: number): boolean {
  if (!HEAD_FROM.test(lines[at] ?? '')) return false;
  const next = lines.slice(at + 1, at + HEAD_LINES);
  return next.filter((line) => HEAD_OTHER.test(line)).length >= 2;
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
