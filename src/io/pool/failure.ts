// An error on its way between threads, processes or machines: as plain data, and back to an error of the same kind.
import { InputError } from "../../model/input-error.ts";

export interface FailureData {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Of an InputError only. */
  readonly input?: { readonly where: string; readonly expected: string; readonly found: unknown };
}

/** What `InputError` prints of a value fits in a line, so the value itself need not be cloned. */
export function failureData(error: unknown): FailureData {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: "" };
  const { name, message, stack = "" } = error;
  if (!(error instanceof InputError)) return { name, message, stack };
  let found: unknown;
  try {
    found = structuredClone(error.found);
  } catch {
    found = String(error.found);
  }
  return { name, message, stack, input: { where: error.where, expected: error.expected, found } };
}

/** The error that stands for a failure elsewhere. */
export function failureError(data: FailureData): Error {
  if (data.input !== undefined)
    return new InputError(data.input.where, data.input.expected, data.input.found);
  const error = new Error(data.message);
  error.name = data.name;
  if (data.stack !== "") error.stack = data.stack;
  return error;
}
