export { type OnnxModel, type OnnxNode, readModel } from "./model.ts";
export { type Network, networkOf } from "./network.ts";
export { METADATA, onnxPolicy } from "./onnx-policy.ts";
export { OPERATORS, type Operator } from "./operators.ts";
export type { Tensor } from "./tensor.ts";
