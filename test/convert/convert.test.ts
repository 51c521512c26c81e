// Topologies of others as scenarios; the samples are made up.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  attach,
  distance,
  onPlane,
  readGraphml,
  readTopo4mec,
  sitesAsTopology,
} from "../../src/convert/index.ts";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { command, scratch } from "../cli/command.ts";
import { PHONES } from "./sample-graphml.ts";

const folder = scratch();
afterAll(folder.remove);
const file = (name: string, text: string): string => {
  writeFileSync(folder.path(name), text);
  return folder.path(name);
};

const ZOO = `<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <!-- made up -->
  <key attr.name="label" attr.type="string" for="node" id="d1"/>
  <key attr.name="Latitude" attr.type="double" for="node" id="d2"/>
  <key attr.name="Longitude" attr.type="double" for="node" id="d3"/>
  <key attr.name="LinkSpeedRaw" attr.type="double" for="edge" id="d4"/>
  <key attr.name="LinkSpeed" attr.type="string" for="edge" id="d5"/>
  <key attr.name="LinkSpeedUnits" attr.type="string" for="edge" id="d6"/>
  <key attr.name="Network" attr.type="string" for="graph" id="d7"/>
  <graph edgedefault="undirected" id="G">
    <data key="d7">Sample</data>
    <node id="0"><data key="d1">Port, North</data><data key="d2">50</data><data key="d3">8</data></node>
    <node id="1"><data key="d1">Middle &amp; Co</data><data key="d2">50</data><data key="d3">9</data></node>
    <node id="2"><data key="d1"><![CDATA[Lake]]></data><data key="d2">51</data><data key="d3">9</data></node>
    <node id="3"><data key="d1">Lonely</data></node>
    <edge source="0" target="1"><data key="d4">10000000000.0</data></edge>
    <edge source="1" target="2"><data key="d5">2.5</data><data key="d6">G</data></edge>
    <edge source="0" target="2"/>
    <edge source="0" target="2"><data key="d4">1e9</data></edge>
    <edge source="2" target="2"/>
  </graph>
</graphml>`;

const BASE = file("base.yaml", PHONES);

describe("GraphML", () => {
  test("gives nodes, places, edges and rates as far as it says them", async () => {
    const { name, nodes, edges, leftOut } = await readGraphml(ZOO, "zoo.graphml");
    expect(name).toBe("Sample");
    expect(nodes.map(({ id, alias }) => [id, alias])).toEqual([
      ["Port, North", "0"],
      ["Middle & Co", "1"],
      ["Lake", "2"],
      ["Lonely", "3"],
    ]);
    expect(nodes[2].place).toEqual({ latitude: 51, longitude: 9 });
    expect(nodes[3].place).toBe(null);
    expect(edges).toEqual([
      { ends: [0, 1], rateMbps: 10000 },
      { ends: [1, 2], rateMbps: 2500 },
      { ends: [0, 2], rateMbps: null },
      { ends: [0, 2], rateMbps: 1000 },
    ]);
    expect(leftOut).toEqual(["a loop at Lake"]);
  });

  test("has ids for names where labels do not tell nodes apart", async () => {
    const same = ZOO.replace("Lonely", "Lake");
    expect((await readGraphml(same, "f")).nodes.map(({ id }) => id)).toEqual(["0", "1", "2", "3"]);
  });

  test("takes a label that only yEd shows; two opposite directed edges are one link", async () => {
    const directed = `<graphml><graph edgedefault="directed">
      <node id="a"><data key="x"><y:ShapeNode><y:NodeLabel>Hill<y:Model/></y:NodeLabel></y:ShapeNode></data></node>
      <node id="b"><data key="x"><y:ShapeNode><y:NodeLabel>Dale</y:NodeLabel></y:ShapeNode></data></node>
      <edge source="a" target="b"/><edge source="b" target="a"/></graph></graphml>`;
    const { nodes, edges } = await readGraphml(directed, "f");
    expect(nodes.map(({ id }) => id)).toEqual(["Hill", "Dale"]);
    expect(edges).toHaveLength(1);
  });

  test.each([
    ["text", "not xml", "f:1: expected XML"],
    ["another file", "<html></html>", 'f:1: html: expected graphml, got "html"'],
    ["no graph", "<graphml></graphml>", "f: expected a graph, got"],
    ["an unclosed tag", "<graphml><graph>", "f:1: expected XML"],
    [
      "a node twice",
      ZOO.replace('id="3"', 'id="2"'),
      'f:16: node: expected an id that no other node has, got "2"',
    ],
    [
      "an edge to nowhere",
      ZOO.replace('target="1"', 'target="9"'),
      'f:17: edge target: expected the id of a node, got "9"',
    ],
    ["words for a rate", ZOO.replace("1e9", "fast"), 'f:20: LinkSpeedRaw: expected a number, got "fast"'],
    [
      "a strange unit",
      ZOO.replace(">G<", ">parsec<"),
      'f:18: LinkSpeedUnits: expected K, M, G or T, got "parsec"',
    ],
    [
      "a hyperedge",
      ZOO.replace('<edge source="2" target="2"/>', '<hyperedge id="h"/>'),
      "f:21: hyperedge: expected",
    ],
    [
      "a graph within",
      "<graphml><graph><node id='a'><graph/></node></graph></graphml>",
      "f:1: graph: expected one graph",
    ],
    [
      "an entity of its own",
      '<!DOCTYPE g [<!ENTITY a "b">]><graphml><graph>&a;</graph></graphml>',
      "f:1: expected XML",
    ],
  ])("%s is one line", async (_, text, line) => {
    await expect(readGraphml(text, "f")).rejects.toThrow(line);
  });
});

