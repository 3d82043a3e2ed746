import { expect, it } from "vitest";
import { HEADER, Post } from "./post.ts";

it("takes every datagram once, in any order, some or all of it", () => {
  const post = new Post("post");
  const [one, two, three] = [post.next(HEADER), post.next(500), post.next(100)];
  post.arrive(three, false, true);
  post.arrive(one, false, true);
  post.arrive(two.subarray(0, 40), true, true);
  expect([post.sent, post.arrived, post.hasAll(0)]).toEqual([3, 3, true]);
  post.next(HEADER);
  expect([post.hasAll(0), post.hasAll(4)]).toEqual([false, true]);
});

it("sees a datagram that arrives twice", () => {
  const post = new Post("post");
  const datagram = post.next(100);
  post.arrive(datagram, false, true);
  expect(() => post.arrive(datagram, false, true)).toThrow(
    "post: datagram 0 arrived twice",
  );
});

it("sees two datagrams that were merged, and one that was cut in silence", () => {
  const post = new Post("post");
  const [one, two] = [post.next(100), post.next(100)];
  const merged = Buffer.concat([one, two]);
  expect(() => post.arrive(merged, false, true)).toThrow(
    "of 100 bytes came as 200",
  );
  expect(() => post.arrive(one.subarray(0, 99), false, true)).toThrow(
    "came as 99",
  );
});

it("sees a datagram that was damaged, and one that was not sent", () => {
  const post = new Post("post");
  const datagram = post.next(100);
  const damaged = Uint8Array.from(datagram);
  damaged[50] = (damaged[50] ?? 0) ^ 1;
  expect(() => post.arrive(damaged, false, true)).toThrow(
    "datagram 0 was damaged",
  );
  const other = new Post("other").next(100);
  expect(() => post.arrive(other, false, true)).toThrow("was not sent");
});

it("sees a datagram of a stranger", () => {
  const post = new Post("post");
  const datagram = post.next(100);
  expect(() => post.arrive(datagram, false, false)).toThrow("of a stranger");
});
