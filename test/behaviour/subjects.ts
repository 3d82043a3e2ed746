import { memorySubject } from "./memory-subject.ts";
import { nodeSubject } from "./node-subject.ts";
import type { Subject } from "./subject.ts";

/** What the suite is run against, unchanged. */
export const subjects: readonly Subject[] = [nodeSubject, memorySubject];
