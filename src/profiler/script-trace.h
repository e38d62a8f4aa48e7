/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_SCRIPT_TRACE_H
#define EDGEWARD_PROFILER_SCRIPT_TRACE_H

#include "profiler/script-layers.h"
#include "profiler/script-program.h"

#include <unordered_map>
#include <unordered_set>

namespace edgeward
{

/** Writes down what a program computes: its operators on tensors and who reads whose result. */
class ScriptTrace : public ScriptProgram::Listener
{
  public:
    /** @param inputs tensors that the network is given @param batch inferences in them */
    ScriptTrace(const std::vector<at::Tensor>& inputs, std::int64_t batch);

    void Before(const torch::jit::Node& node, const ScriptProgram::Stack& arguments) override;
    void After(const torch::jit::Node& node, const ScriptProgram::Stack& results) override;

    const std::vector<ScriptEvent>& Events() const;

    /** Bytes of all weights that were read, as stored. */
    double WeightBytes() const;

    /** Whether an operator computed in int8. */
    bool IsQuantized() const;

    /** Whether a quantized weight has a scale per channel. */
    bool IsPerChannel() const;

    /** The operator at work, for messages: "conv2d in layer1.0.conv1 reading 1x3x224x224". */
    std::string Current() const;

    /** Whether operator @p node is an event. */
    static bool IsEvent(const torch::jit::Node& node);

  private:
    void Read(const at::Tensor& tensor);
    void ReadWeight(const at::Tensor& weight, bool isTrained);
    void ReadPacked(const c10::IValue& packed);
    void CountMacs(const torch::jit::Node& node);

    std::int64_t m_batch;
    std::vector<at::Tensor> m_inputs;
    std::vector<at::Tensor> m_alive;                                ///< so that no address returns
    std::unordered_map<const c10::TensorImpl*, std::size_t> m_made; ///< event that made a tensor
    std::unordered_set<const c10::TensorImpl*> m_weights;           ///< each counts once
    std::vector<ScriptEvent> m_events;
    ScriptEvent m_current;
    std::vector<at::Tensor> m_arguments; ///< tensors that the current operator reads
    at::Tensor m_kernel;                 ///< weight of the current operator
    double m_weightBytes = 0.0;
    bool m_isQuantized = false;
    bool m_isPerChannel = false;
};

} // namespace edgeward

#endif // EDGEWARD_PROFILER_SCRIPT_TRACE_H
