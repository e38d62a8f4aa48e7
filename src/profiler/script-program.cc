/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/script-program.h"

#include "base/errors.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/runtime/operator.h>

namespace edgeward
{

namespace
{

using torch::jit::Block;
using torch::jit::Node;
using torch::jit::Value;
using Stack = ScriptProgram::Stack;
namespace prim = c10::prim;
namespace attr = c10::attr;

/** The node of @p block that @p node is or lies in. */
const Node*
AncestorIn(const Block& block, const Node* node)
{
    while (node->owningBlock() != &block)
    {
        node = node->owningBlock()->owningNode();
    }
    return node;
}

[[noreturn]] void
Refuse(const Node& node)
{
    throw ConfigError(
        std::string("the program uses '") + node.kind().toQualString() +
        "', which cannot be measured operator by operator; save it with torch.jit.trace or "
        "torch.jit.freeze");
}

c10::IValue
MakeList(const Node& node, const Stack& elements)
{
    c10::impl::GenericList list(node.output()->type()->expectRef<c10::ListType>().getElementType());
    for (const c10::IValue& element : elements)
    {
        list.push_back(element);
    }
    return list;
}

c10::IValue
MakeDict(const Node& node, const Stack& pairs)
{
    const auto& type = node.output()->type()->expectRef<c10::DictType>();
    c10::impl::GenericDict dict(type.getKeyType(), type.getValueType());
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
    {
        dict.insert_or_assign(pairs[i], pairs[i + 1]);
    }
    return dict;
}

c10::IValue
MakeTuple(const Node& node, const Stack& elements)
{
    const auto type = node.output()->type()->expect<c10::TupleType>();
    return type->name() ? c10::ivalue::Tuple::createNamed(elements, type)
                        : c10::ivalue::Tuple::create(elements);
}

bool
IsInstance(const Node& node, const c10::IValue& value)
{
    const c10::TypePtr type = value.type();
    const std::vector<c10::TypePtr>& candidates = node.tys(attr::types);
    return std::any_of(candidates.begin(), candidates.end(), [&](const c10::TypePtr& candidate) {
        return type->isSubtypeOf(*candidate);
    });
}

/** What LibTorch's interpreter does by itself with lists, tuples and types; its own functions for
 * that are not exported. @return nothing if @p node does something else */
std::optional<Stack>
EvaluateContainer(const Node& node, const Stack& inputs)
{
    switch (node.kind())
    {
    case prim::ListConstruct:
        return Stack{MakeList(node, inputs)};
    case prim::DictConstruct:
        return Stack{MakeDict(node, inputs)};
    case prim::TupleConstruct:
        return Stack{MakeTuple(node, inputs)};
    case prim::ListUnpack:
        return inputs.at(0).toListRef().vec();
    case prim::TupleUnpack: {
        const auto& elements = inputs.at(0).toTupleRef().elements();
        return Stack(elements.begin(), elements.end());
    }
    case prim::isinstance:
        return Stack{IsInstance(node, inputs.at(0))};
    default:
        return std::nullopt;
    }
}

} // namespace

ScriptProgram::ScriptProgram(const torch::jit::Graph& graph)
    : m_graph(const_cast<torch::jit::Graph&>(graph).copy()) // copying does not change it
{
    torch::jit::Inline(*m_graph);
    FindLastUses(*m_graph->block());
}

void
ScriptProgram::FindLastUses(const Block& block)
{
    const auto note = [&](const Value* value, const Node* born) {
        const Node* last = born;
        for (const torch::jit::Use& use : value->uses())
        {
            const Node* const reader = AncestorIn(block, use.user);
            if (!last || reader->isAfter(last))
            {
                last = reader;
            }
        }
        m_dead[last].push_back(value);
    };
    for (const Value* const input : block.inputs())
    {
        note(input, nullptr);
    }
    for (const Node* const node : block.nodes())
    {
        for (const Value* const output : node->outputs())
        {
            note(output, node);
        }
        for (const Block* const inner : node->blocks())
        {
            FindLastUses(*inner);
        }
    }
}

void
ScriptProgram::Run(const Stack& arguments, Listener& listener)
{
    m_values.clear();
    RunBlock(*m_graph->block(), arguments, listener);
    m_values.clear();
}

ScriptProgram::Stack
ScriptProgram::RunBlock(const Block& block, const Stack& arguments, Listener& listener)
{
    for (std::size_t i = 0; i < block.inputs().size(); ++i)
    {
        m_values[block.inputs()[i]] = arguments.at(i);
    }
    for (const Node* const node : block.nodes())
    {
        RunNode(*node, listener);
    }
    return Inputs(*block.return_node());
}

void
ScriptProgram::RunNode(const Node& node, Listener& listener)
{
    Stack results = Evaluate(node, listener);
    for (std::size_t i = 0; i < node.outputs().size(); ++i)
    {
        m_values[node.outputs()[i]] = std::move(results.at(i));
    }
    const auto dead = m_dead.find(&node);
    if (dead != m_dead.end())
    {
        for (const Value* const value : dead->second)
        {
            m_values.erase(value);
        }
    }
}

const c10::IValue&
ScriptProgram::At(const Value* value) const
{
    return m_values.at(value);
}

ScriptProgram::Stack
ScriptProgram::Inputs(const Node& node) const
{
    Stack stack;
    stack.reserve(node.inputs().size());
    for (const Value* const input : node.inputs())
    {
        stack.push_back(At(input));
    }
    return stack;
}

ScriptProgram::Stack
ScriptProgram::RunBranch(const Node& node, Listener& listener)
{
    return RunBlock(*node.blocks()[At(node.inputs()[0]).toBool() ? 0 : 1], {}, listener);
}

ScriptProgram::Stack
ScriptProgram::RunLoop(const Node& node, Listener& listener)
{
    // Inputs: largest number of turns, whether to begin, carried values. The block gets the turn
    // and the carried values and gives whether to go on and the carried values.
    Stack carried = Inputs(node);
    const std::int64_t turns = carried[0].toInt();
    bool goesOn = carried[1].toBool();
    carried.erase(carried.begin(), carried.begin() + 2);
    for (std::int64_t turn = 0; turn < turns && goesOn; ++turn)
    {
        carried.insert(carried.begin(), turn);
        carried = RunBlock(*node.blocks()[0], carried, listener);
        goesOn = carried[0].toBool();
        carried.erase(carried.begin());
    }
    return carried;
}

ScriptProgram::Stack
ScriptProgram::Evaluate(const Node& node, Listener& listener)
{
    switch (node.kind())
    {
    case prim::Constant:
        return {torch::jit::toIValue(node.output()).value()};
    case prim::GetAttr:
        return {At(node.input()).toObjectRef().getAttr(node.s(attr::name))};
    case prim::SetAttr:
        At(node.inputs()[0]).toObject()->setAttr(node.s(attr::name), At(node.inputs()[1]));
        return {};
    case prim::If:
        return RunBranch(node, listener);
    case prim::Loop:
        return RunLoop(node, listener);
    case prim::unchecked_cast:
        return Inputs(node);
    case prim::Uninitialized:
        return {c10::IValue::uninitialized()};
    default:
        break;
    }
    Stack stack = Inputs(node);
    if (std::optional<Stack> container = EvaluateContainer(node, stack))
    {
        return std::move(*container);
    }
    auto operation = m_operations.find(&node);
    if (operation == m_operations.end())
    {
        if (!node.maybeOperator() || !node.blocks().empty())
        {
            Refuse(node);
        }
        operation = m_operations.emplace(&node, node.getOperation()).first;
    }
    listener.Before(node, stack);
    operation->second(stack);
    listener.After(node, stack);
    return stack;
}

std::string
ModulePath(const Node& node)
{
    std::string path;
    if (!node.callstack())
    {
        return path;
    }
    for (const torch::jit::InlinedCallStackEntry& entry : (*node.callstack())->vec())
    {
        const auto& module = std::get<2>(entry);
        const std::string name = module ? module->instance_name() : "";
        if (!name.empty() && name != "SELF" && name != "INSTANCE_NAME_UNKNOWN")
        {
            path += (path.empty() ? "" : ".") + name;
        }
    }
    return path;
}

} // namespace edgeward
