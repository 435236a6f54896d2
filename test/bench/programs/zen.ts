import { ZenEngine } from '@gorules/zen-engine';
import type { ZenDecision } from '@gorules/zen-engine';

import type { EligibilityFacts, EligibilityRules } from './eligibility-question';

/** The question as a decision of `@gorules/zen-engine`: one expression between input and output. */
export function zenDecision(rules: EligibilityRules): ZenDecision {
  const list = (values: readonly string[]): string =>
    `[${values.map((value) => `"${value}"`).join(', ')}]`;
  const expression = [
    `lossType in ${list(rules.lossTypes)}`,
    `currency == "${rules.currency}"`,
    `claimant in ${list(rules.claimants)}`,
    `rail in ${list(rules.rails)}`,
    `status in ${list(rules.statuses)}`,
    `daysSincePayment <= ${rules.daysMax}`,
  ].join(' and ');
  return new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'request', position: { x: 0, y: 0 } },
      {
        id: 'rule',
        type: 'expressionNode',
        name: 'eligibility',
        position: { x: 200, y: 0 },
        content: { expressions: [{ id: 'eligible', key: 'eligible', value: expression }] },
      },
      { id: 'out', type: 'outputNode', name: 'response', position: { x: 400, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'rule' },
      { id: 'b', type: 'edge', sourceId: 'rule', targetId: 'out' },
    ],
  });
}

export async function zenAnswer(decision: ZenDecision, facts: EligibilityFacts): Promise<boolean> {
  const { result } = await decision.evaluate(facts);
  return (result as { eligible?: unknown }).eligible === true;
}
