/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_REQUEST_TRACKER_H
#define EDGEWARD_OFFLOAD_REQUEST_TRACKER_H

#include "base/record.h"
#include "offload/radio-ledger.h"
#include "offload/request-table.h"

#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <map>
#include <memory>

namespace edgeward
{

/**
 * The measuring instrument: follows every request from arrival to its one end and writes its
 * record.
 *
 * It is not part of the protocol: no node learns anything from it. Late news of a request that has
 * ended (a server that finishes what was given up) is ignored.
 */
class RequestTracker : public ns3::Object
{
  public:
    /** Called for every request at its end, in order of the ends. */
    using EndCallback = std::function<void(const RequestRecord&)>;

    static ns3::TypeId GetTypeId();

    RequestTracker();
    ~RequestTracker() override;

    void SetEndCallback(EndCallback callback);

    /** @param meter radio energy above idle by device (J) */
    void SetRadioMeter(std::size_t devices, RadioLedger::Meter meter);

    /** A request arrives; its id is given here, dense from 0. @return the request with its id */
    InferenceRequest Arrive(InferenceRequest request);

    /** The plan is known at the device. */
    void Decide(RequestId request, const Plan& plan, std::int64_t stateAgeNs);

    /** A continuation of the plan was decided at an exit: stages beyond the known ones are
     * appended. */
    void Extend(RequestId request, const Plan& plan);

    /** Input of @p stage leaves a node; @p bytes is the payload. */
    void SendInput(RequestId request, std::uint16_t stage, std::uint64_t bytes);

    /** All inputs of @p stage are there; @p feeder is the stage whose output came last, -1: the
     * request's own input. */
    void Ready(RequestId request, std::uint16_t stage, std::int32_t feeder);

    /** @p stage was executed from @p startNs to @p endNs and caused @p joule at its node; the first
     * @p loadingNs went into loading its model. */
    void Execute(RequestId request,
                 std::uint16_t stage,
                 std::int64_t startNs,
                 std::int64_t endNs,
                 double joule,
                 std::int64_t loadingNs = 0);

    /** An exit rule ended the inference after @p stage. */
    void Exit(RequestId request, std::uint16_t stage);

    /** A decision for @p request cost @p joule at @p node. */
    void AddDecisionEnergy(RequestId request, NodeId node, double joule);

    /** Energy of all decisions at @p node so far (J). */
    double GetDecisionJoule(NodeId node) const;

    /** The device's radio begins or ends to move bytes of the request; @p txBytes and @p rxBytes
     * are counted. */
    void BeginRadio(RequestId request, std::uint64_t txBytes, std::uint64_t rxBytes);
    void EndRadio(RequestId request);

    void Complete(RequestId request,
                  std::uint16_t finalStage,
                  std::int64_t resultSentNs,
                  double accuracy);
    void Reject(RequestId request, const std::string& reason);
    void Drop(RequestId request, const std::string& reason);

    /** The simulation is over: what is in flight becomes unfinished, in order of arrival. */
    void FinishAll();

    /** Whether the request has arrived and not ended. */
    bool IsActive(RequestId request) const;

    /** The record so far. @pre IsActive(request) */
    const RequestRecord& Peek(RequestId request) const;

    /** Requests so far. */
    std::uint64_t GetGenerated() const;

    /** Radio energy above idle of @p device that belongs to no request (J). */
    double GetUnattributedRadioJoule(NodeId device);

    /** TracedCallback signatures. */
    typedef void (*RequestTracedCallback)(const InferenceRequest& request);
    typedef void (*DecidedTracedCallback)(RequestId request, const Plan& plan);
    typedef void (*StageTracedCallback)(RequestId request, std::uint16_t stage, NodeId node);
    typedef void (*EndedTracedCallback)(const RequestRecord& record);

  protected:
    void DoDispose() override;

  private:
    RequestRecord* Find(RequestId request);
    StageRecord* FindStage(RequestId request, std::uint16_t stage);
    void AddEnergy(RequestRecord& record, NodeId node, EnergyComponent component, double joule);
    void End(RequestId request, Outcome outcome, const std::string& reason);

    RequestTable m_active;
    std::unique_ptr<RadioLedger> m_radio;
    EndCallback m_endCallback;
    std::map<NodeId, double> m_decisionJoule;

    ns3::TracedCallback<const InferenceRequest&> m_arrivedTrace;
    ns3::TracedCallback<RequestId, const Plan&> m_decidedTrace;
    ns3::TracedCallback<RequestId, std::uint16_t, NodeId> m_readyTrace;
    ns3::TracedCallback<RequestId, std::uint16_t, NodeId> m_executedTrace;
    ns3::TracedCallback<const RequestRecord&> m_endedTrace;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_REQUEST_TRACKER_H
