/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_BACKGROUND_LOAD_H
#define EDGEWARD_COMPUTE_BACKGROUND_LOAD_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <functional>

namespace edgeward
{

/**
 * Work that other programs bring to a processor: a renewal process of jobs, which may be switched
 * on and off.
 *
 * With exponential times everywhere it is a Poisson process, or an interrupted Poisson process if
 * on and off periods are given (Kuczura, "The interrupted Poisson process as an overflow process",
 * BSTJ 52(3), 1973). The time to the next arrival stands still in off periods, which changes
 * nothing for exponential interarrival times and keeps the rate in on periods for every other.
 */
class BackgroundLoad
{
  public:
    using SubmitCallback = std::function<void(ns3::Time service)>;

    /** What the load is drawn from, all in seconds; null on and off: always on. */
    struct Variables
    {
        ns3::Ptr<ns3::RandomVariableStream> interarrival;
        ns3::Ptr<ns3::RandomVariableStream> service;
        ns3::Ptr<ns3::RandomVariableStream> on;
        ns3::Ptr<ns3::RandomVariableStream> off;
    };

    BackgroundLoad() = default;
    BackgroundLoad(const BackgroundLoad&) = delete;
    BackgroundLoad& operator=(const BackgroundLoad&) = delete;
    ~BackgroundLoad();

    /**
     * Begin with an on period; the first job comes after one interarrival time. Interarrival times
     * and periods are at least 1 ns.
     */
    void Start(const Variables& variables, SubmitCallback submit);

    void Stop();

    /** Whether jobs come at present. */
    bool IsOn() const;

  private:
    void Arrive();
    void SwitchOn();
    void SwitchOff();

    Variables m_variables;
    SubmitCallback m_submit;
    bool m_isOn = false;
    ns3::Time m_untilArrival; ///< time to the next arrival, as of the beginning of the off period
    ns3::EventId m_arrival;
    ns3::EventId m_switch;
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_BACKGROUND_LOAD_H
