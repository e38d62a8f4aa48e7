/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_TORCH_OPERATOR_H
#define EDGEWARD_PROFILER_TORCH_OPERATOR_H

#include <ATen/core/dispatch/Dispatcher.h>

#include <vector>

namespace edgeward
{

/** An operator that has no C++ function, called through the dispatcher. */
class TorchOperator
{
  public:
    /** Looks it up. @param name e.g. "quantized::add" */
    TorchOperator(const char* name, const char* overload)
        : m_handle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload))
    {
    }

    /** @param arguments all of its schema @return its only result */
    c10::IValue
    operator()(std::vector<c10::IValue> arguments) const
    {
        m_handle.callBoxed(&arguments);
        return arguments.back();
    }

  private:
    c10::OperatorHandle m_handle;
};

} // namespace edgeward

#endif // EDGEWARD_PROFILER_TORCH_OPERATOR_H
