import { readBounded } from './read-bounded';

/** A body that never ends, and tells whether the reader hung up. */
function endless(): { response: Response; given: () => number; isCancelled: () => boolean } {
  let given = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += 1_000;
      controller.enqueue(new Uint8Array(1_000));
    },
    cancel() {
      cancelled = true;
    },
  });
  return { response: new Response(body), given: () => given, isCancelled: () => cancelled };
}

describe('readBounded', () => {
  it.each([
    ['', ''],
    ['{}', '{}'],
    ['x'.repeat(100), 'x'.repeat(100)],
    ['x'.repeat(101), undefined],
    ['敢'.repeat(34), undefined],
  ])('reads at most 100 bytes (%j)', async (body, text) => {
    expect(await readBounded(new Response(body), 100)).toBe(text);
  });

  it('reads an answer without a body as empty', async () => {
    expect(await readBounded(new Response(null, { status: 204 }), 100)).toBe('');
  });

  it('puts characters together that arrive in two pieces', async () => {
    const bytes = Buffer.from('赔');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.subarray(0, 1));
        controller.enqueue(bytes.subarray(1));
        controller.close();
      },
    });
    expect(await readBounded(new Response(body), 100)).toBe('赔');
  });

  it('hangs up on an answer that never ends', async () => {
    const { response, given, isCancelled } = endless();
    expect(await readBounded(response, 10_000)).toBeUndefined();
    expect(isCancelled()).toBe(true);
    expect(given()).toBeLessThan(20_000);
  });
});
