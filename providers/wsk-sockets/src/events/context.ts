/** The context of a socket as its events tell it: not at all, if there is none. */
export interface EventContext {
  readonly socketContext?: unknown;
}

export function eventContext(context: unknown): EventContext {
  return context === undefined ? {} : { socketContext: context };
}
