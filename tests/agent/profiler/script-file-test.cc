/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"
#include "dnn/dnn-graph.h"
#include "dnn/profiling.h"
#include "profiler/quantization-engine.h"
#include "profiler/torch-operator.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/quantize_per_tensor.h>
#include <ATen/ops/randn.h>
#include <gmock/gmock.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/frontend/resolver.h>
#include <torch/csrc/jit/frontend/sugared_value.h>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using torch::jit::Module;

/** A 3 x 3 convolution that keeps the size. */
Module
Convolution(std::int64_t in, std::int64_t out)
{
    Module module("Convolution");
    module.register_parameter("weight", at::randn({out, in, 3, 3}) * 0.1, false);
    module.define(R"(
def forward(self, x):
    return torch.conv2d(x, self.weight, None, [1, 1], [1, 1])
)");
    return module;
}

Module
Linear(std::int64_t in, std::int64_t out)
{
    Module module("Linear");
    module.register_parameter("weight", at::randn({out, in}) * 0.1, false);
    module.register_parameter("bias", at::ones({out}), false);
    module.define(R"(
def forward(self, x):
    return torch.linear(x, self.weight, self.bias)
)");
    return module;
}

/** A block that adds what it reads. */
Module
Block()
{
    Module block("Block");
    block.register_module("conv1", Convolution(8, 8));
    block.define(R"(
def forward(self, x):
    return torch.relu(self.conv1.forward(x) + x)
)");
    return block;
}

/** Two blocks, the second in a loop that turns twice and a branch that is taken. */
Module
SmallNetwork()
{
    Module network("Small");
    network.register_module("stem", Convolution(3, 8));
    network.register_module("layer1", Block());
    network.register_module("fc", Linear(8, 10));
    network.define(R"(
def forward(self, x):
    y = torch.relu_(self.stem.forward(x))
    for i in range(2):
        y = self.layer1.forward(y)
    if x.size(2) > 4:
        y = torch.max_pool2d(y, [2, 2], [2, 2])
    y = torch.adaptive_avg_pool2d(y, [1, 1])
    return self.fc.forward(torch.flatten(y, 1))
)");
    return network;
}

/** Knows the operators on quantized tensors as well. */
struct QuantizedResolver : public torch::jit::Resolver
{
    std::shared_ptr<torch::jit::SugaredValue>
    resolveValue(const std::string& name,
                 torch::jit::GraphFunction& method,
                 const torch::jit::SourceRange& place) override
    {
        return name == "quantized"
                   ? std::make_shared<torch::jit::BuiltinModule>("quantized")
                   : torch::jit::nativeResolver()->resolveValue(name, method, place);
    }
};

/** A convolution in int8 between two conversions.
 */
Module
QuantizedNetwork()
{
    const EngineChoice fastest("");
    using List = c10::List<std::int64_t>;
    const at::Tensor weight =
        at::quantize_per_tensor(at::randn({8, 3, 3, 3}) * 0.1, 0.01, 0, at::kQInt8);
    const TorchOperator pack("quantized::conv2d_prepack", "");
    const c10::IValue packed =
        pack({weight, at::ones({8}), List({1, 1}), List({1, 1}), List({1, 1}), 1});
    Module network("Quantized");
    network.register_attribute("packed", packed.type(), packed);
    network.define(R"(
def forward(self, x):
    q = torch.quantize_per_tensor(x, 0.05, 128, 13)
    y = quantized.conv2d_relu(q, self.packed, 0.05, 0)
    return torch.dequantize(y)
)",
                   std::make_shared<QuantizedResolver>());
    return network;
}

class ScriptFile : public ::testing::Test
{
  protected:
    std::string
    Save(const Module& module, const std::string& name = "net.ts") const
    {
        module.save(m_folder / name);
        return m_folder / name;
    }

    static ProfileRequest
    Request(const std::string& file, std::vector<std::int64_t> shape = {1, 3, 16, 16})
    {
        ProfileRequest request;
        request.file = file;
        request.inputs = {std::move(shape)};
        request.warmUp = 1;
        request.repeats = 3;
        return request;
    }

    static LayerProfile
    Profile(const ProfileRequest& request)
    {
        return Registry<NetworkProfiler>::Create(Spec::Parse("torch"))->Profile(request, nullptr);
    }

    static std::string
    ComplaintOf(const ProfileRequest& request)
    {
        return Complaint([&] { Profile(request); });
    }

    TemporaryFolder m_folder;
};

