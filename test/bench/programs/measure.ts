/** What one way of answering gave. */
export interface Measurement {
  readonly name: string;
  /** Answers in a second that went by, with whatever else the machine was doing. */
  readonly perS: number;
  /** Answers in a second of one core: by processor time, all threads of this process counted. */
  readonly perCoreS: number;
}

const WARM_UP_MS = 400;
const ROUND_MS = 700;
const ROUNDS = 3;

/** Answers every question over and over for a while; the best of three rounds, after a warm-up. */
export async function measure(
  name: string,
  questions: number,
  answerAll: () => void | Promise<void>,
): Promise<Measurement> {
  await run(answerAll, WARM_UP_MS);
  let best: Measurement = { name, perS: 0, perCoreS: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    const { times, elapsedMs } = await run(answerAll, ROUND_MS);
    const { user, system } = process.cpuUsage(before);
    const answers = times * questions;
    const perCoreS = (answers * 1_000_000) / (user + system);
    if (perCoreS > best.perCoreS) {
      best = { name, perS: (answers * 1_000) / elapsedMs, perCoreS };
    }
  }
  process.stderr.write(`${name}: ${Math.round(best.perCoreS).toLocaleString('en')}/s\n`);
  return best;
}

async function run(
  answerAll: () => void | Promise<void>,
  durationMs: number,
): Promise<{ times: number; elapsedMs: number }> {
  const startedAt = performance.now();
  let times = 0;
  while (performance.now() - startedAt < durationMs) {
    const answered = answerAll();
    // Waiting for what is there already would cost our own evaluator a turn of the event loop.
    if (answered !== undefined) await answered;
    times += 1;
  }
  return { times, elapsedMs: performance.now() - startedAt };
}
