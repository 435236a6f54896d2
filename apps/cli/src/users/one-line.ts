import { InvalidArgumentError } from 'commander';

/** As the API takes them when somebody signs in: one line without anything that cannot be seen. */
const UNSAFE = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

export function isOneLine(text: string, lengthMax: number): boolean {
  return text.trim() !== '' && [...text].length <= lengthMax && !UNSAFE.test(text);
}

/** Reads an option of at most so many characters. */
export function lineOf(lengthMax: number): (text: string) => string {
  return (text) => {
    if (isOneLine(text, lengthMax)) return text;
    throw new InvalidArgumentError(
      `Write one line of 1 to ${String(lengthMax)} characters, without control characters.`,
    );
  };
}
