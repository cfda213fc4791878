import { setFlagsFromString } from "node:v8";

/**
 * Does something that leaves many objects behind once, such as loading code or reading datasets, with a small space for
 * young objects: that space else grows to a hundred megabytes, which stay with the process for good. Afterwards it may grow
 * with the requests, as far as it helps them.
 */
export async function withSmallYoungSpace<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString("--semi-space-growth-factor=1");
  try {
    return await work();
  } finally {
    setFlagsFromString("--semi-space-growth-factor=2");
  }
}
