// The row about connections that come and go. They go by a reset: it leaves nothing behind that would keep the port.
import type { Row } from "./contest.ts";
import { rawComeAndGo } from "./raw.ts";
import type { Setting } from "./setting.ts";
import { wskComeAndGo } from "./wsk.ts";

const AMOUNT = 640;

export function connections(
  { wsk, peer: { ports }, wrappers }: Setting,
  atOnce: number,
): Row {
  const many = atOnce === 1 ? "one at a time" : `${atOnce} at a time`;
  return {
    name: `connect and close, ${many}`,
    unit: "connections",
    amount: AMOUNT,
    goal: atOnce === 1 ? 0.97 : 0.95,
    contenders: [
      {
        name: "node:net",
        run: () => repeat(atOnce, () => rawComeAndGo(ports.idle)),
      },
      {
        name: "captable",
        run: () => repeat(atOnce, () => wskComeAndGo(wsk, ports.idle)),
      },
      ...wrappers.map(({ name, comeAndGo }) => ({
        name,
        run: () => repeat(atOnce, () => comeAndGo(ports.idle)),
      })),
    ],
  };
}

async function repeat(
  atOnce: number,
  once: () => Promise<unknown>,
): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let done = 0; done < AMOUNT / atOnce; done += 1) await once();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
