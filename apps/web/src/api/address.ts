/**
 * The address of an operation, relative to the page: the path of the description with its places
 * filled, and a query if there is one. Throws for a place that nobody filled.
 */
export function addressOf(
  path: string,
  values: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
): string {
  const filled = path.slice(1).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string') throw new Error(`Nothing was given for {${name}} of ${path}.`);
    return encodeURIComponent(value);
  });
  const asked = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  );
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(asked).toString()}`;
}
