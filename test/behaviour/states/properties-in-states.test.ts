import { describe, expect, it } from "vitest";
import { isWskError, type AnySocket } from "@captable/wsk";
import { control, failure } from "../net.ts";
import { goOn } from "./going-on.ts";
import {
  argsOf,
  refusals,
  refusedBy,
  requestsOf,
  type Request,
} from "./properties.ts";
import type { Situation } from "./situation.ts";
import { categories, waysOf } from "./ways.ts";
import { honours, type Subject } from "../subject.ts";
import { subjects } from "../subjects.ts";

function ask(socket: AnySocket, request: Request): Promise<unknown> {
  const args = argsOf(request, socket);
  return control(socket, request.request, request.name, ...args);
}

function text({ request, name }: Request): string {
  return `${request} ${name}`;
}

/** Makes all requests that are illegal, in one turn; each must fail, and change nothing. */
async function makeIllegalRequests(
  { socket }: Situation,
  requests: readonly Request[],
): Promise<void> {
  const { state } = socket;
  const made = requests.map((request) => {
    const error = failure(ask(socket, request));
    expect(socket.state, text(request)).toBe(state);
    return { request, error };
  });
  for (const { request, error } of made) {
    expect(await error, text(request)).toMatchObject({
      status: refusedBy(state, request),
      functionName: "controlSocket",
      state,
    });
  }
}

async function makeLegalRequest(
  subject: Subject,
  { socket }: Situation,
  request: Request,
): Promise<void> {
  const { name } = request;
  const status = honours(subject, name, socket.category)
    ? refusals[name]
    : "STATUS_NOT_SUPPORTED";
  if (status === "STATUS_CANCELLED") {
    const abort = new AbortController();
    const { signal } = abort;
    const error = failure(control(socket, request.request, name, { signal }));
    abort.abort();
    expect(isWskError(await error, status), text(request)).toBe(true);
  } else if (status === undefined) {
    const value = await ask(socket, request);
    const returns = request.request !== "setOption" && !/_SET_/u.test(name);
    expect(value === undefined, text(request)).toBe(!returns);
  } else {
    const error = await failure(ask(socket, request));
    expect(isWskError(error, status), `${text(request)}: ${error}`).toBe(true);
  }
}

describe.each(subjects)("$name", (subject) => {
  describe.each(categories)("%s", (category) => {
    const requests = requestsOf(category);

    it.each(waysOf(subject, category))(
      "$state by $name: has exactly the properties of the state",
      async (way) => {
        const situation = await way.reach(await subject.open());
        const { state } = way;
        const illegal = requests.filter((request) => refusedBy(state, request));
        await makeIllegalRequests(situation, illegal);
        // An attempt under way cannot be held for all of them in turn.
        for (const request of requests) {
          if (!illegal.includes(request) && state !== "connecting") {
            await makeLegalRequest(subject, situation, request);
            expect(situation.socket.state).toBe(state);
          }
        }
        if (category !== "datagram") await goOn(situation);
      },
    );
  });
});
