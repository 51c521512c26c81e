// Traces as files: every kind of table that people have, read by what its columns are for or refused by file and line.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BasicType, parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { type ScenarioFiles, scenarioOf } from "../../src/io/scenario-file.ts";
import { resolveStudy } from "../../src/io/study/file.ts";
import { InputError } from "../../src/model/input-error.ts";
import { drawWorld } from "../../src/scenario/draw-world.ts";
import { planStudy, settingOf } from "../../src/study/plan.ts";
import { scratch } from "./scratch.ts";

const NETWORK = {
  format: "mec-offload/scenario@1",
  work: { instructionsPerBit: 1 },
  outputReduction: 1,
  devices: [{ id: "phone", count: 2, speedIps: 1e6, powerW: { compute: 1, transmit: 1, idle: 0 } }],
  servers: [{ id: "m1", speedIps: 8e6 }],
  links: { rateMbps: 8 },
};
const COLUMNS = { arrivalS: "time", sizeMB: "megabytes" };

/** The trace that a file of this content gives, or the line that refuses it. */
async function recorded(
  content: string | Uint8Array,
  columns: Record<string, unknown> = COLUMNS,
  more: object = {},
  file = "trace.csv",
): Promise<unknown> {
  const folder = scratch();
  writeFileSync(join(folder, file), content);
  const jobs = { sizeMB: 1, ...more, arrivals: { recorded: { file, columns } } };
  try {
    const scenario = await scenarioOf({ ...NETWORK, jobs }, join(folder, "s.yaml"));
    return (scenario.jobs as unknown as { arrivals: { recorded: unknown } }).arrivals.recorded;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).not.toContain("\n");
    return error.message;
  }
}

const THREE = { arrivalS: [0.5, 0.7, 2.1], sizeMB: [3, 1.25, 4] };
const LINES = ["time,megabytes", "0.5,3", "0.7,1.25", "2.1,4"];
const rows = (join: string) => LINES.join("\n").replaceAll(",", join);
const utf16 = (text: string, swap: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return swap ? bytes.swap16() : bytes;
};

test.each<[string, string | Uint8Array]>([
  ["plain", `${rows(",")}\n`],
  ["without an end of its last line", rows(",")],
  ["with a byte order mark", `\ufeff${rows(",")}\n`],
  ["in UTF-16, low byte first", utf16(rows(","), false)],
  ["in UTF-16, high byte first", utf16(rows(","), true)],
  ["with empty lines", `\n${LINES.join("\n\n")}\n\n   \n`],
  ["with the line ends of Windows", LINES.join("\r\n")],
  ["with the line ends of old", `${LINES.join("\r")}\r`],
  ["by semicolons", rows(";")],
  ["by tabs", rows("\t")],
  ["by bars", rows("|")],
  ["with blanks around names and numbers", rows(" , ")],
  ["in quotes", LINES.map((line) => `"${line.replace(",", '","')}"`).join("\n")],
  ["with blanks before its quotes", LINES.map((line) => `"${line.replace(",", '", "')}"`).join("\n")],
  [
    "with other columns between, one of them named twice",
    'x,time,x,megabytes\na,0.5,"1,\n2",3\nb,0.7,,1.25\n,2.1,,4\n',
  ],
  ["packed with gzip", gzipSync(rows(","))],
])("a trace %s is read", async (_kind, content) => {
  expect(await recorded(content)).toEqual(THREE);
});

