import type { CategoryName, Factory, WskProvider } from "@captable/wsk";

type Create = Parameters<Factory["create"]>;

/** A provider that makes no sockets of some categories. */
export function without(
  provider: object,
  missing: readonly CategoryName[],
): WskProvider {
  const whole = provider as WskProvider;
  return {
    name: "lazy",
    register: (factory, options) =>
      whole.register(lacking(factory, missing), options),
  };
}

function lacking(factory: Factory, missing: readonly CategoryName[]): Factory {
  const own: Pick<Factory, "create"> = {
    create: (...[kind, state, open, handlers]: Create) =>
      factory.create(
        kind,
        state,
        (host) => {
          const made = open(host);
          if (!("socket" in made)) return made;
          const refuse = (name: string): Promise<never> =>
            Promise.reject(host.fail(name, "STATUS_NOT_SUPPORTED"));
          const { socket, socketConnect } = made;
          return Object.assign(made, {
            socketConnect: (...args: Parameters<typeof socketConnect>) =>
              missing.includes("connectionOriented")
                ? refuse("socketConnect")
                : Reflect.apply(socketConnect, made, args),
            socket: (...args: Parameters<typeof socket>) =>
              missing.includes(args[0])
                ? refuse("socket")
                : Reflect.apply(socket, made, args),
          });
        },
        handlers,
      ),
  };
  return own as Factory;
}
