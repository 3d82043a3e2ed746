/** How a run ended, for whoever started it. */
export const EXIT = {
  ok: 0,
  /** Errors in a table, drift, an edited file: what the commands are there to find. */
  findings: 1,
  /** Wrong arguments, a wrong configuration, a file or folder that cannot be used. */
  usage: 2,
  /** Captable itself is wrong. */
  bug: 70,
} as const;
