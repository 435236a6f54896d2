/**
 * How long work keeps the processors busy, in ms. Unlike the time on the wall this does not grow
 * while others use the machine, so a test can tell by it whether input makes us work without end.
 */
export async function processorMsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
