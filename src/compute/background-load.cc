/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/background-load.h"

#include "compute/time-math.h"

#include "ns3/simulator.h"

namespace edgeward
{

using namespace ns3;

namespace
{

/** A period or interarrival time; never 0, or time would stand still. */
Time
DrawPeriod(const Ptr<RandomVariableStream>& variable)
{
    return SecondsToTime(variable->GetValue(), NanoSeconds(1));
}

} // namespace

BackgroundLoad::~BackgroundLoad()
{
    Stop();
}

void
BackgroundLoad::Start(const Variables& variables, SubmitCallback submit)
{
    m_variables = variables;
    m_submit = std::move(submit);
    m_untilArrival = DrawPeriod(m_variables.interarrival);
    SwitchOn();
}

void
BackgroundLoad::Stop()
{
    m_arrival.Cancel();
    m_switch.Cancel();
    m_isOn = false;
    m_submit = nullptr;
}

bool
BackgroundLoad::IsOn() const
{
    return m_isOn;
}

void
BackgroundLoad::Arrive()
{
    m_arrival =
        Simulator::Schedule(DrawPeriod(m_variables.interarrival), &BackgroundLoad::Arrive, this);
    m_submit(SecondsToTime(m_variables.service->GetValue()));
}

void
BackgroundLoad::SwitchOn()
{
    m_isOn = true;
    m_arrival = Simulator::Schedule(m_untilArrival, &BackgroundLoad::Arrive, this);
    if (m_variables.on)
    {
        m_switch =
            Simulator::Schedule(DrawPeriod(m_variables.on), &BackgroundLoad::SwitchOff, this);
    }
}

void
BackgroundLoad::SwitchOff()
{
    m_isOn = false;
    m_untilArrival = Simulator::GetDelayLeft(m_arrival);
    Simulator::Remove(m_arrival);
    m_switch = Simulator::Schedule(DrawPeriod(m_variables.off), &BackgroundLoad::SwitchOn, this);
}

} // namespace edgeward