TEST_F(ScriptFile, IsProfiledLayerByLayerWithItsGraph)
{
    const LayerProfile profile = Profile(Request(Save(SmallNetwork())));
    std::vector<std::string> names;
    std::vector<std::string> ops;
    for (const LayerCost& layer : profile.layers)
    {
        names.push_back(layer.name);
        ops.push_back(layer.op);
        EXPECT_GT(layer.meanSeconds, 0.0) << layer.name;
    }
    EXPECT_THAT(names,
                ElementsAre("stem",
                            "layer1.conv1",
                            "layer1.add",
                            "layer1.conv1_2",
                            "layer1.add_2",
                            "max_pool",
                            "avg_pool",
                            "fc"));
    EXPECT_THAT(
        ops,
        ElementsAre("conv2d", "conv2d", "add", "conv2d", "add", "max_pool", "avg_pool", "linear"));
    EXPECT_THAT(profile.layers[0].inputs, IsEmpty());
    EXPECT_THAT(profile.layers[2].inputs, ElementsAre(1, 0)) << "the sum reads both";
    EXPECT_THAT(profile.layers[7].inputs, ElementsAre(6));
    EXPECT_EQ(profile.layers[0].output, (FeatureShape{8, 16, 16}));
    EXPECT_EQ(profile.layers[0].outputBytes, 4u * 8 * 16 * 16);
    EXPECT_EQ(profile.layers[0].macs, 3.0 * 9 * 8 * 16 * 16);
    EXPECT_EQ(profile.layers[7].macs, 80.0);
    EXPECT_EQ(profile.layers[0].parameters, 3.0 * 9 * 8);
    EXPECT_EQ(profile.layers[3].parameters, 0.0) << "the weights of the loop count once";
    EXPECT_EQ(profile.layers[7].parameters, 90.0);
    EXPECT_THAT(profile.source, HasSubstr("net.ts"));
    EXPECT_GE(profile.peakBytes, 4.0 * (216 + 576 + 90 + 2 * 8 * 256));
    DnnVariant variant;
    variant.resolution = 16;
    EXPECT_EQ(DnnGraph(variant, profile).CutTensors(2).size(), 2u);
}

TEST_F(ScriptFile, BatchesLeaveMacsAndBytesOfOneInference)
{
    ProfileRequest request = Request(Save(SmallNetwork()));
    request.batch = 4;
    const LayerProfile profile = Profile(request);
    EXPECT_EQ(profile.layers[0].macs, 3.0 * 9 * 8 * 16 * 16);
    EXPECT_EQ(profile.layers[0].outputBytes, 4u * 8 * 16 * 16);
}

TEST_F(ScriptFile, Int8IsComputedByAnEngineThatIsSaid)
{
    ProfileRequest request = Request(Save(QuantizedNetwork()));
    for (const std::string& engine : QuantizationEngines())
    {
        request.engine = engine;
        const LayerProfile profile = Profile(request);
        ASSERT_EQ(profile.layers.size(), 2u) << engine;
        EXPECT_EQ(profile.layers[1].op, "conv2d");
        EXPECT_EQ(profile.layers[1].macs, 3.0 * 9 * 8 * 16 * 16);
        EXPECT_EQ(profile.layers[1].parameters, 3.0 * 9 * 8 + 8);
        EXPECT_EQ(profile.layers[0].outputBytes, 3u * 16 * 16) << "one byte an element";
        EXPECT_THAT(profile.source, HasSubstr("int8 by " + engine));
    }
    request.engine = "";
    EXPECT_THAT(Profile(request).source,
                AllOf(HasSubstr("int8 by " + QuantizationEngines().front()),
                      HasSubstr("weights per tensor")));
    request.engine = "steam";
    EXPECT_THAT(ComplaintOf(request), AllOf(HasSubstr("steam"), HasSubstr("engine")));
}

TEST_F(ScriptFile, SaysWhatCannotBeProfiled)
{
    const std::string file = Save(SmallNetwork());
    EXPECT_THAT(ComplaintOf(Request(m_folder / "none.ts")), HasSubstr("none.ts"));
    EXPECT_THAT(ComplaintOf(Request(m_folder.Write("broken.ts", "no archive"))),
                AllOf(HasSubstr("broken.ts"), HasSubstr("torch.jit.script")));
    const std::string whole = ReadWholeFile(file);
    EXPECT_THAT(ComplaintOf(Request(m_folder.Write("cut.ts", whole.substr(0, whole.size() / 2)))),
                HasSubstr("cut.ts"));
    EXPECT_THAT(ComplaintOf(Request(file, {1, 5, 16, 16})),
                AllOf(HasSubstr("net.ts"),
                      HasSubstr("1x5x16x16"),
                      HasSubstr("conv2d in stem"),
                      HasSubstr("shape")));
    ProfileRequest two = Request(file);
    two.inputs.push_back({1, 3, 16, 16});
    EXPECT_THAT(ComplaintOf(two), HasSubstr("1x3x16x16 and 1x3x16x16"));
    Module empty("Empty");
    EXPECT_THAT(ComplaintOf(Request(Save(empty, "empty.ts"))), HasSubstr("forward"));
    Module idle("Idle");
    idle.define("def forward(self, x):\n    return 1\n");
    EXPECT_THAT(ComplaintOf(Request(Save(idle, "idle.ts"))), HasSubstr("computes nothing"));
}

} // namespace
} // namespace edgeward
