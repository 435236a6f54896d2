import { DomainError } from '@app/kernel';

/** Something that somebody said in a chat, as its adapter hands it over. */
export interface ChatMessage {
  /** What the channel calls it; the same again is the same message. */
  readonly id: string;
  /** What the channel calls its user. */
  readonly from: string;
  /** Null for a picture, a voice or whatever else is no text. */
  readonly text: string | null;
}

const NAME = /^[\w.:@-]{1,128}$/;
const TEXT_CHARS_MAX = 10_000;

/** Reads `{"type":"message.received","id","from","text"}`, or refuses it as `channel.malformed`. */
export function readChatMessage(payload: unknown): ChatMessage {
  const fields = typeof payload === 'object' && payload !== null ? payload : {};
  const { type, id, from, text } = fields as Readonly<Record<string, unknown>>;
  if (type !== 'message.received') throw malformed('type');
  if (!isName(id)) throw malformed('id');
  if (!isName(from)) throw malformed('from');
  if (text === null || text === undefined) return { id, from, text: null };
  if (typeof text !== 'string' || text.length > TEXT_CHARS_MAX) throw malformed('text');
  return { id, from, text };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

function malformed(field: string): DomainError {
  return new DomainError(
    'invalid',
    'channel.malformed',
    {
      en: `The message is signed, but "${field}" is not as agreed. See the page of messaging for its form.`,
      'zh-CN': `消息签名正确，但字段“${field}”不符合约定，格式见 messaging 的说明。`,
    },
    { field },
  );
}
