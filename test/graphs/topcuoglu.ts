// The ten-task graph of Topcuoglu et al. 2002, Fig. 1, as an instance: three processors that are joined by wires of their own.
import { readInstance } from "../../src/model/instance.ts";
import { type Problem, toProblem } from "../../src/model/problem.ts";

const TIMES = [
  [14, 16, 9],
  [13, 19, 18],
  [11, 13, 19],
  [13, 8, 17],
  [12, 13, 10],
  [13, 16, 9],
  [7, 15, 11],
  [5, 11, 14],
  [18, 12, 20],
  [21, 7, 16],
];

const EDGES = [
  [1, 2, 18],
  [1, 3, 12],
  [1, 4, 9],
  [1, 5, 11],
  [1, 6, 14],
  [2, 8, 19],
  [2, 9, 16],
  [3, 7, 23],
  [4, 8, 27],
  [4, 9, 23],
  [5, 9, 13],
  [6, 8, 15],
  [7, 10, 17],
  [8, 10, 11],
  [9, 10, 13],
];

/** 1 MB takes 1 s on each wire. @param order of the tasks in the file */
export const topcuogluFile = (order: readonly number[] = TIMES.map((_, k) => k)) => ({
  format: "mec-offload/instance@1",
  name: "topcuoglu",
  work: { instructionsPerBit: 250 },
  outputReduction: 0,
  devices: [
    {
      id: "d1",
      speedIps: 1e9,
      powerW: { compute: 1, transmit: 1, idle: 0 },
      jobs: [
        {
          id: "j1",
          graph: {
            tasks: order.map((k) => ({
              id: `t${k + 1}`,
              instructions: 1e9 * Math.max(...TIMES[k]),
              timeS: Object.fromEntries(TIMES[k].map((time, c) => [`m${c + 1}`, time])),
              allowed: ["m1", "m2", "m3"],
            })),
            data: EDGES.map(([from, to, MB]) => ({ from: `t${from}`, to: `t${to}`, MB })),
          },
        },
      ],
    },
  ],
  accessPoints: [{ id: "ap" }],
  wires: [
    ["ap", "m1"],
    ["ap", "m2"],
    ["ap", "m3"],
    ["m1", "m2"],
    ["m1", "m3"],
    ["m2", "m3"],
  ].map((ends) => ({ id: ends.join("-"), ends, rateMbps: 8, share: "none" })),
  servers: ["m1", "m2", "m3"].map((id) => ({ id, speedIps: 1e9 })),
  linksMbps: [[8]],
});

export const topcuoglu = (order?: readonly number[]): Problem =>
  toProblem(readInstance(topcuogluFile(order), "topcuoglu"));
