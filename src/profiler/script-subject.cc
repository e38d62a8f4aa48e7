/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/text.h"
#include "profiler/quantization-engine.h"
#include "profiler/script-trace.h"
#include "profiler/subject.h"
#include "profiler/thread-clock.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/randn.h>
#include <filesystem>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

namespace edgeward
{

namespace
{

constexpr std::uint64_t SEED = 1; // of the inputs; their values do not change the time
const std::vector<std::vector<std::int64_t>> ONE_IMAGE{{1, 3, 224, 224}};

/** The first line of what LibTorch says; the rest is a stack trace. */
std::string
FirstLine(const std::exception& error)
{
    const auto* const torch = dynamic_cast<const c10::Error*>(&error);
    const std::string text = torch ? torch->what_without_backtrace() : error.what();
    for (const std::string& line : Split(text, '\n'))
    {
        // JIT errors begin with headlines that say nothing.
        if (!Trim(line).empty() && line.find("The following operation failed") != 0 &&
            line.find("Traceback of TorchScript") != 0)
        {
            return Trim(line);
        }
    }
    return "unknown error";
}

/** @throws ConfigError, IoError if this is no TorchScript file */
torch::jit::Module
Load(const std::string& file)
{
    if (!std::filesystem::is_regular_file(file))
    {
        throw IoError(file, "is not there", "give a file that torch.jit.save wrote");
    }
    try
    {
        torch::jit::Module module = torch::jit::load(file, at::kCPU);
        module.eval();
        return module;
    }
    catch (const std::exception& error)
    {
        throw ConfigError({file},
                          "",
                          "cannot be loaded as TorchScript: " + FirstLine(error),
                          "save it with torch.jit.script(model).save(...) or "
                          "torch.jit.trace(model, example).save(...)");
    }
}

std::vector<at::Tensor>
MakeInputs(const ProfileRequest& request)
{
    std::vector<at::Tensor> inputs;
    for (std::vector<std::int64_t> shape : request.inputs.empty() ? ONE_IMAGE : request.inputs)
    {
        shape.front() *= request.batch;
        inputs.push_back(
            at::randn(shape, at::detail::createCPUGenerator(SEED), at::TensorOptions()));
    }
    return inputs;
}

FeatureShape
ShapeOfInput(const at::Tensor& input)
{
    const auto size = [&input](std::int64_t i) {
        return static_cast<std::uint32_t>(input.dim() > i ? input.size(i) : 1);
    };
    return {size(1), size(2), size(3)};
}

/** Sums the time of each layer while a program runs. */
class LayerClock : public ScriptProgram::Listener
{
  public:
    LayerClock(const std::vector<std::size_t>& layerOfEvent, std::vector<double>& seconds)
        : m_layerOfEvent(layerOfEvent)
        , m_seconds(seconds)
    {
    }

    void
    Before(const torch::jit::Node& node, const ScriptProgram::Stack&) override
    {
        // A layer begins where the one before ends, so that what lies between them counts.
        if (ScriptTrace::IsEvent(node) && m_event < m_layerOfEvent.size())
        {
            Enter(m_layerOfEvent[m_event++]);
        }
    }

    void
    After(const torch::jit::Node&, const ScriptProgram::Stack&) override
    {
    }

    /** Ends the last layer. */
    void
    Finish()
    {
        Enter(m_layer);
    }

  private:
    void
    Enter(std::size_t layer)
    {
        if (m_event > 1 && layer == m_layer && m_event < m_layerOfEvent.size())
        {
            return;
        }
        const double now = ThreadCpuSeconds();
        m_seconds[m_event > 1 ? m_layer : layer] += now - m_last;
        m_last = now;
        m_layer = layer;
    }

    const std::vector<std::size_t>& m_layerOfEvent;
    std::vector<double>& m_seconds;
    std::size_t m_event = 0;
    std::size_t m_layer = 0;
    double m_last = ThreadCpuSeconds();
};

class ScriptSubject : public Subject
{
  public:
    explicit ScriptSubject(const ProfileRequest& request)
        : m_file(request.file)
        , m_module(Load(request.file))
        , m_inputs(MakeInputs(request))
        , m_program(GraphOf(m_module, request.file))
    {
        Describe(request);
    }

    const std::vector<LayerCost>&
    Layers() const override
    {
        return m_layers.layers;
    }

