// Maximum flow and the minimum cut that it proves (Dinic 1970).

export class FlowNetwork {
  readonly #first: number[];
  readonly #to: number[] = [];
  readonly #next: number[] = [];
  readonly #capacity: number[] = [];

  constructor(nodes: number) {
    this.#first = new Array<number>(nodes).fill(-1);
  }

  /** A new node's number. */
  add(): number {
    return this.#first.push(-1) - 1;
  }

  edge(from: number, to: number, capacity: number): void {
    for (const [a, b, room] of [
      [from, to, capacity],
      [to, from, 0],
    ]) {
      this.#to.push(b);
      this.#capacity.push(room);
      this.#next.push(this.#first[a]);
      this.#first[a] = this.#to.length - 1;
    }
  }

  #levels(source: number): Int32Array {
    const level = new Int32Array(this.#first.length).fill(-1);
    const line = [source];
    level[source] = 0;
    for (let k = 0; k < line.length; k++)
      for (let e = this.#first[line[k]]; e >= 0; e = this.#next[e])
        if (this.#capacity[e] > 0 && level[this.#to[e]] < 0) {
          level[this.#to[e]] = level[line[k]] + 1;
          line.push(this.#to[e]);
        }
    return level;
  }

  /** Pushes along paths of rising level, without recursion. */
  #push(source: number, sink: number, level: Int32Array, at: number[]): number {
    const path: number[] = [];
    let node = source;
    while (node !== sink) {
      const e = at[node];
      if (e < 0) {
        if (node === source) return 0;
        level[node] = -1;
        const last = path.pop()!;
        node = this.#to[last ^ 1];
        at[node] = this.#next[at[node]];
      } else if (this.#capacity[e] > 0 && level[this.#to[e]] === level[node] + 1) {
        path.push(e);
        node = this.#to[e];
      } else at[node] = this.#next[e];
    }
    let flow = Number.POSITIVE_INFINITY;
    for (const e of path) flow = Math.min(flow, this.#capacity[e]);
    for (const e of path) {
      this.#capacity[e] -= flow;
      this.#capacity[e ^ 1] += flow;
    }
    return flow;
  }

  /** The value of the minimum cut, and on whose side of it each node is: 1 with the source. The smallest such side. */
  cut(source: number, sink: number): { readonly value: number; readonly side: Uint8Array } {
    let value = 0;
    for (;;) {
      const level = this.#levels(source);
      if (level[sink] < 0) return { value, side: Uint8Array.from(level, (one) => (one >= 0 ? 1 : 0)) };
      const at = this.#first.slice();
      for (
        let flow = this.#push(source, sink, level, at);
        flow > 0;
        flow = this.#push(source, sink, level, at)
      )
        value += flow;
    }
  }
}
