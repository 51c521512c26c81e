// Latin hypercube sampling (McKay, Beckman & Conover 1979): each of n equal strata of each dimension holds one point.
import { stream } from "../random/stream.ts";

export interface LatinHypercube {
  /** Coordinate of a point in [0, 1). */
  at(point: number, dimension: number): number;
}

/** n points in d dimensions; 4 bytes for each coordinate, the place within the stratum is drawn when asked for. */
export function latinHypercube(points: number, dimensions: number, seed: number | string): LatinHypercube {
  const strata = Array.from({ length: dimensions }, (_, dimension) => {
    const draw = stream({ seed, replication: 0, purpose: "latin hypercube", entity: dimension });
    const order = Uint32Array.from({ length: points }, (_, k) => k);
    for (let k = points - 1; k > 0; k--) {
      const other = Math.floor(draw() * (k + 1));
      const kept = order[k];
      order[k] = order[other];
      order[other] = kept;
    }
    return order;
  });
  return {
    at(point, dimension) {
      const entity = `${dimension}:${point}`;
      const within = stream({ seed, replication: 0, purpose: "latin hypercube place", entity })();
      return (strata[dimension][point] + within) / points;
    },
  };
}