describe("Topo4MEC", () => {
  test("is a link a line", () => {
    const { nodes, edges } = readTopo4mec("# made up\n7 3 100\n\n3 9  2500.5\r\n", "f");
    expect(nodes.map(({ id }) => id)).toEqual(["7", "3", "9"]);
    expect(edges).toEqual([
      { ends: [0, 1], rateMbps: 100 },
      { ends: [1, 2], rateMbps: 2500.5 },
    ]);
  });
  test.each([
    ["1 2", 'f:1: expected two nodes and a rate above 0 (i j Mbps), got "1 2"'],
    ["1 2 3\n1 2 0", "f:2: expected two nodes and a rate above 0"],
    ["1 2 x", "f:1: expected two nodes"],
    ["1 1 5", "f:1: expected two different nodes, not a loop"],
    ["# none", "f: expected lines of two nodes and a rate"],
  ])("%j is one line", (text, line) => {
    expect(() => readTopo4mec(text, "f")).toThrow(line);
  });
});

describe("places", () => {
  const [a, b] = [
    { latitude: 50, longitude: 8 },
    { latitude: 50, longitude: 9 },
  ];
  test("are apart by the great circle, and on the plane by nearly as much", () => {
    // A degree of a meridian, and of the 50th parallel along the great circle.
    expect(distance(a, { latitude: 51, longitude: 8 })).toBeCloseTo((6371008.8 * Math.PI) / 180, 3);
    expect(distance(a, b)).toBeCloseTo(71474.4, 0);
    const on = onPlane([a, b]);
    expect(on(b)[0] - on(a)[0]).toBeCloseTo(71474.8, 0);
    expect(on(a)[1]).toBe(0);
  });
  test("users hang on the nearest site within its coverage", () => {
    const sites = sitesAsTopology([
      { id: "west", place: a },
      { id: null, place: b },
    ]);
    expect(sites.nodes[1].id).toBe("site2");
    const users = [8.1, 8.4, 8.6, 8.95].map((longitude) => ({ latitude: 50, longitude }));
    const near = attach(users, sites, Number.POSITIVE_INFINITY);
    expect([[...near.users], near.uncovered]).toEqual([[2, 2], 0]);
    const some = attach(users, sites, 8000);
    expect([[...some.users], some.uncovered]).toEqual([[1, 1], 2]);
  });
});

const zoo = file("zoo.graphml", ZOO);
const SITES = file(
  "sites.csv",
  "SITE_ID,LATITUDE,LONGITUDE,NAME\n007,-37.81,144.97,Corner\n1.10,-37.82,144.95,Roof\n",
);
const USERS = file(
  "users.csv",
  "Latitude,Longitude\n-37.8105,144.9701\n-37.8199,144.9502\n-37.8201,144.9501\n",
);

