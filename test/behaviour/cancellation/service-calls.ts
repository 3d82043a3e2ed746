import { loopback, serve, use } from "../net.ts";
import { nothing, type Cancellable } from "./cancellable.ts";

/** Those of registrations and client objects. */
export const serviceCalls: readonly Cancellable[] = [
  {
    functionName: "captureProviderNPI",
    category: "registration",
    pends: false,
    prepare: async ({ registration }) => ({
      target: registration,
      call: (options) => registration.captureProviderNPI(options),
      fulfil: nothing,
    }),
  },
  {
    functionName: "socketConnect",
    category: "client",
    pends: true,
    prepare: async (net) => {
      const server = await serve(net);
      const remote = await server.getLocalAddress();
      return {
        target: net.wsk,
        call: async (options) =>
          use(await net.wsk.socketConnect(loopback(), remote, options)),
        fulfil: nothing,
      };
    },
  },
  {
    functionName: "controlClient",
    category: "client",
    pends: true,
    prepare: async ({ wsk }) => ({
      target: wsk,
      call: (options) =>
        wsk.controlClient(
          "controlClient",
          "WSK_TRANSPORT_LIST_CHANGE",
          options,
        ),
      fulfil: nothing,
    }),
  },
  {
    functionName: "getAddressInfo",
    category: "client",
    pends: true,
    prepare: async ({ wsk }) => ({
      target: wsk,
      call: (options) =>
        wsk.getAddressInfo({ nodeName: "localhost", ...options }),
      fulfil: nothing,
    }),
  },
  {
    functionName: "getNameInfo",
    category: "client",
    pends: true,
    prepare: async ({ wsk }) => ({
      target: wsk,
      call: (options) => wsk.getNameInfo({ ...loopback(), port: 9 }, options),
      fulfil: nothing,
    }),
  },
];
