/** What can be made wrong with the model provider, to show that the kit finds it. @module */

/** Every defect by its name, with what it does. */
export const DEFECTS = {
  ignoreAbort: "a call under way goes on when its signal is aborted",
  abortWithoutCause: "a cancelled call does not say why",
  leavePending: "what is under way when an instance ends stays under way",
  completesTwice: "the promise of a call is fulfilled twice",
  returnsNoPromise: "a call that must be waited for gives its result at once",
  wrongResult: "results are not of the declared type",
  wrongState: "what a call yields is not in the declared state",
  wrongCategory: "what is created is of another category",
  unlistedStatus: "a call fails with a status that is not listed for it",
  reportsUnasked: "a call makes the provider report a transition",
  newestFirst: "the newest call that is under way completes first",
  eventOnByDefault: "events come although nothing has enabled them",
  eventNeverOn: "events do not come although they are enabled",
  eventStaysOn: "events still come when they have been disabled",
  lateEvent: "an event is delivered when the instance has ended",
  forgetsProperty: "a property keeps its old value when it is set",
  lacksOptional: "optional functions are absent",
  firstNeverEnds: "the first instance cannot be ended",
} as const;

export type Defect = keyof typeof DEFECTS;

export const defects: readonly Defect[] = Object.keys(DEFECTS).filter(
  (name): name is Defect => name in DEFECTS,
);
