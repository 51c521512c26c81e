// Thrift's compact protocol, as Parquet writes its metadata and page headers in: read with every length held against the
// bytes that are there. Source: "Thrift Compact protocol encoding" (Apache Thrift).

/** A field's value: a number, bytes (their length), a list or a struct; whole numbers of 64 bits lose their low digits. */
export type ThriftValue = number | boolean | readonly ThriftValue[] | ThriftStruct;
/** Values by field number. */
export interface ThriftStruct {
  readonly [field: number]: ThriftValue;
}

/** What is wrong with the bytes of a Parquet file. */
export class ParquetFault extends Error {}

/** A struct within structs deeper than that is none of Parquet's. */
const DEEPEST = 32;
/** Bytes of the longest varint, of 64 bits. */
const LONGEST_VARINT = 10;

const STOP = 0;

export class ThriftReader {
  offset: number;

  constructor(
    private readonly bytes: Uint8Array,
    start = 0,
    private readonly end = bytes.length,
  ) {
    this.offset = start;
  }

  struct(depth = 0): ThriftStruct {
    if (depth > DEEPEST) throw new ParquetFault("structs within structs without end");
    const values: Record<number, ThriftValue> = {};
    let field = 0;
    for (;;) {
      const head = this.byte();
      const type = head & 15;
      if (type === STOP) return values;
      const delta = head >> 4;
      field = delta === 0 ? this.zigzag() : field + delta;
      values[field] = this.element(type, depth);
    }
  }

  varint(): number {
    let result = 0;
    let scale = 1;
    for (let k = 0; k < LONGEST_VARINT; k++) {
      const byte = this.byte();
      result += (byte & 127) * scale;
      if (byte < 128) return result;
      scale *= 128;
    }
    throw new ParquetFault("a whole number longer than 64 bits");
  }

  private byte(): number {
    if (this.offset >= this.end) throw new ParquetFault("a struct that goes on beyond its end");
    return this.bytes[this.offset++];
  }

  private zigzag(): number {
    const raw = this.varint();
    return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
  }

  /** Passes over bytes. */
  private skip(length: number): number {
    if (length > this.end - this.offset) throw new ParquetFault("a length beyond the end");
    this.offset += length;
    return length;
  }

  private element(type: number, depth: number): ThriftValue {
    switch (type) {
      case 1:
      case 2:
        return type === 1;
      case 3:
        return this.byte();
      case 4:
      case 5:
      case 6:
        return this.zigzag();
      case 7:
        return this.skip(8);
      case 8:
        return this.skip(this.varint());
      case 9:
        return this.list(depth);
      case 12:
        return this.struct(depth + 1);
      default:
        throw new ParquetFault(`a value of unknown type ${type}`);
    }
  }

  private list(depth: number): ThriftValue {
    const head = this.byte();
    const type = head & 15;
    const short = head >> 4;
    const length = short === 15 ? this.varint() : short;
    // Every item takes a byte at least.
    if (length > this.end - this.offset) throw new ParquetFault("a list longer than the bytes that are left");
    if (depth > DEEPEST) throw new ParquetFault("lists within lists without end");
    return Array.from({ length }, () => (type <= 2 ? this.byte() === 1 : this.element(type, depth + 1)));
  }
}
