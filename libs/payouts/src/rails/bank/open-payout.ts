/** That the payout of an instruction is on its way still, for queries over `instruction`. */
export const OPEN_PAYOUT = `SELECT FROM payouts payout
  WHERE payout.lane = instruction.lane AND payout.id = instruction.payout_id
    AND payout.status IN ('submitted', 'pending', 'unknown')`;