test.each<[string | Uint8Array, string]>([
  [
    "time,megabytes,time\n0.5,3,9\n",
    'trace.csv:1: time: expected each column once in the head, got "it twice"',
  ],
  [
    "time,megabytes\n0.5,3\n2.1,4,99\n",
    'trace.csv:3: expected 2 values, as the head has (a gap is an empty cell), got "3 (decimal commas? write points)"',
  ],
  [
    "time,megabytes\n\n0.5,3\n2.1\n",
    'trace.csv:4: expected 2 values, as the head has (a gap is an empty cell), got "1"',
  ],
  [
    "time,megabytes\n0,5,3\n",
    'trace.csv:2: expected 2 values, as the head has (a gap is an empty cell), got "3 (decimal commas? write points)"',
  ],
  [
    "time;megabytes\n0,5;3\n",
    'trace.csv:2: time: expected a time as a number with a decimal point (2.5 or 1e-3) in s, got "0,5"',
  ],
  [
    "time,megabytes\n0x10,3\n",
    'trace.csv:2: time: expected a time as a number with a decimal point (2.5 or 1e-3) in s, got "0x10"',
  ],
  [
    "time,megabytes\n1,3\n2024-05-01,3\n",
    'trace.csv:3: time: expected a time as a number with a decimal point (2.5 or 1e-3) in s, got "2024-05-01"',
  ],
  [
    "time,megabytes\n1,3\n ,3\n",
    'trace.csv:3: time: expected a time as a number with a decimal point (2.5 or 1e-3) in s, got "an empty cell"',
  ],
  [
    'time,megabytes\n1,3\n2,"3\n4,5\n',
    'trace.csv:3: expected CSV whose quotes are closed, got "a quote that is not"',
  ],
  [
    'time,megabytes\n"1"2,3\n2,3\n',
    'trace.csv:2: expected CSV whose quotes are closed, got "a quote that is not"',
  ],
  ["time,megabytes\n1,3\n0.5,3\n", "trace.csv:3: time: expected times in order: at least 1 s, got 0.5"],
  [
    "time,megabytes\n1,3\n\n\n2,-3\n",
    "trace.csv:5: megabytes: expected 0 or a number (MB) between 1e-12 and 1000000000000000000, got -3",
  ],
  [
    "time,size\n1,3\n",
    'trace.csv:1: expected a column "megabytes" in the head, got "2 columns, none of that name"',
  ],
  ["time,megabytes\n", 'trace.csv: expected a row below the head, got "none"'],
  [" \n\n", 'trace.csv: expected a table with a head, got "no text"'],
  [
    gzipSync(rows(",")).subarray(0, 30),
    'trace.csv: expected a whole gzip file, got "unexpected end of file"',
  ],
  [
    Buffer.from(rows(","), "utf16le"),
    'trace.csv: expected text in UTF-8, or in UTF-16 that begins with its mark, got "a byte of 0"',
  ],
  [
    Buffer.from("time,megabytes\n1,3\n\xff\n", "latin1"),
    'trace.csv: expected text in UTF-8, or in UTF-16 that begins with its mark, got "other bytes"',
  ],
  [
    `time,megabytes\n1,"${"x\n".repeat(600_000)}`,
    'trace.csv:2: expected a row of at most 1000000 characters, got "a longer one (an open quote?)"',
  ],
])("%j is refused by file and line", async (content, message) => {
  expect(await recorded(content)).toBe(message);
});

test("ids and classes that look like numbers, dates or words stay what they are", async () => {
  const ids = [
    "1.1",
    "1.10",
    "007",
    "12345678901234567890",
    "1e3",
    "0x10",
    "+1",
    "2024-05-01",
    "true",
    "null",
    "Infinity",
  ];
  const folder = scratch();
  const content = ["t,dev", ...ids.map((id, k) => `${k},${id}`)].join("\n");
  writeFileSync(join(folder, "t.csv"), content);
  const device = { speedIps: 1e6, powerW: { compute: 1, transmit: 1, idle: 0 } };
  const columns = { arrivalS: "t", device: "dev", class: "dev" };
  const scenario = await scenarioOf(
    {
      ...NETWORK,
      devices: ids.map((id) => ({ id, ...device })),
      arrivals: { recorded: { file: "t.csv", columns } },
      jobs: ids.map((id) => ({ class: id, sizeMB: 1 })),
    },
    join(folder, "s.yaml"),
  );
  const world = drawWorld(scenario, { seed: 1, replication: 0 });
  const draft = {
    number: 0,
    device: 0,
    bits: 0,
    instructions: 0,
    outputBits: 0,
    deadline: 0,
    priority: 0,
    jobClass: 0,
  };
  for (const id of ids) {
    world.sources[0].draw(draft);
    expect([world.network.deviceIds[draft.device], world.classes[draft.jobClass]]).toEqual([id, id]);
  }
});

// A reader that decides by the first thousand rows does not see what comes after.
test("a fraction far down is a number as any other", async () => {
  const content = [
    "time,megabytes",
    ...Array.from({ length: 3000 }, (_, k) => `${k},${k < 2500 ? 7 : 2.5}`),
  ].join("\n");
  const trace = (await recorded(content)) as typeof THREE;
  expect(trace.sizeMB.filter((size) => size === 2.5)).toHaveLength(500);
  expect(trace.arrivalS[2999]).toBe(2999);
});