    void
    Run() override
    {
        m_module.forward({m_inputs.begin(), m_inputs.end()});
    }

    void
    RunByLayer(std::vector<double>& seconds) override
    {
        LayerClock clock(m_layers.layerOfEvent, seconds);
        m_program.Run(m_arguments, clock);
        clock.Finish();
    }

    double
    WeightBytes() const override
    {
        return m_weightBytes;
    }

    bool
    IsQuantized() const override
    {
        return m_isQuantized;
    }

    std::string
    Note() const override
    {
        return "TorchScript " + std::filesystem::path(m_file).filename().string() + m_note;
    }

  private:
    static const torch::jit::Graph&
    GraphOf(const torch::jit::Module& module, const std::string& file)
    {
        const auto method = module.find_method("forward");
        if (!method)
        {
            throw ConfigError({file}, "", "has no method 'forward'", "save a whole network");
        }
        return *method->graph();
    }

    /** Runs it once and writes down what it does. */
    void
    Describe(const ProfileRequest& request)
    {
        ScriptTrace trace(m_inputs, m_inputs.front().size(0));
        try
        {
            m_arguments = {m_module._ivalue()};
            m_arguments.insert(m_arguments.end(), m_inputs.begin(), m_inputs.end());
            m_module.get_method("forward").function().getSchema().checkAndNormalizeInputs(
                m_arguments);
            m_program.Run(m_arguments, trace);
            Run();
        }
        catch (const ConfigError&)
        {
            throw;
        }
        catch (const std::exception& error)
        {
            Fail(request, trace, FirstLine(error));
        }
        if (trace.Events().empty())
        {
            throw ConfigError({m_file}, "", "computes nothing", "save a whole network");
        }
        const at::Tensor& image = m_inputs.front();
        m_layers = GroupEvents(trace.Events(),
                               ShapeOfInput(image),
                               image.nbytes() / static_cast<std::size_t>(image.size(0)));
        m_weightBytes = trace.WeightBytes();
        m_isQuantized = trace.IsQuantized();
        if (m_isQuantized)
        {
            m_note =
                std::string(", weights ") + (trace.IsPerChannel() ? "per channel" : "per tensor") +
                (request.engine.empty() ? ", packed for the fastest engine that takes this file"
                                        : "");
        }
    }

    [[noreturn]] void
    Fail(const ProfileRequest& request, const ScriptTrace& trace, const std::string& problem) const
    {
        std::vector<std::string> shapes;
        for (const at::Tensor& input : m_inputs)
        {
            std::vector<std::string> sizes;
            for (const std::int64_t size : input.sizes())
            {
                sizes.push_back(std::to_string(size));
            }
            shapes.push_back(Join(sizes, "x"));
        }
        const std::string where = trace.Current();
        throw ConfigError({m_file},
                          "",
                          "fails on an input of " + Join(shapes, " and ") +
                              (where.empty() ? "" : " at " + where) + ": " + problem,
                          request.inputs.empty()
                              ? "give the shape that the network is made for, --input 1x3x224x224"
                              : "give the shape that the network is made for");
    }

    std::string m_file;
    torch::jit::Module m_module;
    std::vector<at::Tensor> m_inputs;
    ScriptProgram m_program;
    ScriptProgram::Stack m_arguments; ///< of the program: module, inputs, defaults
    ScriptLayers m_layers;
    double m_weightBytes = 0.0;
    bool m_isQuantized = false;
    std::string m_note;
};

} // namespace

std::unique_ptr<Subject>
MakeScriptSubject(const ProfileRequest& request)
{
    if (!request.engine.empty())
    {
        return std::make_unique<ScriptSubject>(request);
    }
    // Packed weights are stored without an engine, and not every engine takes all of them: the
    // first that does, fastest first.
    std::string problems;
    for (const std::string& engine : QuantizationEngines())
    {
        SetQuantizationEngine(engine);
        try
        {
            return std::make_unique<ScriptSubject>(request);
        }
        catch (const ConfigError& error)
        {
            if (problems.empty())
            {
                problems = error.what();
            }
            if (problems.find("quantized") == std::string::npos)
            {
                break; // no other engine will help
            }
        }
    }
    throw ConfigError(problems);
}

} // namespace edgeward
