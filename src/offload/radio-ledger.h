/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_RADIO_LEDGER_H
#define EDGEWARD_OFFLOAD_RADIO_LEDGER_H

#include "base/ids.h"

#include <functional>
#include <vector>

namespace edgeward
{

/**
 * Divides the energy that a device's radio draws above idle among the requests that had bytes under
 * way.
 *
 * Whenever a transfer begins or ends, what the radio drew since the last change is shared equally
 * among the requests then under way; with none under way it stays unattributed (beacons,
 * acknowledgements, state reports). The sum of all shares and the unattributed rest is what the
 * radio drew above idle, exactly.
 */
class RadioLedger
{
  public:
    /** @return energy above idle that the radio of @p device drew so far (J). */
    using Meter = std::function<double(NodeId device)>;

    RadioLedger(std::size_t devices, Meter meter);

    /** A transfer of @p request begins at @p device; a second one of the same request counts once.
     */
    void Begin(NodeId device, RequestId request);

    /** The transfers of @p request at @p device are over. No effect if none is under way. */
    void End(NodeId device, RequestId request);

    /** The energy of @p request at @p device so far (J), and forget it. */
    double Close(NodeId device, RequestId request);

    /** Energy of @p device that belongs to no request (J). */
    double Unattributed(NodeId device);

  private:
    /** What a request has used so far. */
    struct Share
    {
        RequestId request = 0;
        bool isActive = false; ///< it has bytes under way
        double joule = 0.0;
    };

    struct Account
    {
        double last = 0.0; ///< meter reading at the last change (J)
        double unattributed = 0.0;
        std::size_t active = 0;    ///< how many of them are
        std::vector<Share> shares; ///< in no order: a device has few requests at a time

        /** Null if there is none. */
        Share* Find(RequestId request);
    };

    /** Divide what was drawn since the last change. */
    void Settle(NodeId device);

    Meter m_meter;
    std::vector<Account> m_accounts;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_RADIO_LEDGER_H
