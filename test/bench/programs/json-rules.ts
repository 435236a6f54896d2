import { Engine } from 'json-rules-engine';

import type { EligibilityFacts, EligibilityRules } from './eligibility-question';

/** The question as a rule of `json-rules-engine`: all of six conditions. */
export function jsonRules(rules: EligibilityRules): Engine {
  const within = (fact: string, values: readonly string[]): object => ({
    fact,
    operator: 'in',
    value: [...values],
  });
  return new Engine([
    {
      conditions: {
        all: [
          within('lossType', rules.lossTypes),
          { fact: 'currency', operator: 'equal', value: rules.currency },
          within('claimant', rules.claimants),
          within('rail', rules.rails),
          within('status', rules.statuses),
          { fact: 'daysSincePayment', operator: 'lessThanInclusive', value: rules.daysMax },
        ] as never,
      },
      event: { type: 'eligible' },
    },
  ]);
}

export async function jsonRulesAnswer(engine: Engine, facts: EligibilityFacts): Promise<boolean> {
  const { events } = await engine.run({ ...facts });
  return events.some(({ type }) => type === 'eligible');
}
