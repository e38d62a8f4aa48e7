/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_REQUEST_SOURCE_H
#define EDGEWARD_OFFLOAD_REQUEST_SOURCE_H

#include "base/request.h"
#include "offload/load-profile.h"

#include "ns3/application.h"
#include "ns3/event-id.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-stream.h"

#include <array>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace edgeward
{

/**
 * The workload of one device: when requests arrive and what each asks for. All draws come from
 * streams of its own and in the same order whatever becomes of the requests, so that every policy
 * faces the same arrivals. Some requests are drawn in advance: what a random variable is told to do
 * differently during a run holds from the next ones on, another variable at once.
 *
 * Random variables: interarrival time (s), deadline (s), input size (bytes), accuracy floor, sample
 * number.
 */
class RequestSource : public ns3::Application
{
  public:
    /** Takes each request at its arrival; id, device and arrival time are not set yet. */
    using Taker = std::function<void(const InferenceRequest&)>;

    static ns3::TypeId GetTypeId();

    RequestSource();
    ~RequestSource() override;

    /** A source with the same attributes, floors, load profile and network, but without variables,
     * streams and taker. Making an ns-3 object anew takes twenty times as long. */
    ns3::Ptr<RequestSource> CopyWithoutVariables() const;

    /** Who takes the requests; before the start. */
    void SetTaker(Taker taker);

    /** @param floors (accuracy 0..1, weight > 0); empty: no floor */
    void SetAccuracyFloors(const std::vector<std::pair<double, double>>& floors);

    /** How often requests come varies over time; before the start. */
    void SetLoadProfile(LoadProfile profile);

    /** What attributes set one by one. @param deadline null: none */
    void SetVariables(ns3::Ptr<ns3::RandomVariableStream> interarrival,
                      ns3::Ptr<ns3::RandomVariableStream> deadline,
                      ns3::Ptr<ns3::RandomVariableStream> inputBytes);

    /** Network that the requests ask for. */
    void SetDnn(DnnId dnn);

    /** Which of the streams of AssignStreams() a variable has, from 0. */
    static constexpr std::int64_t INTERARRIVAL_STREAM = 0;
    static constexpr std::int64_t DEADLINE_STREAM = 1;
    static constexpr std::int64_t INPUT_BYTES_STREAM = 2;
    static constexpr std::int64_t FLOOR_STREAM = 3;
    static constexpr std::int64_t SAMPLE_STREAM = 4;

    // From ns-3.43 on the base class has a virtual of this name.
    std::int64_t AssignStreams(std::int64_t stream);

  protected:
    void DoDispose() override;

  private:
    /** What is random about a request. */
    struct Drawn
    {
        double clockSeconds = 0.0; ///< since the one before, on the load profile's clock
        double accuracyFloor = 0.0;
        std::uint64_t inputBytes = 0;
        std::int64_t deadlineNs = 0;
        std::uint32_t sample = 0;
    };

    /** Requests drawn at a time: with thousands of devices generators have gone from the cache when
     * the next one comes. */
    static constexpr std::size_t AHEAD = 8;

    RequestSource(const RequestSource& other);
    RequestSource& operator=(const RequestSource&) = delete;

    void StartApplication() override;
    void StopApplication() override;
    void ScheduleNext();
    void Arrive();
    /** Draw the next AHEAD requests. */
    void DrawAhead();
    double DrawFloor();
    void SetInterarrival(ns3::Ptr<ns3::RandomVariableStream> variable);
    ns3::Ptr<ns3::RandomVariableStream> GetInterarrival() const;
    void SetDeadline(ns3::Ptr<ns3::RandomVariableStream> variable);
    ns3::Ptr<ns3::RandomVariableStream> GetDeadline() const;
    void SetInputBytes(ns3::Ptr<ns3::RandomVariableStream> variable);
    ns3::Ptr<ns3::RandomVariableStream> GetInputBytes() const;

    // What every request needs stands in front.
    std::size_t m_at = AHEAD; ///< of m_drawn: the next request; AHEAD: none is drawn
    ns3::EventId m_next;
    Taker m_taker;
    std::uint64_t m_resultBytes = 0;
    DnnId m_dnn = 0;
    LoadProfile m_profile;
    std::array<Drawn, AHEAD> m_drawn;
    double m_load = 1.0;
    ns3::Ptr<ns3::RandomVariableStream> m_interarrival;
    ns3::Ptr<ns3::RandomVariableStream> m_deadline;
    ns3::Ptr<ns3::RandomVariableStream> m_inputBytes;
    std::optional<ns3::RngStream> m_floor;  ///< nothing until the start or AssignStreams()
    std::optional<ns3::RngStream> m_sample; ///< the same
    std::vector<std::pair<double, double>> m_floors;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_REQUEST_SOURCE_H
