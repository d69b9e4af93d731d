import v8 from "node:v8";
import vm from "node:vm";

v8.setFlagsFromString("--expose-gc");

/** What one side of a ratio left to be collected is not the other one's. */
export const collectGarbage = vm.runInNewContext("gc") as () => void;
