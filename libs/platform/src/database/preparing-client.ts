import { createHash } from 'node:crypto';

import { Client } from 'pg';

/** Each is kept by each connection of the server, so that their number has an end. */
const NAMES_MAX = 500;

const names = new Map<string, string>();

/**
 * A connection that has PostgreSQL read and plan each statement once, where it would otherwise do
 * so each time it is asked: most of what a short statement costs. The statement is the same, only
 * named. What has no parameters (transactions, schema changes) is left as it is.
 */
export class PreparingClient extends Client {
  constructor(...options: ConstructorParameters<typeof Client>) {
    super(...options);
    const plainly = this.query.bind(this) as (...given: unknown[]) => unknown;
    // Typed by pg as a dozen overloads; what is not text with parameters goes through untouched.
    this.query = ((...given: unknown[]) => {
      const [text, parameters, ...rest] = given;
      const isNamed =
        typeof text === 'string' && Array.isArray(parameters) && parameters.length > 0;
      const name = isNamed ? nameOf(text) : null;
      return name === null
        ? plainly(...given)
        : plainly({ name, text, values: parameters as unknown[] }, ...rest);
    }) as Client['query'];
  }
}

/** The name of a statement, or null when there are too many; made of its text. */
export function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= NAMES_MAX) return null;
  const name = `ganpei-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  names.set(text, name);
  return name;
}
