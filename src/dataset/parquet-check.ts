// Whether a Parquet file can be what it says: every length and count is held against the bytes that are there before a
// reader believes it, as a damaged or malicious one would keep it busy without end or ask for more memory than there is.
// Source: "Apache Parquet format", parquet.thrift and Encodings.md. Flat columns only.
import {
  type AsyncBuffer,
  type ColumnMetaData,
  type Compressors,
  type FileMetaData,
  parquetMetadata,
  snappyUncompress,
} from "hyparquet";
import { InputError } from "../model/input-error.ts";
import { ParquetFault, ThriftReader, type ThriftStruct, type ThriftValue } from "./thrift.ts";

/** Most rows that are believed: a column of one repeated value takes hardly a byte. */
export const MOST_ROWS = 100_000_000;

/** Most that a byte can stand for, by compression: 64 bytes of Snappy are copied by 3, deflate's best is 1032. */
const EXPANSION: Readonly<Record<string, number>> = { UNCOMPRESSED: 1, SNAPPY: 24, GZIP: 1040 };
const SLACK = 128;

const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;
const DATA_PAGE_V2 = 3;

const PLAIN = 0;
const PLAIN_DICTIONARY = 2;
const RLE = 3;
const DELTA_BINARY_PACKED = 5;
const DELTA_LENGTH = 6;
const RLE_DICTIONARY = 8;
const BYTE_STREAM_SPLIT = 9;

const MAGIC = [0x50, 0x41, 0x52, 0x31];
const isMagic = (bytes: Uint8Array, at: number): boolean => MAGIC.every((byte, k) => bytes[at + k] === byte);

const numberOf = (value: ThriftValue | undefined, what: string): number => {
  if (typeof value !== "number") throw new ParquetFault(`no ${what}`);
  return value;
};
const structOf = (value: ThriftValue | undefined, what: string): ThriftStruct => {
  if (typeof value !== "object" || Array.isArray(value)) throw new ParquetFault(`no ${what}`);
  return value as ThriftStruct;
};

/** Turns what is wrong with a file, whoever found it, into one line. */
const inputError = (source: string, expected: string) => (error: unknown) =>
  error instanceof InputError
    ? error
    : new InputError(source, expected, (error as Error).message.split("\n", 1)[0]);

/**
 * Runs of the RLE and bit-packing hybrid: they hold at least `count` values, and no run holds many more.
 * @returns where it ends
 */
function checkHybrid(bytes: Uint8Array, start: number, end: number, width: number, count: number): void {
  if (width > 32) throw new ParquetFault(`values of ${width} bits`);
  const reader = new ThriftReader(bytes, start, end);
  let seen = 0;
  while (seen < count) {
    const head = reader.varint();
    const packed = head % 2 === 1;
    const run = packed ? Math.floor(head / 2) * 8 : Math.floor(head / 2);
    // A packed run may be filled up with values that nobody asked for, as long as it has bytes for them.
    const room = packed ? 8 * (end - reader.offset) + 64 : count - seen;
    if (run === 0 || run > room) throw new ParquetFault("a run of more values than the page has");
    reader.offset += packed ? Math.min((run / 8) * width, end - reader.offset) : (width + 7) >> 3;
    if (reader.offset > end) throw new ParquetFault("a run that goes on beyond its page");
    seen += run;
  }
}

/** The head of a delta encoding: its blocks have values. */
function checkDelta(bytes: Uint8Array, start: number): void {
  const reader = new ThriftReader(bytes, start);
  const block = reader.varint();
  const parts = reader.varint();
  if (!(block > 0 && block <= 1e6 && parts > 0 && parts <= 1024 && block % parts === 0))
    throw new ParquetFault("delta blocks that cannot be");
}

interface Chunk {
  readonly metadata: ColumnMetaData;
  readonly optional: boolean;
  readonly compressors: Compressors;
}

function unpacked(bytes: Uint8Array, size: number, { metadata, compressors }: Chunk): Uint8Array {
  if (metadata.codec === "UNCOMPRESSED") return bytes;
  const custom = compressors[metadata.codec];
  if (custom !== undefined) return custom(bytes, size);
  const output = new Uint8Array(size);
  snappyUncompress(bytes, output);
  return output;
}

