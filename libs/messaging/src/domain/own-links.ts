import { DomainError } from '@app/kernel';

/** Where the text of a link ends: at white space, quotes and Chinese punctuation. */
const IN_LINK = '[^\\s<>"\'，。；！？、（）《》「」【】“”]';
/** `scheme://anything`, and `//host` as browsers complete it. */
const WITH_HOST = new RegExp(`(?:[a-z][a-z0-9+.-]{0,30}:)?//${IN_LINK}+`, 'giu');
/** Schemes that need no host: programs call, write, pay or run at a touch. */
const SCHEMES = [
  ...[
    'https?',
    'ftp',
    'mailto',
    'tel',
    'callto',
    'sms(?:to)?',
    'mms(?:to)?',
    'facetime(?:-audio)?',
  ],
  ...['javascript', 'vbscript', 'data', 'blob', 'intent', 'magnet', 'sips?', 'skype', 'whatsapp'],
  ...['weixin', 'wxp', 'alipays?', 'alipayqr', 'mqq[a-z]*', 'tencent', 'bitcoin', 'geo'],
].join('|');
const WITH_SCHEME = new RegExp(`(?<![a-z0-9+.-])(?:${SCHEMES}):${IN_LINK}+`, 'giu');
/** Letters of names, without those of Chinese: in a Chinese sentence names stand without spaces. */
const LETTER = '(?:(?!\\p{Script=Han})\\p{L}|\\p{M})';
const TOP = `(?:xn--[a-z0-9-]{1,59}|\\p{Script=Han}{2,63}|${LETTER}{2,63})`;
/**
 * A name with dots, or an address of mail, of which programs make a link by themselves, with what
 * may follow it. Its last part is of letters, so that amounts, dates and versions are none.
 */
const BARE_NAME = bareName(`${LETTER}|\\p{Extended_Pictographic}`);
/** One with Chinese letters in it: 例子.中国. */
const CHINESE_NAME = bareName('\\p{L}|\\p{M}');
/** `203.0.113.7` and `2001:db8::7`; a version or a date has fewer parts. */
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IP_V4 = new RegExp(
  `(?<!${LETTER}|[\\p{N}.])(?:${OCTET}\\.){3}${OCTET}(?![\\p{N}]|\\.\\p{N})(?::\\d{1,5})?(?:[/?#]${IN_LINK}*)?`,
  'gu',
);
const GROUPS = '[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}';
const IP_V6 = new RegExp(
  `(?<!${LETTER}|[\\p{N}.:])\\[?(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}` +
    `|(?=[0-9a-f:]*[0-9a-f])(?:${GROUPS})?::(?:${GROUPS})?)(?!${LETTER}|\\p{N})\\]?`,
  'giu',
);

function bareName(letter: string): RegExp {
  return new RegExp(
    `(?:(?:${letter}|[\\p{N}._%+-]){1,64}@)?` +
      `(?:(?:${letter}|[\\p{N}_-]){1,63}\\.){1,20}${TOP}` +
      `(?::\\d{1,5})?(?:[/?#]${IN_LINK}*)?`,
    'giu',
  );
}
/** The endings of files that people send and name; none of them is a top-level domain. */
const FILE_NAME = /^[^/:?#]*\.(?:png|jpe?g|webp|gif|heic|bmp|pdf|docx?|xlsx?|csv|txt|eml|mp4)$/iu;
/** Signs that nobody sees, with which a name is cut in two for a program and not for an eye. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** What browsers read as a dot in a name (UTS #46); between Chinese words it ends a sentence. */
const IDEOGRAPHIC_DOT = /(?<=[a-z0-9-])[。｡](?=[a-z0-9])/giu;
const SHOWN_MAX = 80;
const CLOSING = /[.,;:!?)\]}]+$/u;

/**
 * The links in a text that lead to another host than ours, as they stand there. `ownHosts` have
 * their port with them, if there is one: `claims.example.com`, `127.0.0.1:3000`.
 */
