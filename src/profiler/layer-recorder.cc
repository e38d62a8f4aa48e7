/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/layer-recorder.h"

#include "profiler/thread-clock.h"

#include <ATen/record_function.h>

#include <memory>

namespace edgeward
{

namespace
{

/** What the callbacks of this thread know; they are plain functions and cannot carry a pointer. */
struct ThreadState
{
    std::vector<double> seconds;
    std::size_t layer = 0;
    std::uint64_t events = 0;
    int depth = 0;
    double begin = 0.0;
};

thread_local ThreadState g_state;

std::unique_ptr<at::ObserverContext>
BeginEvent(const at::RecordFunction&)
{
    if (g_state.depth++ == 0)
    {
        ++g_state.events;
        g_state.begin = ThreadCpuSeconds();
    }
    return nullptr;
}

void
EndEvent(const at::RecordFunction&, at::ObserverContext*)
{
    if (--g_state.depth == 0)
    {
        g_state.seconds[g_state.layer] += ThreadCpuSeconds() - g_state.begin;
    }
}

} // namespace

LayerRecorder::LayerRecorder()
{
    g_state = ThreadState{};
    g_state.seconds.resize(1, 0.0);
    m_handle = at::addThreadLocalCallback(
        at::RecordFunctionCallback(BeginEvent, EndEvent).scopes({at::RecordScope::FUNCTION}));
}

LayerRecorder::~LayerRecorder()
{
    at::removeCallback(m_handle);
}

void
LayerRecorder::EnterLayer(std::size_t layer)
{
    g_state.layer = layer;
    if (layer >= g_state.seconds.size())
    {
        g_state.seconds.resize(layer + 1, 0.0);
    }
}

const std::vector<double>&
LayerRecorder::Seconds() const
{
    return g_state.seconds;
}

std::uint64_t
LayerRecorder::Events() const
{
    return g_state.events;
}

} // namespace edgeward
