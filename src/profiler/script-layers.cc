/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/script-layers.h"

#include "dnn/dnn-layer.h"

#include <algorithm>
#include <map>
#include <set>

namespace edgeward
{

namespace
{

/** Operators that belong to the layer in front of them, beside our activations. */
bool
IsAppended(const std::string& op)
{
    static const std::set<std::string> APPENDED{"batch_norm",
                                                "dropout",
                                                "feature_dropout",
                                                "flatten",
                                                "reshape",
                                                "view",
                                                "permute",
                                                "transpose",
                                                "contiguous",
                                                "squeeze",
                                                "unsqueeze",
                                                "t",
                                                "dequantize",
                                                "to",
                                                "detach",
                                                "hardtanh",
                                                "gelu",
                                                "elu",
                                                "softmax",
                                                "log_softmax",
                                                "clone",
                                                "expand",
                                                "quantize_per_tensor"};
    return APPENDED.count(op) != 0 || KindOfOperator(op) == LayerKind::ACTIVATION;
}

/** By event: the events that read it. */
std::vector<std::vector<std::size_t>>
ReadersOf(const std::vector<ScriptEvent>& events)
{
    std::vector<std::vector<std::size_t>> readers(events.size());
    for (std::size_t e = 0; e < events.size(); ++e)
    {
        for (const std::size_t input : events[e].inputs)
        {
            readers[input].push_back(e);
        }
    }
    return readers;
}

/** By event: its layer; layers are numbered in order of their first event. */
std::vector<std::size_t>
AssignLayers(const std::vector<ScriptEvent>& events)
{
    const std::vector<std::vector<std::size_t>> readers = ReadersOf(events);
    std::vector<std::size_t> layers;
    std::size_t count = 0;
    for (const ScriptEvent& event : events)
    {
        const bool isAppended = IsAppended(event.op) && !event.readsInput &&
                                event.inputs.size() == 1 &&
                                readers[event.inputs.front()].size() == 1;
        layers.push_back(isAppended ? layers[event.inputs.front()] : count++);
    }
    return layers;
}

/** A layer before it has a name. */
struct Group
{
    std::vector<std::size_t> events;
    std::vector<std::uint16_t> inputs;
    std::vector<FeatureShape> inputShapes;
    bool readsInput = false;
};

std::vector<Group>
MakeGroups(const std::vector<ScriptEvent>& events,
           const std::vector<std::size_t>& layerOf,
           const FeatureShape& image)
{
    std::vector<Group> groups(*std::max_element(layerOf.begin(), layerOf.end()) + 1);
    for (std::size_t e = 0; e < events.size(); ++e)
    {
        Group& group = groups[layerOf[e]];
        group.events.push_back(e);
        if (events[e].readsInput && !group.readsInput)
        {
            group.readsInput = true;
            group.inputShapes.insert(group.inputShapes.begin(), image);
        }
        for (const std::size_t input : events[e].inputs)
        {
            const auto layer = static_cast<std::uint16_t>(layerOf[input]);
            const bool isKnown =
                std::find(group.inputs.begin(), group.inputs.end(), layer) != group.inputs.end();
            if (layer != layerOf[e] && !isKnown)
            {
                group.inputs.push_back(layer);
                group.inputShapes.push_back(events[input].output);
            }
        }
    }
    return groups;
}

/** The path of a module: alone if it has one kind of layer and no other module lies in it, else
 * with the operator. */
std::vector<std::string>
NameGroups(const std::vector<ScriptEvent>& events, const std::vector<Group>& groups)
{
    std::map<std::string, std::set<std::string>> parts; // of a module: operators and modules in it
    for (const Group& group : groups)
    {
        std::string scope = events[group.events.front()].scope;
        parts[scope].insert(events[group.events.front()].op);
        for (std::size_t dot = scope.rfind('.'); dot != std::string::npos; dot = scope.rfind('.'))
        {
            const std::string inner = scope.substr(dot); // with its dot, as no operator has
            scope.resize(dot);
            parts[scope].insert(inner);
        }
    }
    std::vector<std::string> names;
    std::map<std::string, int> used;
    for (const Group& group : groups)
    {
        const ScriptEvent& event = events[group.events.front()];
        std::string name = event.scope;
        if (name.empty() || parts[name].size() > 1)
        {
            name += (name.empty() ? "" : ".") + event.op;
        }
        const int number = ++used[name];
        names.push_back(number == 1 ? name : name + "_" + std::to_string(number));
    }
    return names;
}

LayerCost
MakeLayer(const std::vector<ScriptEvent>& events, const Group& group)
{
    LayerCost layer;
    layer.op = events[group.events.front()].op;
    layer.inputs = group.inputs;
    layer.inputShapes = group.inputShapes;
    const ScriptEvent& last = events[group.events.back()];
    layer.output = last.output;
    layer.outputBytes = std::max<std::uint64_t>(last.outputBytes, 1);
    for (const std::size_t e : group.events)
    {
        layer.macs += events[e].macs;
        layer.parameters += events[e].parameters;
    }
    return layer;
}

/** Makes the network's input a layer, which others can read beside a layer. */
void
PrependInput(ScriptLayers& result,
             const std::vector<Group>& groups,
             const FeatureShape& image,
             std::uint64_t imageBytes)
{
    for (std::size_t k = 0; k < groups.size(); ++k)
    {
        std::vector<std::uint16_t>& inputs = result.layers[k].inputs;
        for (std::uint16_t& input : inputs)
        {
            ++input;
        }
        if (groups[k].readsInput)
        {
            inputs.insert(inputs.begin(), 0);
        }
    }
    LayerCost input;
    input.name = "input";
    input.op = "identity";
    input.inputShapes = {image};
    input.output = image;
    input.outputBytes = imageBytes;
    result.layers.insert(result.layers.begin(), input);
    for (std::size_t& layer : result.layerOfEvent)
    {
        ++layer;
    }
}

} // namespace

ScriptLayers
GroupEvents(const std::vector<ScriptEvent>& events,
            const FeatureShape& image,
            std::uint64_t imageBytes)
{
    ScriptLayers result;
    result.layerOfEvent = AssignLayers(events);
    const std::vector<Group> groups = MakeGroups(events, result.layerOfEvent, image);
    const std::vector<std::string> names = NameGroups(events, groups);
    for (std::size_t k = 0; k < groups.size(); ++k)
    {
        result.layers.push_back(MakeLayer(events, groups[k]));
        result.layers.back().name = names[k];
    }
    if (std::any_of(groups.begin(), groups.end(), [](const Group& group) {
            return group.readsInput && !group.inputs.empty();
        }))
    {
        PrependInput(result, groups, image, imageBytes);
    }
    return result;
}

} // namespace edgeward
