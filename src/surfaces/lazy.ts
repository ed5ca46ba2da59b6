/** Computes a value when it is first asked for, and then keeps it; `null` and `undefined` are values, too. */
export function lazy<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: compute() }).value;
}
