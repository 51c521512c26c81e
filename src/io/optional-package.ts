// Parts that run on packages which only some want, and which are therefore not installed with this one.
import { InputError } from "../model/input-error.ts";

/** What may be missing, and who asks for it. */
export interface Wish {
  /** The option or file that needs it. */
  readonly source: string;
  readonly packages: readonly string[];
  /** Another way, if there is one. */
  readonly or?: string;
}

/** What a queue runs on. */
export const QUEUE: Wish = { source: "--queue", packages: ["bullmq", "ioredis"] };

const isMissing = (error: unknown, packages: readonly string[]): boolean => {
  const { code, message = "" } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" && packages.some((name) => message.includes(`'${name}'`));
};

/**
 * Loads such a part.
 * @throws InputError saying what to install when it is missing
 */
export async function loadOptional<Part>(load: () => Promise<Part>, wish: Wish): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, wish.packages)) throw error;
    const install = `npm install ${wish.packages.join(" ")}`;
    const others = wish.or === undefined ? "" : `, or ${wish.or}`;
    throw new InputError(
      wish.source,
      `${wish.packages.join(" and ")} beside mec-offload (${install}${others})`,
      undefined,
    );
  }
}
