import { XMLParser, XMLValidator } from 'fast-xml-parser';

import { DomainError } from '@app/kernel';

/** An element of a message, by its name without a prefix: banks choose prefixes as they like. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Its own text, trimmed, with the five entities of XML and numbers put back. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** A whole document: its one element, and the namespace that says which message it is. */
export interface XmlDocument {
  readonly root: XmlElement;
  readonly namespace: string;
}

/**
 * More than a day's statement of a busy account has, and little enough to be read within seconds:
 * tags, what stands in one of them, characters that are written as entities, and levels.
 */
const TAGS_MAX = 300_000;
const TAG_LENGTH_MAX = 4_000;
const ENTITIES_MAX = 100_000;
const DEPTH_MAX = 40;
const LONG_TAG = new RegExp(`<[^>]{${String(TAG_LENGTH_MAX)}}`);

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  // Entities are put back below, and only those that need no declaration.
  processEntities: false,
  maxNestedTags: DEPTH_MAX,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** What the parser gives: its children by one name, its attributes under `:@`, its text. */
type Parsed = Readonly<Record<string, unknown>>;

/**
 * Reads an XML document without a document type: no declared entities, nothing from outside, so
 * that a small file cannot grow and no file of ours is read. Throws `bank.report_not_xml` for what
 * is not well formed, too deep or too much.
 */
export function readXml(text: string): XmlDocument {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw notXml('it declares a document type', '含有文档类型声明（DOCTYPE）');
  }
  if (isTooMuch(text)) throw notXml('it has too many or too long elements', '元素过多或过长');
  const checked = XMLValidator.validate(text);
  if (checked !== true) {
    const line = String(checked.err.line);
    throw notXml(`it is not well formed in line ${line}`, `第 ${line} 行格式不正确`);
  }
  const nodes = parsed(text);
  const [root, ...others] = elementsOf(nodes);
  if (root === undefined || others.length > 0) throw notXml('no single root', '没有唯一的根元素');
  const name = nodes.map(nameOf).find((one) => one !== undefined) ?? '';
  const prefix = name.includes(':') ? `xmlns:${name.slice(0, name.indexOf(':'))}` : 'xmlns';
  return { root, namespace: root.attributes.get(prefix) ?? '' };
}

function parsed(text: string): readonly Parsed[] {
  try {
    return PARSER.parse(text) as readonly Parsed[];
  } catch {
    throw notXml('it cannot be parsed', '无法解析');
  }
}

function elementsOf(nodes: readonly Parsed[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = nameOf(node);
    if (name === undefined) return [];
    const inner = node[name] as readonly Parsed[];
    const attributes = Object.entries((node[':@'] ?? {}) as Record<string, string>);
    const text = inner.map((one) => (one['#text'] as string | undefined) ?? '').join('');
    return [
      {
        name: name.slice(name.indexOf(':') + 1),
        attributes: new Map(attributes.map(([key, value]) => [key, withoutEntities(value)])),
        text: withoutEntities(text),
        children: elementsOf(inner),
      },
    ];
  });
}

function nameOf(node: Parsed): string | undefined {
  return Object.keys(node).find((key) => key !== ':@' && key !== '#text');
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function withoutEntities(text: string): string {
  return text.replace(/&([^;&]{0,20};?)/g, (_whole, name: string) => {
    const character = ENTITIES.get(name.slice(0, -1)) ?? numberedCharacter(name);
    if (name.endsWith(';') && character !== null) return character;
    throw notXml('it uses an entity that nobody knows', '使用了未知的实体引用');
  });
}

/** `#20013;` or `#x4e2d;`; null for what is no character. */
function numberedCharacter(name: string): string | null {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}));$/i.exec(name) ?? [];
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

function isTooMuch(text: string): boolean {
  if (countOf(text, '<') > TAGS_MAX || countOf(text, '&') > ENTITIES_MAX) return true;
  return LONG_TAG.test(text);
}

function countOf(text: string, letter: string): number {
  let count = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) count += 1;
  return count;
}

function notXml(en: string, zh: string): DomainError {
  return new DomainError(
    'unprocessable',
    'bank.report_not_xml',
    {
      en: `This file is no XML message that we read: ${en}. Send the report as the bank gave it, as UTF-8 without a document type.`,
      'zh-CN': `该文件不是可读取的 XML 报文：${zh}。请原样上传银行给出的文件（UTF-8，不含 DOCTYPE）。`,
    },
    { field: 'file' },
  );
}
