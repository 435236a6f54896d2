import type { XmlElement } from './read-xml';

/** All elements at the end of a path, in the order of the document. */
export function allAt(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (found, name) => found.flatMap(({ children }) => children.filter((one) => one.name === name)),
    [element],
  );
}

/** The first element at the end of a path. */
export function firstAt(element: XmlElement, ...path: readonly string[]): XmlElement | null {
  return allAt(element, ...path)[0] ?? null;
}

/** The text of the first element at the end of a path; null for none, and for an empty one. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | null {
  const text = firstAt(element, ...path)?.text ?? '';
  return text === '' ? null : text;
}
