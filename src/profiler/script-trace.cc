/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/script-trace.h"

#include "base/text.h"

#include <ATen/native/quantized/PackedParams.h>
#include <algorithm>
#include <map>

namespace edgeward
{

namespace
{

/** Name of an operator without its namespace and the mark of those that work in place. */
std::string
PlainName(const torch::jit::Node& node)
{
    std::string name = node.kind().toUnqualString();
    if (name.size() > 1 && name.back() == '_')
    {
        name.pop_back();
    }
    return name;
}

/** Our name of an operator; convolutions are told apart when their weight is known. */
std::string
OurName(const torch::jit::Node& node)
{
    static const std::map<std::string, std::string> NAMES{
        {"_convolution", "conv2d"},   {"convolution", "conv2d"},
        {"conv2d_relu", "conv2d"},    {"linear_relu", "linear"},
        {"linear_dynamic", "linear"}, {"linear_relu_dynamic", "linear"},
        {"addmm", "linear"},          {"add_relu", "add"},
        {"mul", "multiply"},          {"cat", "concatenate"},
        {"cat_relu", "concatenate"},  {"max_pool2d", "max_pool"},
        {"avg_pool2d", "avg_pool"},   {"adaptive_avg_pool2d", "avg_pool"},
        {"hardswish", "hard_swish"},  {"hardsigmoid", "hard_sigmoid"},
        {"chunk", "slice"},           {"split", "slice"},
        {"narrow", "slice"},          {"pixel_unshuffle", "reorganize"}};
    const std::string name = PlainName(node);
    const auto found = NAMES.find(name);
    return found == NAMES.end() ? name : found->second;
}

/** Every tensor in a value: itself, or those of a list or tuple. */
void
ForEachTensor(const c10::IValue& value, const std::function<void(const at::Tensor&)>& visit)
{
    if (value.isTensor())
    {
        if (value.toTensor().defined())
        {
            visit(value.toTensor());
        }
    }
    else if (value.isTensorList())
    {
        for (const at::Tensor& tensor : value.toTensorVector())
        {
            visit(tensor);
        }
    }
    else if (value.isTuple())
    {
        for (const c10::IValue& element : value.toTupleRef().elements())
        {
            ForEachTensor(element, visit);
        }
    }
    else if (value.isList())
    {
        for (const c10::IValue& element : value.toListRef())
        {
            ForEachTensor(element, visit);
        }
    }
}

/** Sizes behind the batch; more than three are multiplied together in the last. */
FeatureShape
ShapeOf(const at::Tensor& tensor)
{
    FeatureShape shape;
    shape.channels = 1;
    for (std::int64_t i = 1; i < tensor.dim(); ++i)
    {
        const auto size = static_cast<std::uint32_t>(std::max<std::int64_t>(tensor.size(i), 1));
        (i == 1 ? shape.channels : i == 2 ? shape.height : shape.width) *= size;
    }
    return shape;
}

std::string
SizesText(const at::Tensor& tensor)
{
    std::vector<std::string> sizes;
    for (const std::int64_t size : tensor.sizes())
    {
        sizes.push_back(std::to_string(size));
    }
    return sizes.empty() ? "scalar" : Join(sizes, "x");
}

bool
HoldsTensor(const c10::TypePtr& type)
{
    if (type->kind() == c10::TypeKind::TensorType)
    {
        return true;
    }
    const auto parts = type->containedTypes();
    return type->kind() != c10::TypeKind::ClassType &&
           std::any_of(parts.begin(), parts.end(), HoldsTensor);
}

} // namespace

ScriptTrace::ScriptTrace(const std::vector<at::Tensor>& inputs, std::int64_t batch)
    : m_batch(batch)
    , m_inputs(inputs)
{
}

bool
ScriptTrace::IsEvent(const torch::jit::Node& node)
{
    return std::any_of(node.outputs().begin(), node.outputs().end(), [](const auto* output) {
        return HoldsTensor(output->type());
    });
}

void
ScriptTrace::Before(const torch::jit::Node& node, const ScriptProgram::Stack& arguments)
{
    m_current = {};
    m_arguments.clear();
    m_kernel.reset();
    m_current.op = OurName(node);
    m_current.scope = ModulePath(node);
    for (std::size_t i = 0; i < arguments.size(); ++i)
    {
        // Running mean and variance are no parameters: nobody trains them.
        const bool isTrained = m_current.op != "batch_norm" || i < 3;
        ForEachTensor(arguments[i], [&](const at::Tensor& tensor) {
            const bool isInput =
                std::any_of(m_inputs.begin(), m_inputs.end(), [&](const at::Tensor& input) {
                    return input.is_same(tensor);
                });
            if (isInput || m_made.count(tensor.unsafeGetTensorImpl()) != 0)
            {
                m_current.readsInput = m_current.readsInput || isInput;
                Read(tensor);
            }
            else
            {
                ReadWeight(tensor, isTrained);
            }
        });
        if (arguments[i].isObject())
        {
            ReadPacked(arguments[i]);
        }
    }
}

void
ScriptTrace::Read(const at::Tensor& tensor)
{
    m_arguments.push_back(tensor);
    const auto made = m_made.find(tensor.unsafeGetTensorImpl());
    if (made == m_made.end())
    {
        return;
    }
    std::vector<std::size_t>& inputs = m_current.inputs;
    if (std::find(inputs.begin(), inputs.end(), made->second) == inputs.end())
    {
        inputs.push_back(made->second);
    }
}

void
ScriptTrace::ReadWeight(const at::Tensor& weight, bool isTrained)
{
    if (weight.dim() == 0)
    {
        return; // a number
    }
    if (isTrained && !m_kernel.defined())
    {
        m_kernel = weight;
    }
    if (!m_weights.insert(weight.unsafeGetTensorImpl()).second)
    {
        return;
    }
    m_alive.push_back(weight);
    m_weightBytes += static_cast<double>(weight.nbytes());
    m_current.parameters += isTrained ? static_cast<double>(weight.numel()) : 0.0;
}

void
ScriptTrace::ReadPacked(const c10::IValue& packed)
{
    std::tuple<at::Tensor, c10::optional<at::Tensor>> parts;
    const std::string type = packed.type()->str();
    if (type.find("Conv2dPackedParamsBase") != std::string::npos)
    {
        parts = packed.toCustomClass<ConvPackedParamsBase<2>>()->unpack();
    }
    else if (type.find("LinearPackedParamsBase") != std::string::npos)
    {
        parts = packed.toCustomClass<LinearPackedParamsBase>()->unpack();
    }
    else
    {
        return;
    }
    m_isPerChannel = m_isPerChannel || std::get<0>(parts).qscheme() == c10::kPerChannelAffine;
    ReadWeight(std::get<0>(parts), true);
    if (std::get<1>(parts))
    {
        ReadWeight(*std::get<1>(parts), true);
    }
}

void
ScriptTrace::CountMacs(const torch::jit::Node& node)
{
    const std::string name = PlainName(node);
    const double outputs = m_current.output.Elements();
    const bool hasKernel = m_kernel.defined() && m_kernel.dim() >= 2;
    if (name.find("conv") != std::string::npos && hasKernel)
    {
        const auto perOutput =
            static_cast<double>(m_kernel.numel()) / static_cast<double>(m_kernel.size(0));
        const bool isTransposed = name.find("transpose") != std::string::npos;
        m_current.macs =
            perOutput *
            (isTransposed ? static_cast<double>(ShapeOf(m_arguments.at(0)).Elements()) : outputs);
        if (m_kernel.dim() == 4 && m_current.op == "conv2d")
        {
            DnnLayer layer;
            layer.kind = LayerKind::CONVOLUTION;
            layer.output = m_current.output;
            layer.window.kernelHeight = static_cast<std::uint32_t>(m_kernel.size(2));
            layer.window.kernelWidth = static_cast<std::uint32_t>(m_kernel.size(3));
            const std::uint32_t inputs = ShapeOf(m_arguments.at(0)).channels;
            layer.groups = inputs / static_cast<std::uint32_t>(m_kernel.size(1));
            m_current.op = OperatorName(layer);
        }
    }
    else if (name == "addmm" && hasKernel)
    {
        m_current.macs = outputs * static_cast<double>(m_arguments.at(0).size(-1));
    }
    else if (m_current.op == "linear" && hasKernel)
    {
        m_current.macs = outputs * static_cast<double>(m_kernel.size(1));
    }
    else if ((name == "matmul" || name == "bmm" || name == "mm") && !m_arguments.empty())
    {
        m_current.macs = outputs * static_cast<double>(m_arguments[0].size(-1));
    }
}

void
ScriptTrace::After(const torch::jit::Node& node, const ScriptProgram::Stack& results)
{
    std::vector<at::Tensor> made;
    for (const c10::IValue& result : results)
    {
        ForEachTensor(result, [&](const at::Tensor& tensor) { made.push_back(tensor); });
    }
    if (!IsEvent(node))
    {
        return;
    }
    m_current.output = made.empty() ? FeatureShape{1, 1, 1} : ShapeOf(made.front());
    for (const at::Tensor& tensor : made)
    {
        m_current.outputBytes += tensor.nbytes() / static_cast<std::size_t>(m_batch);
        m_made[tensor.unsafeGetTensorImpl()] = m_events.size();
        m_alive.push_back(tensor);
        m_isQuantized = m_isQuantized || tensor.is_quantized();
    }
    const std::string space = node.kind().ns().toUnqualString();
    m_isQuantized = m_isQuantized || space == "quantized";
    CountMacs(node);
    m_events.push_back(m_current);
}

const std::vector<ScriptEvent>&
ScriptTrace::Events() const
{
    return m_events;
}

double
ScriptTrace::WeightBytes() const
{
    return m_weightBytes;
}

bool
ScriptTrace::IsQuantized() const
{
    return m_isQuantized;
}

bool
ScriptTrace::IsPerChannel() const
{
    return m_isPerChannel;
}

std::string
ScriptTrace::Current() const
{
    std::vector<std::string> sizes;
    for (const at::Tensor& argument : m_arguments)
    {
        sizes.push_back(SizesText(argument));
    }
    return m_current.op + (m_current.scope.empty() ? "" : " in " + m_current.scope) +
           (sizes.empty() ? "" : ", which reads " + Join(sizes, " and "));
}

} // namespace edgeward
