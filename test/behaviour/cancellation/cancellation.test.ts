import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { table } from "@captable/wsk";
import { closeAll, failure } from "../net.ts";
import { subjects } from "../subjects.ts";
import { cancellables } from "./calls.ts";
import { isEndless } from "./cancellable.ts";

const reason = { why: "enough" };

describe.each(subjects)("$name", ({ open }) => {
  it("every function that can be cancelled is looked at", () => {
    const functions = Object.values(table.functions)
      .filter(({ traits }: { traits: readonly string[] }) =>
        traits.includes("cancellable"),
      )
      .map(({ name }) => name);
    const names = cancellables.map(({ functionName }) => functionName);
    expect(new Set(names)).toEqual(new Set(functions));
  });

  describe.each(cancellables)("$functionName of $category", (cancellable) => {
    const { functionName, category, pends, prepare } = cancellable;
    const cancelled = {
      status: "STATUS_CANCELLED",
      functionName,
      category,
      cause: reason,
    };

    it("is not even begun with a signal that is aborted", async () => {
      const net = await open();
      const { target, call, fulfil } = await prepare(net);
      const { state } = target;
      const signal = AbortSignal.abort(reason);
      expect(await failure(call({ signal }))).toMatchObject({
        ...cancelled,
        state,
      });
      expect(target.state).toBe(state);
      expect(getEventListeners(signal, "abort")).toEqual([]);
      if (isEndless(cancellable)) return;
      const again = call();
      await fulfil();
      await again;
    });

    it("is cancelled by its signal, and can be repeated", async () => {
      const net = await open();
      const { call, fulfil } = await prepare(net);
      const abort = new AbortController();
      const { signal } = abort;
      const result = call({ signal }).then(
        () => "done",
        (error: unknown) => error,
      );
      abort.abort(reason);
      const outcome = await result;
      // What the transport has already cannot be taken back.
      if (pends || outcome !== "done") expect(outcome).toMatchObject(cancelled);
      expect(getEventListeners(signal, "abort")).toEqual([]);
      if (outcome === "done") await fulfil();
      if (isEndless(cancellable) || functionName === "disconnect") return;
      const again = call();
      await fulfil();
      await again;
    });

    if (isEndless(cancellable)) return;

    it("is done with its signal when it has completed", async () => {
      const net = await open();
      const { target, call, fulfil } = await prepare(net);
      const abort = new AbortController();
      const { signal } = abort;
      const result = call({ signal });
      await fulfil();
      await result;
      expect(getEventListeners(signal, "abort")).toEqual([]);
      const { state } = target;
      abort.abort(reason);
      await net.settle();
      expect(target.state).toBe(state);
    });

    it("is done with its signal when the socket is closed", async () => {
      const net = await open();
      const { target, call } = await prepare(net);
      if (!("closeSocket" in target)) return;
      const { signal } = new AbortController();
      const result = call({ signal }).then(
        () => "done",
        (error: unknown) => error,
      );
      await closeAll();
      const outcome = await result;
      if (pends || outcome !== "done") {
        expect(outcome).toMatchObject({
          status: "STATUS_CANCELLED",
          functionName,
        });
        expect(Reflect.get(Object(outcome), "cause")).toBeUndefined();
      }
      expect(getEventListeners(signal, "abort")).toEqual([]);
    });
  });
});
