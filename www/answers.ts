// How workers answer the page.

/** The buffers of a result, which move to the page instead of being copied. */
export function buffers(value: unknown): Transferable[] {
  if (ArrayBuffer.isView(value)) return [value.buffer as ArrayBuffer];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(buffers);
}

/** A failure as it crosses the border, `F` of the module that it comes from: with a code and values where it has such. */
export function failure<F extends { name: string; message: string }>(error: unknown): F {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) } as F;
  const { name, message, code, values } = error as Error & { code?: string; values?: unknown };
  return { name, message, ...(code !== undefined && { code, values }) } as unknown as F;
}
