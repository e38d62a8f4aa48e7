/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_SCRIPT_PROGRAM_H
#define EDGEWARD_PROFILER_SCRIPT_PROGRAM_H

#include <ATen/core/ivalue.h>
#include <functional>
#include <memory>
#include <torch/csrc/jit/ir/ir.h>
#include <unordered_map>
#include <vector>

namespace edgeward
{

/**
 * Executes the graph of a TorchScript method operator by operator, with all calls inlined. Branches
 * and loops are taken as the values say. Values are released behind their last use, as LibTorch's
 * interpreter does.
 */
class ScriptProgram
{
  public:
    using Stack = std::vector<c10::IValue>;

    /** Is called around each operator that LibTorch's library has. */
    class Listener
    {
      public:
        virtual ~Listener() = default;
        virtual void Before(const torch::jit::Node& node, const Stack& arguments) = 0;
        virtual void After(const torch::jit::Node& node, const Stack& results) = 0;
    };

    /** @param graph of the method; copied */
    explicit ScriptProgram(const torch::jit::Graph& graph);

    /**
     * @param arguments of the method, the module first
     * @throws ConfigError if the program uses what cannot be executed operator by operator; what
     * operators throw
     */
    void Run(const Stack& arguments, Listener& listener);

  private:
    using Values = std::unordered_map<const torch::jit::Value*, c10::IValue>;

    /** Runs a block. @return its results */
    Stack RunBlock(const torch::jit::Block& block, const Stack& arguments, Listener& listener);
    void RunNode(const torch::jit::Node& node, Listener& listener);
    Stack RunBranch(const torch::jit::Node& node, Listener& listener);
    Stack RunLoop(const torch::jit::Node& node, Listener& listener);
    Stack Evaluate(const torch::jit::Node& node, Listener& listener);
    Stack Inputs(const torch::jit::Node& node) const;
    const c10::IValue& At(const torch::jit::Value* value) const;

    /** Remembers behind which node of a block each of its values is dead. */
    void FindLastUses(const torch::jit::Block& block);

    std::shared_ptr<torch::jit::Graph> m_graph;
    Values m_values;
    std::unordered_map<const torch::jit::Node*, std::vector<const torch::jit::Value*>> m_dead;
    std::unordered_map<const torch::jit::Node*, torch::jit::Operation> m_operations;
};

/** The path of modules that a node was inlined from: "layer1.0.conv1". */
std::string ModulePath(const torch::jit::Node& node);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_SCRIPT_PROGRAM_H
