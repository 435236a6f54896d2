/** The records of a duplicate about what goes on in another claim, by the lines there. */
export function onLines<Fact extends { readonly lineId: string | null }>(
  facts: readonly Fact[],
  lineIds: ReadonlyMap<string, string>,
): Fact[] {
  return facts.flatMap((fact) => {
    const lineId = fact.lineId === null ? null : lineIds.get(fact.lineId);
    return lineId === undefined ? [] : [{ ...fact, lineId }];
  });
}

/**
 * What a claim gets of the records of its duplicate: those about which it has none (`about` says
 * what a record is about), behind its own. What it has about the same stays as it is, and counts.
 */
export function lacking<Fact extends { readonly claimId: string; readonly position: number }>(
  claimId: string,
  held: readonly Fact[],
  brought: readonly Fact[],
  about: (fact: Fact) => string,
): Fact[] {
  const known = new Set(held.map(about));
  return brought
    .filter((fact) => !known.has(about(fact)))
    .map((fact, index) => ({ ...fact, claimId, position: held.length + index }));
}