/** Values of a page that are packed by a count of their own. */
function checkValues(bytes: Uint8Array, start: number, encoding: number, count: number, type: string): void {
  if (count === 0 || encoding === PLAIN || encoding === BYTE_STREAM_SPLIT) return;
  if (encoding === PLAIN_DICTIONARY || encoding === RLE_DICTIONARY) {
    if (start >= bytes.length) throw new ParquetFault("a page without values");
    const width = bytes[start];
    // Without nulls there are `count` values, with nulls fewer: the runs that are there must not hold more.
    if (width > 0) checkHybrid(bytes, start + 1, bytes.length, width, count);
  } else if (encoding === RLE && type === "BOOLEAN") checkHybrid(bytes, start + 4, bytes.length, 1, count);
  else if (encoding === DELTA_BINARY_PACKED || encoding === DELTA_LENGTH) checkDelta(bytes, start);
  else throw new ParquetFault(`values in encoding ${encoding}, which is not read here`);
}

/** How many of `count` levels of one bit are 1. */
function definedOf(bytes: Uint8Array, start: number, end: number, count: number): number {
  checkHybrid(bytes, start, end, 1, count);
  const reader = new ThriftReader(bytes, start, end);
  let seen = 0;
  let defined = 0;
  while (seen < count) {
    const head = reader.varint();
    const run = Math.floor(head / 2);
    if (head % 2 === 0) {
      if ((bytes[reader.offset++] & 1) === 1) defined += run;
      seen += run;
    } else {
      for (let k = 0; k < run * 8 && seen < count; k++, seen++) {
        const at = reader.offset + (k >> 3);
        if (at < end && ((bytes[at] >> (k & 7)) & 1) === 1) defined++;
      }
      reader.offset += run;
    }
  }
  return defined;
}

/** Checks one page; gives its number of values, 0 of a dictionary. */
function checkPage(header: ThriftStruct, body: Uint8Array, size: number, chunk: Chunk, rows: number): number {
  const type = numberOf(header[1], "type of a page");
  const { metadata, optional } = chunk;
  if (type === DICTIONARY_PAGE) {
    const count = numberOf(structOf(header[7], "head of a dictionary")[1], "number of values");
    if (!(count >= 0 && count <= Math.max(size * 8, 0)))
      throw new ParquetFault("a dictionary of more values than bytes");
    return 0;
  }
  const second = type === DATA_PAGE_V2;
  if (type !== DATA_PAGE && !second) throw new ParquetFault(`a page of type ${type}`);
  const head = structOf(header[second ? 8 : 5], "head of a page");
  const count = numberOf(head[1], "number of values");
  if (!(count >= 0 && count <= rows)) throw new ParquetFault(`a page of ${count} values`);
  const encoding = numberOf(head[second ? 4 : 2], "encoding");
  if (!second) {
    const page = unpacked(body, size, chunk);
    let start = 0;
    let defined = count;
    if (optional) {
      if (page.length < 4) throw new ParquetFault("a page without levels");
      const length = new DataView(page.buffer, page.byteOffset).getUint32(0, true);
      if (length > page.length - 4) throw new ParquetFault("levels longer than their page");
      start = 4 + length;
      defined = definedOf(page, 4, start, count);
    }
    checkValues(page, start, encoding, defined, metadata.type);
    return count;
  }
  const [nulls, pageRows] = [numberOf(head[2], "number of nulls"), numberOf(head[3], "number of rows")];
  const [definition, repetition] = [
    numberOf(head[5], "length of levels"),
    numberOf(head[6], "length of levels"),
  ];
  if (pageRows !== count || !(nulls >= 0 && nulls <= count))
    throw new ParquetFault("a page whose counts contradict each other");
  if (!(definition >= 0 && repetition === 0 && definition <= body.length && definition <= size))
    throw new ParquetFault("levels longer than their page");
  if (optional && count > 0 && definedOf(body, 0, definition, count) !== count - nulls)
    throw new ParquetFault("a page whose nulls contradict its levels");
  if (!optional && nulls > 0) throw new ParquetFault("nulls in a column that has none");
  if (encoding !== PLAIN && encoding !== BYTE_STREAM_SPLIT) {
    const packed = body.subarray(definition);
    const page = head[7] === false ? packed : unpacked(packed, size - definition, chunk);
    checkValues(page, 0, encoding, count - nulls, metadata.type);
  }
  return count;
}

