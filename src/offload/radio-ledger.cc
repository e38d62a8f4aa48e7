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

RadioLedger::Share*
RadioLedger::Account::Find(RequestId request)
{
    for (Share& share : shares)
    {
        if (share.request == request)
        {
            return &share;
        }
    }
    return nullptr;
}

void
RadioLedger::Settle(NodeId device)
{
    Account& account = m_accounts[device];
    const double now = m_meter(device);
    const double drawn = now - account.last;
    account.last = now;
    if (account.active == 0)
    {
        account.unattributed += drawn;
        return;
    }
    const double part = drawn / static_cast<double>(account.active);
    for (Share& share : account.shares)
    {
        share.joule += share.isActive ? part : 0.0;
    }
}

void
RadioLedger::Begin(NodeId device, RequestId request)
{
    Settle(device);
    Account& account = m_accounts[device];
    Share* share = account.Find(request);
    if (!share)
    {
        share = &account.shares.emplace_back();
        share->request = request;
    }
    account.active += share->isActive ? 0 : 1;
    share->isActive = true;
}

void
RadioLedger::End(NodeId device, RequestId request)
{
    Account& account = m_accounts[device];
    Share* share = account.Find(request);
    if (share && share->isActive)
    {
        Settle(device);
        share->isActive = false;
        --account.active;
    }
}

double
RadioLedger::Close(NodeId device, RequestId request)
{
    End(device, request);
    Account& account = m_accounts[device];
    Share* share = account.Find(request);
    if (!share)
    {
        return 0.0;
    }
    const double joule = share->joule;
    *share = account.shares.back();
    account.shares.pop_back();
    return joule;
}

double
RadioLedger::Unattributed(NodeId device)
{
    Settle(device);
    return m_accounts[device].unattributed;
}

} // namespace edgeward
