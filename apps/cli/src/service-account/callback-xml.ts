/** A message that somebody wrote to the account, as far as we go on with it. */
export interface AccountMessage {
  readonly account: string;
  readonly user: string;
  readonly id: string;
  /** Null for a picture, a voice, a place or an event. */
  readonly text: string | null;
}

/** Reads the XML of a callback; null when it is not one. It is flat: no parser is needed. */
export function readCallback(xml: string): AccountMessage | null {
  const account = valueOf(xml, 'ToUserName');
  const user = valueOf(xml, 'FromUserName');
  const kind = valueOf(xml, 'MsgType');
  if (account === null || user === null || kind === null) return null;
  const id = valueOf(xml, 'MsgId') ?? `${user}.${valueOf(xml, 'CreateTime') ?? '0'}`;
  return { account, user, id, text: kind === 'text' ? (valueOf(xml, 'Content') ?? '') : null };
}

/** The answer that the account shows at once, in the same call. */
export function writeReply(message: AccountMessage, text: string, now: Date): string {
  const seconds = String(Math.floor(now.getTime() / 1_000));
  return [
    '<xml>',
    `<ToUserName>${cdata(message.user)}</ToUserName>`,
    `<FromUserName>${cdata(message.account)}</FromUserName>`,
    `<CreateTime>${seconds}</CreateTime>`,
    `<MsgType>${cdata('text')}</MsgType>`,
    `<Content>${cdata(text)}</Content>`,
    '</xml>',
  ].join('');
}

function valueOf(xml: string, name: string): string | null {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  if (start < 0 || end < 0) return null;
  const inner = xml.slice(start + name.length + 2, end).trim();
  return inner.startsWith('<![CDATA[') && inner.endsWith(']]>')
    ? inner.slice('<![CDATA['.length, -']]>'.length)
    : inner;
}

/** A text may not end its own quotation. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']] >')}]]>`;
}
