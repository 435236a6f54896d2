import { DomainError } from '@app/kernel';

/** Where the text of a link ends: at white space, quotes and Chinese punctuation. */
const IN_LINK = '[^\\s<>"\'，。；！？、（）《》「」【】“”]';
/** `scheme://anything`, and `//host` as browsers complete it. */
const WITH_SCHEME = new RegExp(`(?:[a-z][a-z0-9+.-]*:)?//${IN_LINK}+`, 'giu');
/** Letters of names, without those of Chinese: in a Chinese sentence names stand without spaces. */
const LETTER = '(?!\\p{Script=Han})\\p{L}';
/**
 * A name with dots, or an address of mail, of which programs make a link by themselves, with what
 * may follow it. Its last part is of letters, so that amounts, dates and versions are none.
 */
const BARE_NAME = bareName(LETTER);
/** One with Chinese letters in it: 例子.中国. */
const CHINESE_NAME = bareName('\\p{L}');

function bareName(letter: string): RegExp {
  return new RegExp(
    `(?:(?:${letter}|[\\p{N}._%+-]){1,64}@)?` +
      `(?:(?:${letter}|[\\p{N}_-]){1,63}\\.)+(?:xn--[a-z0-9-]{1,59}|(?:${letter}){2,63})` +
      `(?::\\d{1,5})?(?:[/?#]${IN_LINK}*)?`,
    'giu',
  );
}
/** The endings of files that people send and name; none of them is a top-level domain. */
const FILE_NAME = /^[^/:?#]*\.(?:png|jpe?g|webp|gif|heic|bmp|pdf|docx?|xlsx?|csv|txt|eml|mp4)$/iu;
/** Signs that nobody sees, with which a name is cut in two for a program and not for an eye. */
const INVISIBLE = /\p{Cf}/gu;
const SHOWN_MAX = 80;
const CLOSING = /[.,;:!?)\]}]+$/u;

/**
 * The links in a text that lead to another host than ours, as they stand there. `ownHosts` have
 * their port with them, if there is one: `claims.example.com`, `127.0.0.1:3000`.
 */
export function foreignLinks(text: string, ownHosts: readonly string[]): string[] {
  const seen = text.normalize('NFKC').replace(INVISIBLE, '');
  const withScheme = (seen.match(WITH_SCHEME) ?? []).map(withoutClosing);
  const rest = seen.replace(WITH_SCHEME, ' ');
  const bare = [
    ...(rest.match(BARE_NAME) ?? []),
    ...(rest.replace(BARE_NAME, ' ').match(CHINESE_NAME) ?? []),
  ].map(withoutClosing);
  return [
    ...withScheme.filter((link) => !isOwnLink(link, ownHosts)),
    ...bare.filter((name) => !FILE_NAME.test(name) && !isOwnName(name, ownHosts)),
  ];
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
      en: `"${link}" leads, or is taken by mail programs to lead, to another place than ours. Our messages link to ${own} only, so that people know forged ones. Say in words what is meant, or put a space after the dot if it is no link.`,
      'zh-CN': `“${link}”指向（或会被邮件程序识别为指向）其他网站。我们的消息只含指向 ${own} 的链接，以便客户识别假冒消息。请改用文字说明；如果并非链接，请在句点后加空格。`,
    },
    { field: 'body', saw: link, allowed: ownHosts },
  );
}

function withoutClosing(link: string): string {
  return link.replace(CLOSING, '');
}

/** By an address as browsers read it; what they would have to guess at is not ours. */
function isOwnLink(link: string, ownHosts: readonly string[]): boolean {
  if (/[\\@]/.test(link) || !/^https?:/i.test(link) || !URL.canParse(link)) return false;
  return isOwn(new URL(link).host, ownHosts);
}

/** Of an address of mail the part behind its last `@` counts. */
function isOwnName(name: string, ownHosts: readonly string[]): boolean {
  const address = `https://${name.slice(name.lastIndexOf('@') + 1)}`;
  if (!URL.canParse(address)) return false;
  const { host, hostname } = new URL(address);
  return isOwn(host, ownHosts) || isOwn(hostname, ownHosts);
}

function isOwn(host: string, ownHosts: readonly string[]): boolean {
  return ownHosts.some((own) => own.toLowerCase() === host);
}
