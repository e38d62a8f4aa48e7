/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/radio-ledger.h"

namespace edgeward
{

RadioLedger::RadioLedger(std::size_t devices, Meter meter)
    : m_meter(std::move(meter))
    , m_accounts(devices)
{
}

void
RadioLedger::Settle(NodeId device)
{
    Account& account = m_accounts[device];
    const double now = m_meter(device);
    const double drawn = now - account.last;
    account.last = now;
    if (account.active.empty())
    {
        account.unattributed += drawn;
        return;
    }
    const double share = drawn / static_cast<double>(account.active.size());
    for (const RequestId request : account.active)
    {
        account.shares[request] += share;
    }
}

void
RadioLedger::Begin(NodeId device, RequestId request)
{
    Settle(device);
    m_accounts[device].active.insert(request);
}

void
RadioLedger::End(NodeId device, RequestId request)
{
    Account& account = m_accounts[device];
    if (account.active.count(request) > 0)
    {
        Settle(device);
        account.active.erase(request);
    }
}

double
RadioLedger::Close(NodeId device, RequestId request)
{
    End(device, request);
    std::map<RequestId, double>& shares = m_accounts[device].shares;
    const auto found = shares.find(request);
    const double joule = found == shares.end() ? 0.0 : found->second;
    shares.erase(request);
    return joule;
}

double
RadioLedger::Unattributed(NodeId device)
{
    Settle(device);
    return m_accounts[device].unattributed;
}

} // namespace edgeward
