import { badBundle } from './bundle-error';

/** Tells whether a value read from JSON has a form. */
export type Shape = (value: unknown) => boolean;

/** An object with exactly these fields. */
export function record(fields: Readonly<Record<string, Shape>>): Shape {
  const names = Object.keys(fields);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const found = new Map<string, unknown>(Object.entries(value));
    return (
      found.size === names.length &&
      names.every((name) => found.has(name) && fields[name]?.(found.get(name)) === true)
    );
  };
}

export function list(of: Shape): Shape {
  return (value) => Array.isArray(value) && value.every((element) => of(element));
}

export function text(form = /^/): Shape {
  return (value) => typeof value === 'string' && form.test(value);
}

export function nullOr(of: Shape): Shape {
  return (value) => value === null || of(value);
}

export function oneOf(...values: readonly unknown[]): Shape {
  return (value) => values.includes(value);
}

export function count(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/**
 * Reads a file of JSON in a bundle; refuses as `ledger.bad_bundle` what has another shape. The
 * caller names the type that the shape stands for.
 */
export function parseShaped(path: string, json: string, shape: Shape): unknown {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw badBundle(
      `${path} is not JSON: it is cut off or changed.`,
      `${path} 不是合法的 JSON：被截断或改动。`,
    );
  }
  if (!shape(value)) {
    throw badBundle(
      `${path} does not have the form of that file of a bundle.`,
      `${path} 不符合导出包中该文件的格式。`,
    );
  }
  return value;
}
