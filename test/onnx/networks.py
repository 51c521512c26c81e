"""Random networks, and what onnxruntime makes of random inputs. Run: networks.py FOLDER COUNT."""

import json
import os
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

folder, count = sys.argv[1], int(sys.argv[2])
random = np.random.default_rng(1)
BETWEEN = ["Relu", "LeakyRelu", "Elu", "Tanh", "Sigmoid", "Clip", "Identity"]
LAST = [None, "Softmax", "LogSoftmax", "ArgMax"]

for k in range(count):
    nodes, weights = [], []

    def weight(array, kind=np.float32):
        name = f"w{len(weights)}"
        weights.append(numpy_helper.from_array(np.asarray(array, dtype=kind), name))
        return name

    def add(operator, inputs, **attributes):
        name = f"v{len(nodes)}"
        nodes.append(helper.make_node(operator, inputs, [name], **attributes))
        return name

    width = inputs = int(random.integers(1, 40))
    # Normalisation first, as trainers put it there.
    value = add("Sub", ["x", weight(random.normal(size=width))])
    value = add("Div", [value, weight(random.uniform(0.5, 2, size=width))])
    for layer in range(int(random.integers(1, 4))):
        wide = int(random.integers(1, 70))
        if random.random() < 0.5:
            flags = {"transB": 1} if random.random() < 0.5 else {"alpha": 0.5, "beta": 2.0}
            shape = (wide, width) if "transB" in flags else (width, wide)
            value = add("Gemm", [value, weight(random.normal(size=shape) / width**0.5), weight(random.normal(size=wide))], **flags)
        else:
            value = add("MatMul", [value, weight(random.normal(size=(width, wide)) / width**0.5)])
            value = add("Add", [value, weight(random.normal(size=wide))])
        width = wide
        between = BETWEEN[(k + layer) % len(BETWEEN)]
        if between == "Clip":
            value = add("Clip", [value, weight(-0.5), weight(0.75)])
        else:
            value = add(between, [value])
    if k % 3 == 0:
        value = add("Reshape", [value, weight([1, -1], np.int64)])
        value = add("Flatten", [value])
    last = LAST[k % len(LAST)]
    kind = TensorProto.INT64 if last == "ArgMax" else TensorProto.FLOAT
    if last is not None:
        value = add(last, [value], axis=-1, **({"keepdims": k % 2} if last == "ArgMax" else {}))
    graph = helper.make_graph(
        nodes,
        "random",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, inputs])],
        [helper.make_tensor_value_info(value, kind, None)],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    path = os.path.join(folder, f"{k}.onnx")
    onnx.save(model, path)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    rows = random.normal(size=(5, 1, inputs)).astype(np.float32)
    results = [np.ravel(session.run(None, {"x": row})[0]).tolist() for row in rows]
    with open(os.path.join(folder, f"{k}.json"), "w") as file:
        json.dump({"inputs": [row[0].tolist() for row in rows], "outputs": results}, file)
