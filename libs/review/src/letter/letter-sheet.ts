import { buffer } from 'node:stream/consumers';

import PDFDocument from 'pdfkit';

import { withUnbrokenAmounts } from '@app/money';

import type { Letter } from '../domain/letter/letter';
import { LetterFonts } from './letter-fonts';

/** Sizes in points. Large enough for people who see badly; A4 is 595 by 842. */
export const TYPE = { title: 20, heading: 13.5, body: 11, cell: 9.5, margin: 9 } as const;
export const COLOURS = { ink: '#1a1a1a', soft: '#4a4a4a', rule: '#9a9a9a', shade: '#eef1f4' };
const ALERT = '#9b1c1c';
const MARGINS = { top: 76, bottom: 72, left: 56, right: 56 };
const LINE_GAP = 3.5;

export type Element = ReturnType<PDFKit.PDFDocument['struct']>;

interface Attributes {
  readonly scope?: 'Row' | 'Column';
  readonly lang?: string;
}

/** How a text is set. */
export interface Setting {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly align?: 'left' | 'right';
}

/** A place on the page and its width. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * The paper that a letter is set on: pages, fonts and the tags by which a screen reader finds its
 * way. It knows nothing of what letters say.
 */
export class LetterSheet {
  private readonly document: PDFKit.PDFDocument;
  private readonly root: Element;
  private readonly lacking = new Set<string>();
  private readonly bytes: Promise<Buffer>;

  constructor(
    private readonly letter: Letter,
    private readonly fonts = LetterFonts.get(),
  ) {
    this.document = new PDFDocument({
      size: 'A4',
      margins: MARGINS,
      bufferPages: true,
      autoFirstPage: false,
      pdfVersion: '1.7',
      lang: letter.locale,
      tagged: true,
      displayTitle: true,
      // Otherwise a font is loaded that is not embedded.
      font: null as unknown as string,
      info: informationOn(letter),
    });
    this.bytes = buffer(this.document);
    this.document.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
    this.document.addPage();
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  get left(): number {
    return MARGINS.left;
  }

  get width(): number {
    return this.document.page.width - MARGINS.left - MARGINS.right;
  }

  get y(): number {
    return this.document.y;
  }

  /** The lowest place that text may reach. */
  get bottom(): number {
    return this.document.page.maxY();
  }

  /** An element of the document's structure, below another or at its top. */
  element(tag: string, parent: Element = this.root, attributes: Attributes = {}): Element {
    const made = this.document.struct(tag, attributes);
    parent.add(made);
    return made;
  }

  /** Sets a text in the flow; it goes on over as many pages as it needs. */
  flow(parent: Element, text: string, setting: Setting, indent = 0): void {
    const place = { x: this.left + indent, y: this.y, width: this.width - indent };
    parent.add(() => this.put(text, place, setting));
  }

  /** Sets a text at a place, without a tag: whoever calls this has opened an element. */
  put(text: string, { x, y, width }: Place, setting: Setting): void {
    this.set(setting);
    const { align = 'left' } = setting;
    this.document.text(this.shown(text), x, y, { width, align, lineGap: LINE_GAP });
  }

  heightOf(text: string, width: number, setting: Setting): number {
    this.set(setting);
    return this.document.heightOfString(this.shown(text), { width, lineGap: LINE_GAP });
  }

  /** Something drawn or repeated that says nothing new: screen readers pass it over. */
  ornament(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.document.endMarkedContent();
  }

  draw(strokes: (document: PDFKit.PDFDocument) => void): void {
    strokes(this.document);
  }

  moveTo(y: number): void {
    this.document.x = this.left;
    this.document.y = y;
  }

  space(points: number): void {
    this.moveTo(this.document.y + points);
  }

  /** Begins a page unless so much room is left on this one. Says whether it did. */
  room(points: number): boolean {
    if (this.document.y + points <= this.bottom) return false;
    this.document.addPage();
    return true;
  }

  /** The characters that no font of ours has, in the order in which they came. */
  get missing(): readonly string[] {
    return [...this.lacking];
  }

  /** Numbers the pages and gives the bytes, the same for the same letter. */
  async finish(): Promise<Buffer> {
    this.root.end();
    const { count } = this.document.bufferedPageRange();
    for (let index = 0; index < count; index += 1) this.margins(index, count);
    this.document.end();
    return this.bytes;
  }

  private margins(index: number, count: number): void {
    const { document, letter } = this;
    document.switchToPage(index);
    // What stands in the margins must not make a new page.
    document.page.margins = { ...MARGINS, top: 0, bottom: 0 };
    document.markContent('Artifact', { type: 'Pagination' });
    const width = this.width / 2;
    const soft = { size: TYPE.margin, colour: COLOURS.soft };
    this.put(letter.reference, { x: this.left, y: 40, width }, soft);
    if (letter.draftMark !== null) {
      const place = { x: this.left + width, y: 38, width };
      this.put(letter.draftMark, place, { size: 11, bold: true, colour: ALERT, align: 'right' });
    }
    const y = document.page.height - 46;
    this.put(letter.title, { x: this.left, y, width }, soft);
    const page = `${String(index + 1)}/${String(count)}`;
    this.put(page, { x: this.left + width, y, width }, { ...soft, align: 'right' });
    document.endMarkedContent();
  }

  private set({ size, bold = false, colour = COLOURS.ink }: Setting): void {
    this.document
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colour);
  }

  private shown(text: string): string {
    return this.fonts.showable(withUnbrokenAmounts(text), (character) =>
      this.lacking.add(character),
    );
  }
}

/** Fixed times and names: the file is a function of the letter alone. */
function informationOn({ title, reference, issuedAt }: Letter): PDFKit.DocumentInfo {
  return {
    Title: `${title} ${reference}`,
    Subject: reference,
    Creator: 'Ganpei',
    Producer: 'Ganpei',
    CreationDate: issuedAt,
    ModDate: issuedAt,
  };
}
