/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/script-layers.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const FeatureShape IMAGE{3, 8, 8};

ScriptEvent
Event(const std::string& op,
      const std::string& scope,
      std::vector<std::size_t> inputs,
      bool readsInput = false)
{
    ScriptEvent event;
    event.op = op;
    event.scope = scope;
    event.inputs = std::move(inputs);
    event.readsInput = readsInput;
    event.output = {4, 8, 8};
    event.outputBytes = 1024;
    event.macs = 10.0;
    event.parameters = 2.0;
    return event;
}

std::vector<std::string>
Names(const ScriptLayers& result)
{
    std::vector<std::string> names;
    for (const LayerCost& layer : result.layers)
    {
        names.push_back(layer.name);
    }
    return names;
}

TEST(ScriptLayers, NormalizationAndActivationBelongToTheLayerInFront)
{
    const ScriptLayers result = GroupEvents({Event("conv2d", "conv1", {}, true),
                                             Event("batch_norm", "bn1", {0}),
                                             Event("relu", "relu", {1}),
                                             Event("linear", "fc", {2})},
                                            IMAGE,
                                            192);
    EXPECT_THAT(Names(result), ElementsAre("conv1", "fc"));
    EXPECT_THAT(result.layerOfEvent, ElementsAre(0, 0, 0, 1));
    EXPECT_EQ(result.layers[0].macs, 30.0);
    EXPECT_EQ(result.layers[0].parameters, 6.0);
    EXPECT_THAT(result.layers[0].inputs, IsEmpty());
    EXPECT_THAT(result.layers[0].inputShapes, ElementsAre(IMAGE));
    EXPECT_THAT(result.layers[1].inputs, ElementsAre(0));
}

TEST(ScriptLayers, ActivationOfWhatOthersReadIsALayer)
{
    // The sum reads the convolution before its activation.
    const ScriptLayers result = GroupEvents(
        {Event("conv2d", "conv1", {}, true), Event("relu", "relu", {0}), Event("add", "", {0, 1})},
        IMAGE,
        192);
    EXPECT_THAT(Names(result), ElementsAre("conv1", "relu", "add"));
    EXPECT_THAT(result.layers[2].inputs, ElementsAre(0, 1));
}

TEST(ScriptLayers, NamesArePathsWithTheOperatorWhereAModuleHasSeveralLayers)
{
    const ScriptLayers result = GroupEvents({Event("conv2d", "layer1.0.conv1", {}, true),
                                             Event("conv2d", "layer1.0.conv2", {0}),
                                             Event("add", "layer1.0", {0, 1}),
                                             Event("conv2d", "", {2}),
                                             Event("conv2d", "", {3}),
                                             Event("conv2d", "twice", {4}),
                                             Event("conv2d", "twice", {5})},
                                            IMAGE,
                                            192);
    EXPECT_THAT(Names(result),
                ElementsAre("layer1.0.conv1",
                            "layer1.0.conv2",
                            "layer1.0.add",
                            "conv2d",
                            "conv2d_2",
                            "twice",
                            "twice_2"));
}

TEST(ScriptLayers, InputThatIsReadBesideALayerIsALayer)
{
    const ScriptLayers result =
        GroupEvents({Event("conv2d", "conv", {}, true), Event("add", "", {0}, true)}, IMAGE, 192);
    EXPECT_THAT(Names(result), ElementsAre("input", "conv", "add"));
    EXPECT_EQ(result.layers[0].outputBytes, 192u);
    EXPECT_THAT(result.layers[1].inputs, ElementsAre(0));
    EXPECT_THAT(result.layers[2].inputs, ElementsAre(0, 1));
    EXPECT_THAT(result.layerOfEvent, ElementsAre(1, 2));
}

} // namespace
} // namespace edgeward
