/**
 * Waits until a condition holds, looking often; returns its value.
 * @throws Error naming `what` when it does not hold within `timeoutMs` (default 10 s)
 */
export async function waitFor<T>(
  condition: () => Promise<T> | T,
  { timeoutMs = 10_000, what = 'the condition' }: { timeoutMs?: number; what?: string } = {},
): Promise<NonNullable<T>> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value as NonNullable<T>;
    if (performance.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
