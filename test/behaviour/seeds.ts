/**
 * The tests that follow directly from what is documented of WSK, by number, and where this suite has them.
 *
 * @module
 */

export interface Seed {
  readonly says: string;
  /** File → titles, as the file spells them. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
}

export const seeds: Readonly<Record<number, Seed>> = {
  1: {
    says: "The functions of each category are those of its table, and reserved ones cannot be called.",
    tests: {
      "categories.test.ts": [
        "a %s socket has exactly the functions of its table",
      ],
    },
  },
  2: {
    says: "Every socket satisfies the basic guard and one more; what is accepted is connection-oriented.",
    tests: {
      "categories.test.ts": [
        "a %s socket satisfies one guard",
        "what a %s socket accepts is connection-oriented and nothing else",
      ],
    },
  },
  3: {
    says: "No address before bind, no peer before connect: 0xC0000184.",
    tests: {
      "bind/bind.test.ts": [
        "does not know its address before",
        "a %s socket does not know its peer before it connects",
      ],
    },
  },
  4: {
    says: "A listening socket listens once bound; a stream socket refuses until it listens.",
    tests: {
      "bind/bind.test.ts": [
        "a listening socket can be connected to right after bind",
        "a stream socket refuses connections until it listens",
      ],
    },
  },
  5: {
    says: "A stream socket takes one role, for good, and only by success.",
    tests: {
      "connect/roles.test.ts": [
        "a stream socket that listens cannot %s, and still listens",
        "a stream socket connected by %s cannot listen or accept, and stays connected",
        "a %s that fails commits to nothing",
        "a listen that fails commits to nothing",
      ],
    },
  },
  6: {
    says: "connectEx: flags 1 → 0xC000000D; 65,536 bytes → 0x80000005; 65,535 are fine.",
    tests: {
      "connect/connect-ex.test.ts": [
        "refuses flags",
        "takes ${limit} bytes, and not one more",
      ],
    },
  },
  7: {
    says: "A fixed peer keeps others out, a fixed destination does not; both can be overridden and undone.",
    tests: {
      "datagrams/destinations.test.ts": [
        "with a fixed peer nobody else is heard, until that is undone",
        "is overridden by an address",
        "with a fixed destination all are heard",
      ],
    },
  },
  8: {
    says: "Events are off by default, enabled once bound or connected, several at once, disabled one at a time, static ones never.",
    tests: {
      "accept/accept-event.test.ts": [
        "calls no acceptEvent by default",
        "cannot enable the event before it listens, nor without a handler",
        "enables several events at once, and disables one at a time",
      ],
      "events/enabling.test.ts": ["a new %s socket cannot enable events"],
      "events/enabled-events.test.ts": [
        "has all events off at first",
        "disables one event at a time, or none",
      ],
      "events/static-events.test.ts": ["are enabled, and never disabled"],
    },
  },
  9: {
    says: "A call that pends wins over the event.",
    tests: {
      "accept/accept-event.test.ts": ["prefers a pending accept to the event"],
      "events/receive-event.test.ts": [
        "yields to receives that are pending, and gets what they leave",
      ],
      "datagrams/receive-from-event.test.ts": [
        "yields to calls that are pending",
      ],
    },
  },
  10: {
    says: "A receiveEvent that takes less is suspended until a receive; a receiveFromEvent that takes nothing is disabled, unless it is static.",
    tests: {
      "events/receive-event-suspended.test.ts": [
        "waits for a receive, however much comes",
        "goes on behind an empty receive, with the rest first",
      ],
      "datagrams/receive-from-event.test.ts": [
        "whose datagrams are not accepted is disabled, until it is enabled again",
      ],
      "datagrams/static-event.test.ts": [
        "whose datagrams are not accepted comes again with the next",
      ],
    },
  },
  11: {
    says: "What is retained does not change until it is released, which it is but once.",
    tests: {
      "events/retention.test.ts": [
        "stays as it was until it is released, while more comes",
        "is released but once",
      ],
      "datagrams/retained.test.ts": [
        "are released but once, by their very list",
      ],
    },
  },
  12: {
    says: "What a listening socket accepts by event inherits its events and its keep-alive; by call, no events.",
    tests: {
      "accept/inheritance.test.ts": [
        "has the events that were enabled on it, if accepted by event",
        "has no events if accepted by call",
        "inherits the keep-alive, by event and by call, and may override it",
      ],
    },
  },
  13: {
    says: "drain discards up to the end; waitall fills across segments.",
    tests: {
      "data/receive.test.ts": [
        "with drain discards all there is, to the end",
        "with waitall waits until the buffer is full, and the next one for it",
      ],
    },
  },
  14: {
    says: "A graceful disconnect sends its data and then the end, and receiving goes on; an abortive one resets.",
    tests: {
      "data/disconnect.test.ts": [
        "that disconnects with last data receives until the peer has, too",
        "that disconnects abortively resets the connection, and all its calls fail",
      ],
    },
  },
  15: {
    says: "Closing cancels first, resets unless both directions are closed, and spares what was accepted.",
    tests: {
      "close/close.test.ts": [
        "closing the %s end cancels what pends, in order, and then completes",
        "closing one end of an open connection resets the other",
        "closing is quiet once both directions are closed",
      ],
      "close/listening.test.ts": [
        "completes closing although what it accepted is open, and leaves that alive",
      ],
    },
  },
  16: {
    says: "An InspectID is compared by value, and told of no other socket; accepting what was aborted establishes nothing.",
    tests: {
      "accept/conditional.test.ts": [
        "waits for a decision that pends, and follows a copy of the id",
        "tells the id of what was accepted so, and of nothing else",
      ],
      "accept/conditional-abort.test.ts": [
        "tells of a request that is aborted while it pends; accepting it establishes nothing",
      ],
    },
  },
  17: {
    says: "The lists of transports and of addresses come whole: there is no size to ask for first.",
    tests: {
      "client/client.test.ts": ["are those that sockets can be made for"],
      "options/ioctls.test.ts": [
        "SIO_ADDRESS_LIST_QUERY tells the addresses that can be bound",
      ],
    },
  },
  18: {
    says: "A registration ends once all is closed and released; then 0xC00000A3; no such version: 0xC00002B9.",
    tests: {
      "close/deregister.test.ts": [
        "a deregistration waits for every socket and capture",
        "no client object is to be had of a version that does not exist",
      ],
    },
  },
};

/** How many there are. */
export const COUNT = 18;
