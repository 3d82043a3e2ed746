export const TIMES: number;
export function loopOver(
  check: (value: object) => boolean,
  values: readonly object[],
): () => number;
