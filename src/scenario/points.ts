// Access points, switches and wires of a scenario one by one: a group with a count stands for its members, numbered from 1.
import type { AccessPointFile, SwitchFile, WireFile } from "../model/backhaul-file.ts";
import type { Scenario } from "./scenario.ts";

/** A wire of a scenario; its faults belong to each member of a group. */
export type WireEntry = NonNullable<Scenario["wires"]>[number];

export interface Points {
  readonly accessPoints: AccessPointFile[] | undefined;
  readonly switches: SwitchFile[] | undefined;
  readonly wires: WireFile[] | undefined;
  /** The entry of the file behind each wire. */
  readonly wireEntries: readonly WireEntry[];
  /** m: where each server stands. */
  readonly serverOn: readonly (string | undefined)[];
  /** How many members each group of access points, switches or servers has, by its id. */
  readonly groups: ReadonlyMap<string, number>;
  /** Index in the file of the entry behind each access point, switch and wire. */
  readonly fileIndex: { readonly [Field in "accessPoints" | "switches" | "wires"]: readonly number[] };
}

interface Entry {
  readonly id: string;
  readonly count?: number | undefined;
}

/** Id of member n, from 0, of an entry: its own id where there is no count. */
const memberId = ({ id, count }: Entry, n: number): string => (count === undefined ? id : `${id}${n + 1}`);

const asEntry = (of: NonNullable<Scenario["switches"]>[number]) => (typeof of === "string" ? { id: of } : of);

/** Each member of each entry, by what `member` makes of it. */
function members<Of extends Entry, Member>(
  entries: readonly Of[],
  member: (entry: Of, n: number) => Member,
): { readonly list: Member[]; readonly index: number[] } {
  const list: Member[] = [];
  const index: number[] = [];
  for (const [e, entry] of entries.entries()) {
    for (let n = 0; n < (entry.count ?? 1); n++) {
      list.push(member(entry, n));
      index.push(e);
    }
  }
  return { list, index };
}

const known = new WeakMap<Scenario, Points>();

/** All points and wires; worked out once for a scenario. */
export function pointsOf(scenario: Scenario): Points {
  const found = known.get(scenario) ?? expand(scenario);
  known.set(scenario, found);
  return found;
}

function expand(scenario: Scenario): Points {
  const { accessPoints = [], switches = [], wires = [], servers } = scenario;
  const switchEntries = switches.map(asEntry);
  const groups = new Map(
    [...accessPoints, ...switchEntries, ...servers].flatMap(({ id, count }: Entry): [string, number][] =>
      count === undefined ? [] : [[id, count]],
    ),
  );
  /** What the n-th member of a group that names `id` means: the n-th of the group of that id, or the point itself. */
  const matching = (id: string, n: number): string =>
    groups.has(id) ? memberId({ id, count: groups.get(id) }, n) : id;
  const points = members(accessPoints, ({ count, ...one }, n) => ({
    ...one,
    id: memberId({ ...one, count }, n),
  }));
  const switchPoints = members(switchEntries, ({ count, ...one }, n) => ({
    ...one,
    id: memberId({ ...one, count }, n),
  }));
  const joined = members(wires, ({ count, faults: _, ...one }, n) => ({
    ...one,
    id: memberId({ ...one, count }, n),
    ends: one.ends.map((end) => matching(end, n)) as [string, string],
  }));
  const serverPoints = members(servers, ({ on }, n) => (on === undefined ? on : matching(on, n)));
  return {
    accessPoints: scenario.accessPoints === undefined ? undefined : points.list,
    switches:
      scenario.switches === undefined
        ? undefined
        : // A plain name stays one.
          switchPoints.list.map((one) => (Object.keys(one).length === 1 ? one.id : one)),
    wires: scenario.wires === undefined ? undefined : joined.list,
    wireEntries: joined.index.map((e) => wires[e]),
    serverOn: serverPoints.list,
    groups,
    fileIndex: { accessPoints: points.index, switches: switchPoints.index, wires: joined.index },
  };
}

/** Says what is wrong where; `at` is a field of the file. */
type Fault = (at: string, expected: string, found: unknown) => never;

/** What stands at, or leads to, the members of a group needs as many members. */
export function checkGroups(scenario: Scenario, fault: Fault): void {
  const { groups } = pointsOf(scenario);
  const check = (at: string, { count }: Entry, id: string) => {
    const there = groups.get(id);
    if (there !== undefined && count !== there)
      fault(`${at}.count`, `${there}, one for each of the group ${id}`, count);
  };
  for (const [w, wire] of (scenario.wires ?? []).entries())
    for (const end of wire.ends) check(`wires[${w}]`, wire, end);
  for (const [c, server] of scenario.servers.entries())
    if (server.on !== undefined) check(`servers[${c}]`, server, server.on);
}
