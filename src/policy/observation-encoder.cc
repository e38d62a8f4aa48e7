/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/observation-encoder.h"

#include "base/text.h"
#include "policy/outcome-prediction.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace edgeward
{

namespace
{

// Scales are the orders of magnitude of the systems in the field; a value there is encoded as 0.5.
constexpr double DEADLINE_SCALE = 0.5;   // s
constexpr double TIME_SCALE = 0.1;       // s
constexpr double INPUT_SCALE = 50e3;     // bytes, a JPEG of 224 x 224 to 500 x 500 pixels
constexpr double RATE_SCALE = 20e6;      // bit/s
constexpr double PENDING_SCALE = 4.0;    // requests
constexpr double SINCE_LAST_SCALE = 1.0; // s
constexpr double ENERGY_SCALE = 0.2; // J, 50 ms at the 4 W that a Raspberry Pi 4 draws above idle
constexpr double AGE_SCALE = 1.0;    // s

/** x / (x + scale): 0 at 0 and below, 1 at infinity. */
double
Ratio(double x, double scale)
{
    constexpr double HUGE_RATIO = 1e12;
    return x < HUGE_RATIO * scale ? std::max(x, 0.0) / (std::max(x, 0.0) + scale) : 1.0;
}

ObservationField
RatioField(const std::string& name, const std::string& unit, double scale, std::size_t count)
{
    return {name, unit, "x/(x+" + FormatDouble(scale) + ")", 0.0, 1.0, count};
}

/** What is encoded about the request and its device, and about one node, in the order of the spec.
 */
constexpr std::size_t COMMON_FIELDS = 8;
constexpr std::size_t NODE_FIELDS = 9;

/** Which of several networks the request asks for, one number each. */
ObservationField
NetworkField(const std::vector<DnnInfo>& dnns)
{
    std::vector<std::string> names;
    for (const DnnInfo& dnn : dnns)
    {
        names.push_back(dnn.name);
    }
    return {"network", "1", "1 for the one of " + Join(names, ", "), 0.0, 1.0, dnns.size()};
}

/** (deadline - latency) / deadline within [-1, 1]; 1 without deadline. */
double
Slack(std::int64_t deadlineNs, std::int64_t latencyNs)
{
    if (deadlineNs <= 0)
    {
        return 1.0;
    }
    return std::clamp(
        static_cast<double>(deadlineNs - latencyNs) / static_cast<double>(deadlineNs), -1.0, 1.0);
}

} // namespace

ObservationEncoder::ObservationEncoder(const PolicyEnvironment& environment)
    : m_environment(environment)
    , m_actions(environment)
{
    const std::size_t nodes = environment.Positions();
    std::vector<ObservationField> fields{
        RatioField("deadline", "s", DEADLINE_SCALE, 1),
        {"accuracyFloor", "1", "x", 0.0, 1.0, 1},
        {"allowedVariants", "1", "share of all variants", 0.0, 1.0, 1},
        RatioField("inputBytes", "B", INPUT_SCALE, 1),
        {"battery", "1", "x", 0.0, 1.0, 1},
        RatioField("linkRate", "bit/s", RATE_SCALE, 1),
        RatioField("ownPending", "requests", PENDING_SCALE, 1),
        RatioField("secondsSinceLast", "s", SINCE_LAST_SCALE, 1),
        {"reachable", "1", "0 or 1", 0.0, 1.0, nodes},
        RatioField("backlog", "s", TIME_SCALE, nodes),
        {"utilization", "1", "x", 0.0, 1.0, nodes},
        RatioField("upload", "s", TIME_SCALE, nodes),
        RatioField("return", "s", TIME_SCALE, nodes),
        RatioField("fastestService", "s", TIME_SCALE, nodes),
        RatioField("deviceEnergy", "J", ENERGY_SCALE, nodes),
        {"slack",
         "1",
         "(deadline-latency)/deadline of the fastest variant, within -1..1",
         -1.0,
         1.0,
         nodes},
        RatioField("age", "s", AGE_SCALE, nodes),
    };
    // A single network needs no telling.
    if (environment.dnns.size() > 1)
    {
        fields.push_back(NetworkField(environment.dnns));
    }
    m_spec = ObservationSpec(std::move(fields));
}

const ObservationSpec&
ObservationEncoder::Spec() const
{
    return m_spec;
}

void
ObservationEncoder::Encode(const DecisionContext& context, Observation& observation) const
{
    const std::size_t nodes = m_actions.Positions();
    if (context.nodes.size() != nodes)
    {
        throw std::logic_error("ObservationEncoder: a context of another environment");
    }
    observation.resize(m_spec.Size());
    const InferenceRequest& request = context.request;
    const double deadlineSeconds = static_cast<double>(request.deadlineNs) * 1e-9;
    const std::array<double, COMMON_FIELDS> common{
        request.deadlineNs > 0 ? Ratio(deadlineSeconds, DEADLINE_SCALE) : 1.0,
        std::clamp(request.accuracyFloor, 0.0, 1.0),
        m_actions.AllowedShare(request),
        Ratio(static_cast<double>(request.inputBytes), INPUT_SCALE),
        std::clamp(context.batteryFraction, 0.0, 1.0),
        Ratio(context.linkRateBps, RATE_SCALE),
        Ratio(context.ownPending, PENDING_SCALE),
        Ratio(context.secondsSinceLast, SINCE_LAST_SCALE),
    };
    std::copy(common.begin(), common.end(), observation.begin());
    for (std::size_t position = 0; position < nodes; ++position)
    {
        std::array<double, NODE_FIELDS> fields{0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 1.0};
        if (m_actions.IsPositionAllowed(context, position))
        {
            const NodeState& node = context.nodes[position];
            const VariantId fastest = m_actions.FastestVariant(context, position);
            const double service = m_environment.nodes[node.id].serviceSeconds[fastest];
            fields = {
                1.0,
                Ratio(node.backlogSeconds, TIME_SCALE),
                std::clamp(node.utilization, 0.0, 1.0),
                Ratio(node.uploadSeconds, TIME_SCALE),
                Ratio(node.returnSeconds, TIME_SCALE),
                Ratio(service, TIME_SCALE),
                Ratio(PredictDeviceJoule(m_environment, context, position, fastest), ENERGY_SCALE),
                Slack(request.deadlineNs,
                      PredictLatencyNs(m_environment, context, position, fastest)),
                Ratio(node.ageSeconds, AGE_SCALE)};
        }
        for (std::size_t field = 0; field < NODE_FIELDS; ++field)
        {
            observation[COMMON_FIELDS + field * nodes + position] =
                static_cast<float>(fields[field]);
        }
    }
    const std::size_t networks = COMMON_FIELDS + NODE_FIELDS * nodes;
    for (std::size_t dnn = 0; networks + dnn < observation.size(); ++dnn)
    {
        observation[networks + dnn] = dnn == request.dnn ? 1.0F : 0.0F;
    }
}

} // namespace edgeward