test("what was not recorded is drawn by the class, job by job", async () => {
  const content = "time,mb,out,due,who,kind\n0,1,0.5,9,phone1,b\n1,, ,,,\n2,3,0.25,8,phone2,a\n";
  const columns = { arrivalS: "time", sizeMB: "mb", outputMB: "out", deadlineS: "due", device: "who" };
  expect(await recorded(content, columns)).toEqual({
    arrivalS: [0, 1, 2],
    sizeMB: [1, null, 3],
    outputMB: [0.5, null, 0.25],
    deadlineS: [9, null, 8],
    device: ["phone1", null, "phone2"],
  });
  const folder = scratch();
  writeFileSync(join(folder, "t.csv"), content);
  const scenario = await scenarioOf(
    {
      ...NETWORK,
      arrivals: { recorded: { file: "t.csv", columns: { ...columns, class: "kind" } } },
      jobs: [
        { class: "a", sizeMB: 7, outputMB: 2, deadlineS: 4, weight: 1e-9 },
        { class: "b", sizeMB: 7, outputMB: 2, deadlineS: 4 },
      ],
    },
    join(folder, "s.yaml"),
  );
  const { sources } = drawWorld(scenario, { seed: 1, replication: 0 });
  const draft = {
    number: 0,
    device: 0,
    bits: 0,
    instructions: 0,
    outputBits: 0,
    deadline: 0,
    priority: 0,
    jobClass: 0,
  };
  const jobs = [0, 1, 2].map(() => {
    sources[0].draw(draft);
    return [draft.bits / 8e6, draft.outputBits / 8e6, draft.deadline, draft.device, draft.jobClass];
  });
  // Dealt in turn: the one job that names nobody goes to the first device.
  expect(jobs).toEqual([
    [1, 0.5, 9, 0, 1],
    [7, 2, 4, 0, 1],
    [3, 0.25, 8, 1, 0],
  ]);
});

test("a gap where nothing else says the value is refused by its line", async () => {
  const noSize = { sizeMB: undefined };
  expect(await recorded("time,megabytes\n0,1\n1,\n", COLUMNS, noSize)).toBe(
    "trace.csv:3: megabytes: expected a value, as the job's class draws no work, got null",
  );
  const folder = scratch();
  writeFileSync(join(folder, "speed.csv"), "v\n3\n \n4\n");
  writeFileSync(join(folder, "gap.csv"), "v,w\n3,1\n ,1\n");
  const with_ = (file: string) =>
    scenarioOf(
      {
        ...NETWORK,
        servers: [{ id: "m1", speedIps: { empirical: { file, column: "v" } } }],
        jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
      },
      join(folder, "s.yaml"),
    );
  expect((await with_("speed.csv")).servers[0].speedIps).toEqual({ empirical: { values: [3, 4] } });
  await expect(with_("gap.csv")).rejects.toThrow(
    'gap.csv:3: v: expected a number with a decimal point (2.5 or 1e-3), got "an empty cell"',
  );
});

test("the steps of a link's rate come from a table, too", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "rate.csv"), "at;rate\n1700000000000;8\n1700000002000;2\n");
  const columns = { atS: { column: "at", unit: "ms", origin: "first" }, Mbps: "rate" };
  const scenario = await scenarioOf(
    {
      ...NETWORK,
      links: { rateMbps: { recorded: { file: "rate.csv", columns, repeatS: 5 } } },
      jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
    },
    join(folder, "s.yaml"),
  );
  expect(scenario.links).toMatchObject({ rateMbps: { recorded: { atS: [0, 2], Mbps: [8, 2], repeatS: 5 } } });
  const rate = drawWorld(scenario, { seed: 1, replication: 0 }).rate!(0, 0)!;
  expect([0, 1.9, 2, 5].map((time) => rate.at(time))).toEqual([8e6, 8e6, 2e6, 8e6]);
});

const parquet = (
  columns: Record<string, [BasicType, unknown[]]>,
  codec: "SNAPPY" | "UNCOMPRESSED" = "SNAPPY",
) =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: Object.entries(columns).map(([name, [type, data]]) => ({ name, type, data })),
      codec,
      rowGroupSize: 2,
    }),
  );