/** Checks the pages of one column in one row group, given the bytes of the column. */
function checkPages(bytes: Uint8Array, chunk: Chunk, rows: number): void {
  const { codec } = chunk.metadata;
  const reader = new ThriftReader(bytes);
  let seen = 0;
  while (seen < rows) {
    if (reader.offset >= bytes.length - 1) throw new ParquetFault(`${seen} of ${rows} rows`);
    const header = reader.struct();
    const size = numberOf(header[2], "size of a page");
    const packed = numberOf(header[3], "size of a page");
    if (!(packed >= 0 && packed <= bytes.length - reader.offset))
      throw new ParquetFault("a page beyond its column");
    if (!(size >= 0 && size <= packed * EXPANSION[codec] + SLACK))
      throw new ParquetFault("a page larger than it can unpack to");
    const body = bytes.subarray(reader.offset, reader.offset + packed);
    reader.offset += packed;
    seen += checkPage(header, body, size, chunk, rows - seen);
  }
}

/**
 * The metadata of a Parquet file.
 * @throws InputError when the bytes are no Parquet, or the metadata contradict themselves or the file's length
 */
export async function readParquetMetadata(file: AsyncBuffer, source: string): Promise<FileMetaData> {
  try {
    const { byteLength } = file;
    if (byteLength < 12) throw new ParquetFault("a file too short");
    const tail = new Uint8Array(await file.slice(byteLength - 8, byteLength));
    if (!isMagic(tail, 4)) throw new ParquetFault("a file that does not end as Parquet does");
    const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
    if (length > byteLength - 12) throw new ParquetFault("metadata longer than the file");
    const footer = await file.slice(byteLength - 8 - length, byteLength);
    new ThriftReader(new Uint8Array(footer), 0, length).struct();
    const metadata = parquetMetadata(footer, { geoparquet: false });
    const rows = Number(metadata.num_rows);
    const parts = metadata.row_groups.map((group) => Number(group.num_rows));
    if (!(rows >= 0 && rows <= MOST_ROWS))
      throw new ParquetFault(`${rows} rows (at most ${MOST_ROWS} are read)`);
    if (parts.some((part) => !(part >= 0)) || parts.reduce((sum, part) => sum + part, 0) !== rows)
      throw new ParquetFault("row groups that do not add up to the rows of the file");
    return metadata;
  } catch (error) {
    throw inputError(source, "a Parquet file")(error);
  }
}

/**
 * Checks the pages of a flat column in one row group.
 * @param compressors as the reader gets them
 * @throws InputError naming the column
 */
export async function checkColumn(
  file: AsyncBuffer,
  metadata: FileMetaData,
  group: number,
  name: string,
  source: string,
  compressors: Compressors = {},
): Promise<void> {
  try {
    const [element, ...namesakes] = metadata.schema.filter((one) => one.name === name);
    const { columns, num_rows } = metadata.row_groups[group];
    const [found, ...copies] = columns.flatMap(({ meta_data }) =>
      meta_data?.path_in_schema[0] === name ? [meta_data] : [],
    );
    if (element === undefined || found === undefined) throw new ParquetFault("no such column");
    if (namesakes.length > 0 || copies.length > 0) throw new ParquetFault("several columns of that name");
    if (found.path_in_schema.length !== 1 || element.repetition_type === "REPEATED" || element.num_children)
      throw new ParquetFault("a nested column");
    const known = found.codec === "SNAPPY" || found.codec === "UNCOMPRESSED" || compressors[found.codec];
    if (!known || EXPANSION[found.codec] === undefined)
      throw new ParquetFault(
        `compression ${found.codec} (UNCOMPRESSED, SNAPPY${Object.keys(compressors)
          .map((codec) => `, ${codec}`)
          .join("")} are read)`,
      );
    if (element.type !== found.type) throw new ParquetFault("another type than the schema says");
    if (Number(found.num_values) !== Number(num_rows))
      throw new ParquetFault("another number of values than rows");
    const start = Number(found.dictionary_page_offset || found.data_page_offset);
    const end = start + Number(found.total_compressed_size);
    if (!(start >= 4 && start <= end && end <= file.byteLength))
      throw new ParquetFault("pages beyond the file");
    const bytes = new Uint8Array(await file.slice(start, end));
    const optional = element.repetition_type !== "REQUIRED";
    checkPages(bytes, { metadata: found, optional, compressors }, Number(num_rows));
  } catch (error) {
    throw inputError(`${source}: ${name}`, "a whole column")(error);
  }
}

/** Checks all top-level columns that are named, in all row groups. @throws InputError */
export async function checkColumns(
  file: AsyncBuffer,
  metadata: FileMetaData,
  names: readonly string[],
  source: string,
): Promise<void> {
  for (const group of metadata.row_groups.keys())
    for (const name of names) await checkColumn(file, metadata, group, name, source);
}
