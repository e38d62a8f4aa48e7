/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/quantization-engine.h"

#include "base/errors.h"
#include "base/text.h"

#include <ATen/Context.h>
#include <algorithm>
#include <cctype>

namespace edgeward
{

namespace
{

/** Fastest first, on processors of servers and desktops: oneDNN takes a quarter of QNNPACK's time
 * on ResNet-18. */
constexpr at::QEngine BY_SPEED[] = {at::QEngine::FBGEMM, at::QEngine::ONEDNN, at::QEngine::QNNPACK};

std::string
NameOf(at::QEngine engine)
{
    if (engine == at::QEngine::NoQEngine)
    {
        return "none";
    }
    std::string name = Trim(at::toString(engine));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return name;
}

bool
IsThere(at::QEngine engine)
{
    const std::vector<at::QEngine>& engines = at::globalContext().supportedQEngines();
    return std::find(engines.begin(), engines.end(), engine) != engines.end();
}

} // namespace

std::string
QuantizationEngine()
{
    return NameOf(at::globalContext().qEngine());
}

std::vector<std::string>
QuantizationEngines()
{
    std::vector<std::string> names;
    for (const at::QEngine engine : BY_SPEED)
    {
        if (IsThere(engine))
        {
            names.push_back(NameOf(engine));
        }
    }
    return names;
}

void
SetQuantizationEngine(const std::string& engine)
{
    for (const at::QEngine candidate : BY_SPEED)
    {
        if (IsThere(candidate) && NameOf(candidate) == engine)
        {
            at::globalContext().setQEngine(candidate);
            return;
        }
    }
    throw ConfigError({},
                      "engine",
                      "this LibTorch has no quantization engine '" + engine + "'",
                      "it has: " + Join(QuantizationEngines(), ", "));
}

EngineChoice::EngineChoice(const std::string& engine)
    : m_before(static_cast<int>(at::globalContext().qEngine()))
{
    const std::vector<std::string> engines = QuantizationEngines();
    if (!engine.empty() || !engines.empty())
    {
        SetQuantizationEngine(engine.empty() ? engines.front() : engine);
    }
}

EngineChoice::~EngineChoice()
{
    at::globalContext().setQEngine(static_cast<at::QEngine>(m_before));
}

} // namespace edgeward
