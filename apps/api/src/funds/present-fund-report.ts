import type { FundEventEntity, FundReport } from '@app/accounting';

/** The figures as JSON: sums of minor units as strings, the ratio in basis points. */
export function presentFundReport(
  currency: string,
  { asOf, figures, rails, floorMinor, runways, rules, alarms }: FundReport,
): object {
  return {
    currency,
    asOf: asOf.toISOString(),
    fundMinor: figures.fundMinor.toString(),
    onRailsMinor: figures.onRailsMinor.toString(),
    rails: rails.map(({ rail, balanceMinor }) => ({ rail, balanceMinor: balanceMinor.toString() })),
    reservedMinor: figures.reservedMinor.toString(),
    unreportedMinor: figures.unreportedMinor.toString(),
    payableMinor: figures.payableMinor.toString(),
    inTransitMinor: figures.inTransitMinor.toString(),
    heldMinor: figures.heldMinor.toString(),
    advanceMinor: figures.advanceMinor.toString(),
    floorMinor: floorMinor.toString(),
    coverageBp: numberOf(figures.coverageBp),
    runways: runways.map(({ windowDays, netPaidMinor, runwayDays }) => ({
      windowDays,
      netPaidMinor: netPaidMinor.toString(),
      runwayDays: numberOf(runwayDays),
    })),
    rules: rules.map((rule) => ({
      rail: rule.rail,
      lowMinor: rule.lowMinor.toString(),
      targetMinor: rule.targetMinor.toString(),
      setAt: rule.setAt.toISOString(),
      changeId: rule.changeId,
      freeMinor: rule.freeMinor?.toString() ?? null,
      shortMinor: rule.shortMinor.toString(),
    })),
    alarms,
  };
}

/** Beyond 2⁵³ the last digits are rounded, where nobody reads them. */
function numberOf(figure: bigint | null): number | null {
  return figure === null ? null : Number(figure);
}

/** What happened to the fund of a currency; amounts and figures stand in `facts` as strings. */
export function presentFundEvent({ id, at, kind, currency, facts }: FundEventEntity): object {
  return { id, at: at.toISOString(), type: kind, currency, facts };
}
