/** A copy of some JSON with one place (`clocks.1.within`) changed; `undefined` takes it out. */
export function changed(json: unknown, place: string, value: unknown): unknown {
  const [step = '', ...rest] = place.split('.');
  const inner = (json as Record<string, unknown>)[step];
  const next = rest.length === 0 ? value : changed(inner, rest.join('.'), value);
  if (Array.isArray(json)) {
    const copy = [...(json as unknown[])];
    copy.splice(Number(step), 1, ...(next === undefined ? [] : [next]));
    return copy;
  }
  const others = Object.entries(json as object).filter(([name]) => name !== step);
  return Object.fromEntries(next === undefined ? others : [...others, [step, next]]);
}
