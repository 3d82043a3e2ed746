import { expect, it } from "vitest";
import { coursesOf, type Sample } from "./flatness.ts";

const MIB = 1024 * 1024;

/** Samples of a process that holds so much more each time. */
function samples(growth: Partial<Sample>): Sample[] {
  const { heap = 0, buffers = 0, resident = 0, descriptors = 0 } = growth;
  return Array.from({ length: 15 }, (_, index) => ({
    // It goes up and down all the time.
    heap: 10 * MIB + (index % 3) * 50_000 + index * heap,
    buffers: 2 * MIB + (index % 4) * 10_000 + index * buffers,
    resident: 80 * MIB + (index % 2) * MIB + index * resident,
    descriptors: 20 + index * descriptors,
  }));
}

function notFlat(growth: Partial<Sample>): string[] {
  const courses = coursesOf(samples(growth));
  return courses.filter(({ flat }) => !flat).map(({ what }) => what);
}

it("takes what goes up and down for flat", () => {
  expect(notFlat({})).toEqual([]);
});

it("sees what leaks", () => {
  expect(notFlat({ heap: 0.2 * MIB })).toEqual(["heap"]);
  expect(notFlat({ buffers: 0.2 * MIB })).toEqual(["buffers"]);
  expect(notFlat({ resident: 8 * MIB })).toEqual(["resident"]);
  expect(notFlat({ descriptors: 1 })).toEqual(["descriptors"]);
});

it("sees a single descriptor that is left early on", () => {
  const [first, ...rest] = samples({});
  expect(first).toBeDefined();
  const left = rest.map((sample, index) => ({
    ...sample,
    descriptors: index > 5 ? 21 : 20,
  }));
  const flat = coursesOf(left).map((course) => course.flat);
  expect(flat).toEqual([true, true, true, false]);
});

it("does not judge by a few samples", () => {
  expect(() => coursesOf(samples({}).slice(0, 8))).toThrow("8 samples");
});
