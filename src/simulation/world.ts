// The world that is simulated, as `src/scenario` draws it and as an instance gives it.
export type {
  Fault,
  JobDraft,
  JobSource,
  Level,
  Levels,
  Mobility,
  Stretches,
  World,
} from "../scenario/world.ts";
export { world } from "../scenario/world.ts";