describe("the command", () => {
  const full = [
    ...["--base", BASE, "--access-points", "Port\\, North,Lake", "--servers", "1", "--server-speed", "1e11"],
    ...["--wire-rate", "40", "--wire-latency", "distance", "--tier", "edge", "--server-cores", "4"],
  ];

  test("writes a scenario that runs, and says what was left out", async () => {
    const output = folder.path("out.yaml");
    const { status, err } = await command("convert", zoo, ...full, "-o", output);
    expect(err.split("\n").map((line) => line.slice(line.indexOf("left out")))).toEqual([
      "left out: a loop at Lake",
      "left out: Lonely, which nothing joins",
      "",
    ]);
    expect(status).toBe(0);
    const data = parse(readFileSync(output, "utf8"));
    expect(data.accessPoints.map(({ id }: { id: string }) => id)).toEqual(["Port, North", "Lake"]);
    expect(data.switches[0].id).toBe("Middle & Co");
    expect(data.servers).toEqual([
      { id: "server-Middle & Co", on: "Middle & Co", tier: "edge", speedIps: 1e11, cores: 4 },
    ]);
    expect(data.wires.map(({ id, rateMbps }: { id: string; rateMbps: number }) => [id, rateMbps])).toEqual([
      ["Port, North - Middle & Co", 10000],
      ["Middle & Co - Lake", 2500],
      ["Port, North - Lake", 40],
      ["Port, North - Lake (2)", 1000],
    ]);
    // 71.474 km at 2e8 m/s.
    expect(data.wires[0].latencyS).toBeCloseTo(71474.4 / 2e8, 8);
    expect(drawWorld(readScenario(data, "f"), { seed: 1, replication: 0 }).network.servers).toBe(1);
    const run = await command("simulate", output, "--policy", "nearest", "--json");
    expect(JSON.parse(run.out).completed).toBe(6);
  });

  const without = (option: string) => {
    const at = full.indexOf(option);
    return [...full.slice(0, at), ...full.slice(at + 2)];
  };
  test.each(["--base", "--access-points", "--servers", "--server-speed", "--wire-rate", "--wire-latency"])(
    "asks for %s by name",
    async (option) => {
      const { status, err, out } = await command("convert", zoo, ...without(option));
      expect([status, out]).toEqual([2, ""]);
      expect(err).toMatch(
        new RegExp(`^error: ${option}: expected .*, which .*zoo\\.graphml does not say, got nothing\n$`),
      );
    },
  );

  test("sites and users of the EUA data set: ids stay text, a group of devices for each site", async () => {
    const asked = ["--base", BASE, "--servers", "all", "--server-speed", "1e10", "--users", USERS];
    const missing = await command("convert", SITES, ...asked);
    expect(missing.err).toContain("error: --coverage: expected how far a site serves users (m, or nearest)");
    const { status, out, err } = await command("convert", SITES, ...asked, "--coverage", "25");
    expect(status).toBe(0);
    expect(err).toContain("left out: 1 of 3 users, farther than 25 m from every site");
    const data = parse(out);
    expect(data.accessPoints.map(({ id }: { id: string }) => id)).toEqual(["007", "1.10"]);
    expect(data.devices).toMatchObject([{ id: "phone-1.10-", count: 2, accessPoint: "1.10" }]);
    const { network } = drawWorld(readScenario(data, "f"), { seed: 1, replication: 0 });
    expect(network.deviceIds).toEqual(["phone-1.10-1", "phone-1.10-2"]);
  });

  const text = file("net.txt", "1 2 100\n2 3 10\n");
  const more = ["--base", BASE, "--access-points", "1,3", "--servers", "2", "--server-speed", "1e10"];
  test("Topo4MEC is told by --from", async () => {
    const unclear = await command("convert", text, ...more, "--wire-latency", "0.001");
    expect(unclear.err).toMatch(/^error: --from: expected one of graphml, topo4mec, eua/);
    const { status, out } = await command(
      "convert",
      text,
      "--from",
      "topo4mec",
      ...more,
      "--wire-latency",
      "0.001",
    );
    expect(status).toBe(0);
    expect(parse(out).wires[1]).toEqual({ id: "2 - 3", ends: ["2", "3"], rateMbps: 10, latencyS: 0.001 });
  });

  test.each([
    [["--access-points", "1,4"], '--access-points: expected all, or ids of nodes (1, 2, 3, ...), got "4"'],
    [["--wire-latency", "distance"], "--wire-latency: expected a latency (s), as"],
    [["--base", "nothing.yaml"], "nothing.yaml"],
    [["--wire-latency", "soon"], "Expected a number"],
  ])("%j is one line", async (change, line) => {
    const args = ["--from", "topo4mec", ...more, "--wire-latency", "0.001", ...change];
    const { status, err } = await command("convert", text, ...args);
    expect(status).toBe(2);
    expect(err).toContain(line);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  test.each([
    ["no columns", "a,b\n1,2\n", 'expected a column LATITUDE, got "a, b"'],
    ["a word", "Latitude,Longitude\n1,east\n", ":2: Longitude: expected a number"],
    [
      "beyond the pole",
      "Latitude,Longitude\n91,1\n",
      ":2: Latitude: expected degrees from -90 to 90, got 91",
    ],
  ])("a table of users with %s is one line", async (_, rows, line) => {
    const users = file("bad.csv", rows);
    const asked = [
      "--base",
      BASE,
      "--servers",
      "all",
      "--server-speed",
      "1e10",
      "--users",
      users,
      "--coverage",
      "nearest",
    ];
    const { status, err } = await command("convert", SITES, ...asked);
    expect(status).toBe(2);
    expect(err).toContain(line);
  });
});
