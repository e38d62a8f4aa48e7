/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-misfit.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

constexpr double LEAST_ERROR = 0.01; ///< nothing is known better (relative)
constexpr double HIGH = 0.95;

constexpr double NO_REQUESTS = 1e6; ///< misfit: more than e^5 off in all three

/** How many standard errors lie between two numbers, squared. */
double
SquaredErrors(double a, double b, double error)
{
    const double errors = std::log(a / b) / error;
    return errors * errors;
}

double
MeanError(const NetworkOutcome& outcome)
{
    const double mean = outcome.MeanSeconds();
    double squares = 0.0;
    for (const double seconds : outcome.seconds)
    {
        squares += (seconds / mean - 1.0) * (seconds / mean - 1.0);
    }
    return std::sqrt(squares) / static_cast<double>(outcome.seconds.size());
}

double
QuantileError(const NetworkOutcome& outcome, double share)
{
    const auto n = static_cast<double>(outcome.seconds.size());
    const double shift = std::sqrt(share * (1.0 - share) / n);
    const double high = outcome.QuantileSeconds(std::min(1.0, share + shift));
    const double low = outcome.QuantileSeconds(std::max(0.0, share - shift));
    return 0.5 * (high - low) / outcome.QuantileSeconds(share);
}

/** Standard deviation of ln(flows / packets); 0 of a single one. */
template <typename Value>
double
Spread(const std::vector<NetworkOutcome>& flow,
       const std::vector<NetworkOutcome>& packet,
       Value value)
{
    double sum = 0.0;
    double squares = 0.0;
    double count = 0.0;
    for (std::size_t i = 0; i < packet.size(); ++i)
    {
        const double ratio = value(flow[i]) / value(packet[i]);
        if (ratio > 0.0) // not without requests
        {
            sum += std::log(ratio);
            squares += std::log(ratio) * std::log(ratio);
            ++count;
        }
    }
    return count < 2.0 ? 0.0
                       : std::sqrt(std::max(0.0, squares - sum * sum / count) / (count - 1.0));
}

} // namespace

FlowErrors
ErrorsOfRequests(const NetworkOutcome& packet)
{
    const double count = 1.0 / std::sqrt(static_cast<double>(packet.seconds.size()));
    return {std::max(LEAST_ERROR, MeanError(packet)),
            std::max(LEAST_ERROR, QuantileError(packet, 0.5)),
            std::max(LEAST_ERROR, QuantileError(packet, HIGH)),
            std::max(LEAST_ERROR, count)};
}

FlowErrors
ErrorsOfReplications(const std::vector<NetworkOutcome>& flow,
                     const std::vector<NetworkOutcome>& packet)
{
    FlowErrors mean;
    const double share = 1.0 / static_cast<double>(packet.size());
    for (const NetworkOutcome& outcome : packet)
    {
        const FlowErrors errors = ErrorsOfRequests(outcome);
        mean.mean += share * errors.mean;
        mean.median += share * errors.median;
        mean.high += share * errors.high;
        mean.goodput += share * errors.goodput;
    }
    const auto quantile = [](double at) {
        return [at](const NetworkOutcome& outcome) { return outcome.QuantileSeconds(at); };
    };
    const auto average = [](const NetworkOutcome& outcome) { return outcome.MeanSeconds(); };
    const auto goodput = [](const NetworkOutcome& outcome) { return outcome.goodputBps; };
    return {std::max(mean.mean, Spread(flow, packet, average)),
            std::max(mean.median, Spread(flow, packet, quantile(0.5))),
            std::max(mean.high, Spread(flow, packet, quantile(HIGH))),
            std::max(mean.goodput, Spread(flow, packet, goodput))};
}

double
SpreadOfMeans(const std::vector<NetworkOutcome>& flow, const std::vector<NetworkOutcome>& packet)
{
    return Spread(
        flow, packet, [](const NetworkOutcome& outcome) { return outcome.MeanSeconds(); });
}

double
GoodputMisfitOf(const NetworkOutcome& flow, const NetworkOutcome& packet, const FlowErrors& errors)
{
    return flow.seconds.empty() ? NO_REQUESTS
                                : SquaredErrors(flow.goodputBps, packet.goodputBps, errors.goodput);
}

double
FlowMisfitOf(const NetworkOutcome& flow, const NetworkOutcome& packet, const FlowErrors& errors)
{
    if (flow.seconds.empty())
    {
        return NO_REQUESTS;
    }
    const auto quantile = [&](double share, double error) {
        return SquaredErrors(flow.QuantileSeconds(share), packet.QuantileSeconds(share), error);
    };
    return SquaredErrors(flow.MeanSeconds(), packet.MeanSeconds(), errors.mean) +
           quantile(0.5, errors.median) + quantile(HIGH, errors.high);
}

} // namespace edgeward
