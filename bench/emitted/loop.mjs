// Loaded once for each row, so that what the engine learns of one check says nothing of another.

/** How many checks are one measurement: a single one is shorter than any clock tells. */
export const TIMES = 300;

/** Checks the values in turn, and counts those that pass. */
export function loopOver(check, values) {
  return () => {
    let found = 0;
    for (let at = 0, next = 0; at < TIMES; at += 1) {
      if (check(values[next])) found += 1;
      next = next + 1 === values.length ? 0 : next + 1;
    }
    return found;
  };
}
