// The map of the network that a run was made on.
import type { Picture } from "../worker/protocol.ts";
import type { NetworkMap } from "./network-map.ts";
import { starMap } from "./star-map.ts";

export const networkMapOf = (picture: Picture): NetworkMap => starMap(picture);
