// What offloading a job of one device costs at every server, all that does not depend on the job looked up once: objectives
// of a million jobs and tens of servers ask for it tens of millions of times.
import type { EnergyScope } from "./charges.ts";
import type { Network } from "./network.ts";
import type { ScorePerUnit } from "./score.ts";
import { transferTime } from "./times.ts";
import { gatewayOf, waysOf } from "./ways.ts";

export class OffloadRow {
  /** m: rates of the radio hop, bit/s. */
  readonly #up: Float64Array;
  readonly #down: Float64Array;
  /** m: score per bit out and back, per instruction, and per job out and back, beyond the radio hop. */
  readonly #perBit: Float64Array;
  readonly #perBitBack: Float64Array;
  readonly #perInstruction: Float64Array;
  readonly #fixed: Float64Array;
  readonly #fixedBack: Float64Array;
  #perSecondUp = 0;
  #perSecondDown = 0;

  constructor(
    private readonly network: Network,
    private readonly perUnit: ScorePerUnit,
    private readonly scope: EnergyScope,
  ) {
    const row = () => new Float64Array(network.servers);
    [this.#up, this.#down, this.#perBit, this.#perBitBack] = [row(), row(), row(), row()];
    [this.#perInstruction, this.#fixed, this.#fixedBack] = [row(), row(), row()];
  }

  /** Turns to the jobs of a device. */
  turnTo(device: number): void {
    const { network, perUnit, scope } = this;
    const { perSecond, perJoule, perMoney } = perUnit;
    const { links, backhaul } = network;
    this.#perSecondUp = perSecond + perJoule * network.transmitPower[device];
    this.#perSecondDown = perSecond + perJoule * network.receivePower[device];
    const ways = waysOf(network);
    for (let c = 0; c < network.servers; c++) {
      const gateway = gatewayOf(network, device, c);
      this.#up[c] = links.up.of(device, gateway);
      this.#down[c] = links.down.of(device, gateway);
      if (ways !== null) {
        const way = ways.between(device, c);
        const latency = links.latencies.of(device, gateway);
        this.#fixed[c] = way === null ? Number.POSITIVE_INFINITY : perSecond * (way.out.latency + latency);
        this.#fixedBack[c] = way === null ? 0 : perSecond * (way.back.latency + latency);
        const radio = scope === "system" ? backhaul!.accessPointJoulesPerBit[gateway] : 0;
        const joules = scope === "system" ? perJoule : 0;
        this.#perBit[c] =
          way === null
            ? 0
            : perSecond * way.out.secondsPerBit +
              perMoney * way.out.pricePerBit +
              joules * (way.out.joulesPerBit + radio);
        this.#perBitBack[c] =
          way === null
            ? 0
            : perSecond * way.back.secondsPerBit +
              perMoney * way.back.pricePerBit +
              joules * (way.back.joulesPerBit + radio);
      }
      if (scope === "system") {
        const watts = network.serverBusyPower[c] - network.serverIdlePower[c];
        this.#perInstruction[c] = (perJoule * watts) / (network.serverSpeed[c] * network.serverCores[c]);
      }
    }
  }

  /** Writes the costs of a job into `costs`, from `at` on. */
  write(bits: number, instructions: number, outputBits: number, costs: Float64Array, at: number): void {
    const { network, perUnit } = this;
    const { serverPrice, servers, backhaul } = network;
    const isPlain = backhaul === null && this.scope === "devices";
    for (let c = 0; c < servers; c++) {
      let cost =
        transferTime(bits, this.#up[c]) * this.#perSecondUp +
        transferTime(outputBits, this.#down[c]) * this.#perSecondDown +
        perUnit.perMoney * instructions * serverPrice[c];
      if (!isPlain) {
        cost += bits * this.#perBit[c] + this.#fixed[c] + instructions * this.#perInstruction[c];
        if (outputBits > 0) cost += outputBits * this.#perBitBack[c] + this.#fixedBack[c];
      }
      costs[at + c] = cost;
    }
  }
}
