// Jobs ordered by a key, ties by order of entering: a binary heap over typed arrays.

export class JobHeap {
  size = 0;
  private keys = new Float64Array(16);
  private orders = new Float64Array(16);
  private slots = new Int32Array(16);

  /** Key of the first job. */
  get least(): number {
    return this.keys[0];
  }

  get first(): number {
    return this.slots[0];
  }

  key(position: number): number {
    return this.keys[position];
  }

  slot(position: number): number {
    return this.slots[position];
  }

  push(slot: number, key: number, order: number): void {
    if (this.size === this.slots.length) this.grow();
    this.rise(this.size++, slot, key, order);
  }

  /** Takes the first job out. */
  pop(): number {
    const slot = this.slots[0];
    this.takeAt(0);
    return slot;
  }

  /** Takes a job out, wherever it stands; O(n). Returns its key. */
  remove(slot: number): number {
    const position = this.slots.subarray(0, this.size).indexOf(slot);
    const key = this.keys[position];
    this.takeAt(position);
    return key;
  }

  private takeAt(position: number): void {
    const last = --this.size;
    if (position === last) return;
    const key = this.keys[last];
    const order = this.orders[last];
    const slot = this.slots[last];
    const parent = (position - 1) >> 1;
    if (position > 0 && this.precedes(key, order, parent)) this.rise(position, slot, key, order);
    else this.sink(position, slot, key, order);
  }

  private precedes(key: number, order: number, position: number): boolean {
    return key < this.keys[position] || (key === this.keys[position] && order < this.orders[position]);
  }

  private set(position: number, slot: number, key: number, order: number): void {
    this.keys[position] = key;
    this.orders[position] = order;
    this.slots[position] = slot;
  }

  private rise(from: number, slot: number, key: number, order: number): void {
    let position = from;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this.precedes(key, order, parent)) break;
      this.set(position, this.slots[parent], this.keys[parent], this.orders[parent]);
      position = parent;
    }
    this.set(position, slot, key, order);
  }

  private sink(from: number, slot: number, key: number, order: number): void {
    let position = from;
    for (;;) {
      let child = 2 * position + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.precedes(this.keys[child + 1], this.orders[child + 1], child))
        child++;
      if (this.precedes(key, order, child)) break;
      this.set(position, this.slots[child], this.keys[child], this.orders[child]);
      position = child;
    }
    this.set(position, slot, key, order);
  }

  private grow(): void {
    const length = 2 * this.slots.length;
    const keys = new Float64Array(length);
    const orders = new Float64Array(length);
    const slots = new Int32Array(length);
    keys.set(this.keys);
    orders.set(this.orders);
    slots.set(this.slots);
    this.keys = keys;
    this.orders = orders;
    this.slots = slots;
  }
}
