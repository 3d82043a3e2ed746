type Turn = (task: () => void) => void;

/** As they are when the module is loaded: tests may have others later. */
const immediate: unknown = Reflect.get(globalThis, "setImmediate");
const timeout = globalThis.setTimeout;

/** How a task gets a turn of the event loop of its own here, as fast as it can be had. */
export function defaultTurn(): Turn {
  if (typeof immediate === "function") {
    return (task) => void Reflect.apply(immediate, undefined, [task]);
  }
  if (typeof MessageChannel === "function") return channelTurn();
  return (task) => void timeout(task, 0);
}

/** For browsers. */
export function channelTurn(): Turn {
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  // Assigned, for the types of Node have no such property.
  Object.assign(port1, { onmessage: () => tasks.shift()?.() });
  return (task) => {
    tasks.push(task);
    port2.postMessage(undefined);
  };
}
