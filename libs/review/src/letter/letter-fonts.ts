import { readFileSync } from 'node:fs';

import { create } from 'fontkit';

/** Noto Sans SC (OFL): all of GB 18030's two-byte characters, and those of the standard list. */
const REGULAR =
  require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
const BOLD = require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf');

/** What typesetters put in the place of a character that they do not have (U+3013). */
const GETA_MARK = '〓';

/** Neither seen nor missed: marks of direction, joiners, variants of a character's form. */
const UNSEEN = /[\p{Cf}\p{Cc}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;

/** The two weights in which letters are set. Ten megabytes each: read once, at the first letter. */
export class LetterFonts {
  private static read: LetterFonts | null = null;

  private constructor(
    readonly regular: Buffer,
    readonly bold: Buffer,
    private readonly codePoints: ReadonlySet<number>,
  ) {}

  static get(): LetterFonts {
    this.read ??= LetterFonts.load();
    return this.read;
  }

  private static load(): LetterFonts {
    const regular = readFileSync(REGULAR);
    const font = create(regular);
    if (!('characterSet' in font)) throw new Error(`${REGULAR} holds several fonts.`);
    return new LetterFonts(regular, readFileSync(BOLD), new Set(font.characterSet));
  }

  /** Whether the fonts can show a character; both of them have the same ones. */
  has(character: string): boolean {
    return this.codePoints.has(character.codePointAt(0) ?? 0);
  }

  /**
   * A text that the fonts can show: a character that they lack becomes 〓 and is told to `lack`;
   * line breaks stay, and what nobody would see goes.
   */
  showable(text: string, lack: (character: string) => void): string {
    return Array.from(text, (character) => {
      if (character === '\n') return character;
      if (/\s/u.test(character)) return character === '\u00a0' ? character : ' ';
      if (UNSEEN.test(character)) return '';
      if (this.has(character)) return character;
      lack(character);
      return GETA_MARK;
    }).join('');
  }
}
