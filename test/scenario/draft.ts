// The record that a source of jobs writes each draw into.
import type { JobDraft } from "../../src/scenario/index.ts";

export const draft = (): JobDraft => ({
  number: 0,
  device: 0,
  bits: 0,
  instructions: 0,
  outputBits: 0,
  deadline: 0,
  priority: 0,
  jobClass: 0,
});
