/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_TUNING_H
#define EDGEWARD_NET_FLOW_TUNING_H

namespace edgeward
{

/**
 * What packets say about an access network that its flow model does not: few numbers, fitted by
 * "edgeward calibrate". The defaults leave the model as it is.
 */
struct FlowTuning
{
    static constexpr double LEAST_GOODPUT = 0.05;
    static constexpr double MOST_GOODPUT = 2.0;
    static constexpr double LEAST_CONTENTION = -0.5;
    static constexpr double MOST_CONTENTION = 20.0;
    static constexpr double MOST_LATENCY_SECONDS = 1.0;

    double goodput = 1.0;    ///< a sender alone is that many times as fast as the model says
    double contention = 0.0; ///< share of the sending time that is lost beside what the model says
                             ///< if very many send at a time
    double latencySeconds = 0.0; ///< added to every message's way through the network, >= 0
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_TUNING_H
