/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_LAYER_RECORDER_H
#define EDGEWARD_PROFILER_LAYER_RECORDER_H

#include <cstdint>
#include <vector>

namespace edgeward
{

/**
 * While it lives, sums the processor time of the operators that this thread runs, layer by layer.
 *
 * It listens to LibTorch's RecordFunction and counts only outermost events: conv2d is an event of
 * its own and calls four nested ones that measure the same time again. One recorder per thread at a
 * time.
 */
class LayerRecorder
{
  public:
    LayerRecorder();
    ~LayerRecorder();
    LayerRecorder(const LayerRecorder&) = delete;
    LayerRecorder& operator=(const LayerRecorder&) = delete;

    /** Time of operators from now on belongs to @p layer. */
    void EnterLayer(std::size_t layer);

    /** Seconds by layer. */
    const std::vector<double>& Seconds() const;

    /** Outermost events seen. */
    std::uint64_t Events() const;

  private:
    std::uint64_t m_handle;
};

} // namespace edgeward

#endif // EDGEWARD_PROFILER_LAYER_RECORDER_H