test("Parquet traces are read by their columns' meaning, all row groups, gaps too", async () => {
  const file = "trace.parquet";
  const columns = { arrivalS: "time", sizeMB: "megabytes", device: "who" };
  for (const codec of ["SNAPPY", "UNCOMPRESSED"] as const) {
    const content = parquet(
      {
        time: ["DOUBLE", [0.5, 0.7, 2.1]],
        megabytes: ["INT32", [3, null, 4]],
        who: ["STRING", ["phone1", "phone2", null]],
        other: ["BOOLEAN", [true, false, true]],
      },
      codec,
    );
    expect(await recorded(content, columns, {}, file)).toEqual({
      arrivalS: [0.5, 0.7, 2.1],
      sizeMB: [3, null, 4],
      device: ["phone1", "phone2", null],
    });
  }
  const stamps = [1532563200500n, 1532563200700n, 1532563202100n];
  const time = { column: "time", unit: "ms", origin: "first" };
  expect(await recorded(parquet({ time: ["INT64", stamps] }), { arrivalS: time }, {}, file)).toEqual({
    arrivalS: [0, 0.2, 1.6],
  });
  const dates = stamps.map((stamp) => new Date(Number(stamp)));
  const calendar = { column: "time", unit: "ISO 8601", origin: "first" };
  expect(await recorded(parquet({ time: ["TIMESTAMP", dates] }), { arrivalS: calendar }, {}, file)).toEqual({
    arrivalS: [0, 0.2, 1.6],
  });
  expect(await recorded(parquet({ time: ["TIMESTAMP", dates] }), { arrivalS: "time" }, {}, file)).toContain(
    'trace.parquet: row 1: time: expected a time as a number with a decimal point (2.5 or 1e-3) in s, or unit "ISO 8601"',
  );
  expect(await recorded(parquet({ time: ["DOUBLE", [1, 2, 0.5]] }), { arrivalS: "time" }, {}, file)).toBe(
    "trace.parquet: row 3: time: expected times in order: at least 2 s, got 0.5",
  );
  expect(await recorded(parquet({ t: ["DOUBLE", [1]] }), { arrivalS: "time" }, {}, file)).toBe(
    'trace.parquet: expected a column "time", got "1 columns, none of that name"',
  );
});

/** What a scenario in `folder` that names `file` gives. */
async function named(folder: string, file: string, files: ScenarioFiles = {}) {
  const recordedJobs = { file, columns: { arrivalS: "time" } };
  const jobs = { sizeMB: 1, arrivals: { recorded: recordedJobs } };
  return scenarioOf({ ...NETWORK, jobs }, join(folder, "s.yaml"), files).then(
    () => "read",
    (error: Error) => error.message,
  );
}

test("a scenario's files lie in its folder, links resolved, unless more is allowed; what lies outside is not told", async () => {
  const outer = scratch();
  const folder = join(outer, "mine");
  mkdirSync(join(folder, "deep"), { recursive: true });
  const secret = join(outer, "secret.csv");
  writeFileSync(secret, "root:x:0:0\n");
  writeFileSync(join(outer, "other.csv"), "time\n0\n");
  writeFileSync(join(folder, "a.csv"), "time\n0\n");
  writeFileSync(join(folder, "deep/b.csv"), "time\n0\n");
  symlinkSync(secret, join(folder, "link.csv"));
  symlinkSync(join(folder, "a.csv"), join(folder, "inner.csv"));
  symlinkSync(outer, join(folder, "up"));
  const refused = (file: string) =>
    `${join(folder, "s.yaml")}: jobs.arrivals.recorded.file: expected a file in the folder of the scenario, or in one that --allow-files names, got ${JSON.stringify(file)}`;
  for (const file of ["a.csv", "deep/b.csv", "./deep/../a.csv", "inner.csv", join(folder, "a.csv")])
    expect(await named(folder, file)).toBe("read");
  for (const file of [
    "../secret.csv",
    "../nothing.csv",
    secret,
    "link.csv",
    "up/secret.csv",
    "up/nothing.csv",
    "deep/../../other.csv",
  ]) {
    const message = await named(folder, file);
    expect(message).toBe(refused(file));
  }
  expect(await named(folder, "../other.csv", { allowFiles: [outer] })).toBe("read");
  expect(await named(folder, "../secret.csv", { allowFiles: [outer] })).not.toContain("root");
  expect(await named(folder, "no.csv")).toMatch(/expected a file that is there, got "no\.csv"$/);
  expect(await named(folder, "deep")).toMatch(/expected a file, got "a folder"$/);
});

