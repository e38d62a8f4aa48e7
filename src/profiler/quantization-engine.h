/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_QUANTIZATION_ENGINE_H
#define EDGEWARD_PROFILER_QUANTIZATION_ENGINE_H

#include <string>
#include <vector>

namespace edgeward
{

/** "onednn", "qnnpack", ...: LibTorch's current quantization engine; "none" if it has none. */
std::string QuantizationEngine();

/** Engines that this LibTorch has, the fastest on this kind of processor first. */
std::vector<std::string> QuantizationEngines();

/** Makes an engine LibTorch's current one. @throws ConfigError if LibTorch does not have it */
void SetQuantizationEngine(const std::string& engine);

/** Makes an engine LibTorch's current one, global to the process, and restores what it was. */
class EngineChoice
{
  public:
    /** @param engine empty: the first of QuantizationEngines()
     * @throws ConfigError if LibTorch does not have it */
    explicit EngineChoice(const std::string& engine);
    ~EngineChoice();
    EngineChoice(const EngineChoice&) = delete;
    EngineChoice& operator=(const EngineChoice&) = delete;

  private:
    int m_before; ///< at::QEngine
};

} // namespace edgeward

#endif // EDGEWARD_PROFILER_QUANTIZATION_ENGINE_H
