// Access points, switches, wires and where servers stand, as they are written in an instance and a scenario.
import { z } from "zod";
import { WIRE_SHARES } from "./backhaul.ts";
import {
  fields,
  identifier,
  list,
  nonNegative,
  type Output,
  once,
  oneOf,
  positive,
  whole,
  within,
} from "./check.ts";

/** Where something is on a map, m. */
const positionSchema = once(() => {
  const metres = within("m", -1e9, 1e9);
  return z.tuple([metres, metres], { error: "a position [x, y] in m" });
});

/** What every access point has; a scenario adds a count. */
const accessPointShape = () => ({
  id: identifier("access point"),
  at: positionSchema().optional(),
  /** Each of n transfers of a direction goes at the smaller of its link's rate and capacity / n. */
  capacityMbps: positive("Mbps, each way").optional(),
  /** Each of n transfers of a direction goes at 1/n of its link's rate. */
  share: oneOf(["airtime"]).optional(),
  /** For the bits of its radio links, both ways. */
  joulesPerGbit: nonNegative("J per 1e9 bit").optional(),
});

/** How many there are in a group of a scenario, called id1, id2, ...; those of a group have no position. */
const groupShape = (what: string) => ({ count: whole(what, 1, 1_000_000).optional() });

const unlessGroup = {
  path: ["at"],
  error: "no position, as there are several",
};
const isOneOrNowhere = ({ count, at }: { count?: number | undefined; at?: unknown }) =>
  count === undefined || at === undefined;

const oneShare = { path: ["share"], error: "either a capacity or a share by airtime" };
const hasOneShare = (point: { capacityMbps?: number | undefined; share?: string | undefined }) =>
  point.capacityMbps === undefined || point.share === undefined;

const accessPointSchema = once(() => fields(accessPointShape()).refine(hasOneShare, oneShare));
const accessPointGroupSchema = <More extends z.ZodRawShape>(more: More) =>
  fields({ ...accessPointShape(), ...groupShape("access points"), ...more })
    .refine((point) => hasOneShare(point as never), oneShare)
    .refine((point) => isOneOrNowhere(point as never), unlessGroup);

const switchShape = () => ({ id: identifier("switch"), at: positionSchema().optional() });
const switchError = { error: "the id of a switch, or an object with id and at" };
const switchSchema = once(() => z.union([identifier("switch"), fields(switchShape())], switchError));
const switchGroupSchema = once(() =>
  z.union(
    [
      identifier("switch"),
      fields({ ...switchShape(), ...groupShape("switches") }).refine(isOneOrNowhere, unlessGroup),
    ],
    switchError,
  ),
);

/** What every wire has; a scenario adds faults. */
const wireShape = () => ({
  id: identifier("wire"),
  ends: z.tuple([z.string({ error: "the id of a point" }), z.string({ error: "the id of a point" })], {
    error: "two ids of access points, switches or servers",
  }),
  /** Each way; without it only the latency counts. */
  rateMbps: positive("Mbps, each way").optional(),
  latencyS: nonNegative("s, each way").optional(),
  share: oneOf(WIRE_SHARES).optional(),
  joulesPerGbit: nonNegative("J per 1e9 bit").optional(),
  pricePerGB: nonNegative("money per 1e9 byte").optional(),
});
const wireSchema = once(() => fields(wireShape()));

/** Top-level fields of an instance with access points. */
export const backhaulFields = () => ({
  accessPoints: list(accessPointSchema(), "access points", 1).optional(),
  switches: list(switchSchema(), "switches").optional(),
  wires: list(wireSchema(), "wires").optional(),
});

/** The same of a scenario, each one or a group of several alike; `more` are fields that its wires have beside, `point` those of its access points. */
export const backhaulGroupFields = <More extends z.ZodRawShape, Point extends z.ZodRawShape>(
  more: More,
  point: Point,
) => ({
  accessPoints: list(accessPointGroupSchema(point), "access points", 1).optional(),
  switches: list(switchGroupSchema(), "switches").optional(),
  /** The n-th of a group joins the n-th members of the groups that its ends name. */
  wires: list(fields({ ...wireShape(), ...groupShape("wires"), ...more }), "wires").optional(),
});

/** Fields of a server that say where it stands and what it draws. */
export const serverPlaceFields = () => ({
  /** Id of the access point or switch where it stands, no wire between. */
  on: z.string({ error: "the id of an access point or switch" }).optional(),
  /** Name of its tier, such as edge or cloud. */
  tier: identifier("tier").optional(),
  at: positionSchema().optional(),
  /** Power with all cores busy and with none. */
  powerW: fields({ busy: nonNegative("W"), idle: nonNegative("W") })
    .refine(({ busy, idle }) => busy >= idle, { path: ["busy"], error: "at least the idle power (W)" })
    .optional(),
});

export type AccessPointFile = Output<typeof accessPointSchema>;
export type SwitchFile = Output<typeof switchSchema>;
export type WireFile = Output<typeof wireSchema>;

export const switchId = (of: SwitchFile): string => (typeof of === "string" ? of : of.id);

/** A network with or without access points, as far as files say where things stand; ids of servers are whole. */
export interface BackhaulFile {
  readonly accessPoints?: readonly AccessPointFile[] | undefined;
  readonly switches?: readonly SwitchFile[] | undefined;
  readonly wires?: readonly WireFile[] | undefined;
  readonly servers: readonly { readonly id: string; readonly on?: string | undefined }[];
  readonly devices: readonly { readonly accessPoint?: string | undefined }[];
}