export function foreignLinks(text: string, ownHosts: readonly string[]): string[] {
  return linksIn(asSeen(text), ownHosts);
}

/**
 * A text of which no program makes a link to another host: those in it are spaced out. When they
 * are hidden (other dots, unseen signs), all of it is, as programs read it.
 */
export function withoutForeignLinks(text: string, ownHosts: readonly string[]): string {
  const apart = foreignLinks(text, ownHosts).reduce(
    (rest, link) => rest.replaceAll(link, spacedOut(link)),
    text,
  );
  return foreignLinks(apart, ownHosts).length === 0 ? apart : spacedOut(asSeen(text));
}

function spacedOut(text: string): string {
  return text.replace(/[.:/@](?=\S)/g, '$& ');
}

/**
 * Refuses a message of ours with a link to another host (`message.foreign_link`): whoever reads
 * only ever our own links in our messages knows a forged one by its link.
 */
export function requireOwnLinks(body: string, ownHosts: readonly string[]): void {
  const [found] = foreignLinks(body, ownHosts);
  if (found === undefined) return;
  const link = found.length > SHOWN_MAX ? `${found.slice(0, SHOWN_MAX)}…` : found;
  const own = ownHosts.join(', ');
  throw new DomainError(
    'unprocessable',
    'message.foreign_link',
    {
      en: `"${link}" leads, or is taken by mail programs to lead, to another place than ours. Our messages link to ${own} only, so that people know forged ones. Say in words what is meant, or put a space after the dot or colon if it is no link.`,
      'zh-CN': `“${link}”指向（或会被邮件程序识别为指向）其他网站。我们的消息只含指向 ${own} 的链接，以便客户识别假冒消息。请改用文字说明；如果并非链接，请在句点或冒号后加空格。`,
    },
    { field: 'body', saw: link, allowed: ownHosts },
  );
}

/** As programs read it. Chinese punctuation stands between words: no link goes on behind it. */
function asSeen(text: string): string {
  return text
    .replace(/[，；：！？（）]/g, ' $& ')
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(IDEOGRAPHIC_DOT, '.');
}

function linksIn(seen: string, ownHosts: readonly string[]): string[] {
  const kinds: readonly (readonly [RegExp, (link: string) => boolean])[] = [
    [WITH_HOST, (link) => isOwnLink(link, ownHosts)],
    [WITH_SCHEME, (link) => !link.includes(':') || isOwnLink(link, ownHosts)],
    [IP_V4, (name) => isOwnName(name, ownHosts)],
    [IP_V6, () => false],
    [BARE_NAME, (name) => FILE_NAME.test(name) || isOwnName(name, ownHosts)],
    [CHINESE_NAME, (name) => FILE_NAME.test(name)],
  ];
  const found: string[] = [];
  let rest = seen;
  for (const [kind, isHarmless] of kinds) {
    const links = (rest.match(kind) ?? []).map((link) => link.replace(CLOSING, ''));
    found.push(...links.filter((link) => !isHarmless(link)));
    rest = rest.replace(kind, ' ');
  }
  return found;
}

/** By an address as browsers read it; what they would have to guess at is not ours. */
function isOwnLink(link: string, ownHosts: readonly string[]): boolean {
  if (/[\\@]/.test(link) || !/^https?:/i.test(link) || !URL.canParse(link)) return false;
  return isOwn(new URL(link).host, ownHosts);
}

/** Of an address of mail the part behind its `@` counts. */
function isOwnName(name: string, ownHosts: readonly string[]): boolean {
  const address = `https://${name.replace(/^[^@/?#]*@/u, '')}`;
  return URL.canParse(address) && isOwn(new URL(address).host, ownHosts);
}

function isOwn(host: string, ownHosts: readonly string[]): boolean {
  return ownHosts.some((own) => own.toLowerCase() === host);
}