const STUDY = {
  format: "mec-offload/study@1",
  name: "traces",
  scenario: {
    ...NETWORK,
    jobs: { arrivals: { recorded: { file: "a.csv", columns: { arrivalS: "t", sizeMB: "mb" } } } },
  },
  policies: ["local"],
  replications: 1,
  measures: ["meanResponse_s"],
  seed: 1,
};

/** The traces of all points of a study in a folder of some tables. */
async function points(change: object, allowFiles: readonly string[] = []) {
  const folder = scratch();
  mkdirSync(join(folder, "study"));
  for (const [name, content] of Object.entries({ "a.csv": "t,mb\n0,1\n", "b.csv": "t,mb,at\n0,2,5\n" }))
    writeFileSync(join(folder, "study", name), content);
  writeFileSync(join(folder, "s.json"), JSON.stringify({ ...STUDY.scenario, name: "outer" }));
  writeFileSync(join(folder, "a.csv"), "t,mb\n0,4\n");
  const path = join(folder, "study", "study.yaml");
  const plan = planStudy(await resolveStudy({ ...STUDY, ...change }, path, dirname(path), allowFiles), path);
  return Array.from({ length: plan.design.points }, (_, k) => {
    const { sets, labels } = plan.design.at(k);
    const { scenario } = settingOf(plan, { sets, labels });
    const { recorded: trace } = (
      scenario.jobs as unknown as { arrivals: { recorded: Partial<typeof THREE> } }
    ).arrivals;
    return [labels[0], trace.arrivalS, trace.sizeMB];
  });
}

test("a study finds the tables of its scenario beside the file that names them, from any folder", async () => {
  expect(await points({})).toEqual([[undefined, [0], [1]]]);
  expect(await points({ scenario: "../s.json" })).toEqual([[undefined, [0], [4]]]);
});

test("a table of a study's scenario can be a factor: by its name, with its columns, or as a whole", async () => {
  const file = "jobs.arrivals.recorded.file";
  expect(await points({ factors: { [file]: ["a.csv", "b.csv"] } })).toEqual([
    ["a.csv", [0], [1]],
    ["b.csv", [0], [2]],
  ]);
  const columns = { [file]: "b.csv", "jobs.arrivals.recorded.columns.arrivalS": "at" };
  expect(
    await points({ factors: { day: { levels: { first: { [file]: "a.csv" }, second: columns } } } }),
  ).toEqual([
    ["first", [0], [1]],
    ["second", [5], [2]],
  ]);
  const whole = [{ recorded: { file: "b.csv", columns: { arrivalS: "t", sizeMB: "at" } } }];
  expect(await points({ factors: { "jobs.arrivals": whole } })).toEqual([["jobs.arrivals[0]", [0], [5]]]);
  await expect(
    points({ factors: { "jobs.arrivals.recorded.columns.arrivalS": ["t", "at"] } }),
  ).rejects.toThrow(
    /factors\["jobs\.arrivals\.recorded\.columns\.arrivalS"\]\[0\]: expected the file too, by levels/,
  );
  await expect(points({ factors: { [file]: ["../a.csv"] } })).rejects.toThrow(
    "in the folder of the scenario",
  );
});

test("of a scenario outside the study's folder nothing is told but that it has faults", async () => {
  const folder = scratch();
  mkdirSync(join(folder, "study"));
  writeFileSync(join(folder, "secret"), "root:x:0\n");
  const path = join(folder, "study", "study.yaml");
  const read = (allowFiles: readonly string[]) =>
    resolveStudy({ ...STUDY, scenario: "../secret" }, path, dirname(path), allowFiles);
  await expect(read([])).rejects.toThrow(
    /study\.yaml: scenario: expected a scenario file without faults .*got "\.\.\/secret"$/,
  );
  await expect(read([])).rejects.not.toThrow("root");
  await expect(read([folder])).rejects.toThrow(/secret: expected an object/);
});
