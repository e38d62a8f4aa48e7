/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/udp-transport.h"

#include "ns3/inet-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(UdpTransport);

TypeId
UdpTransport::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::UdpTransport")
            .SetParent<Transport>()
            .SetGroupName("Edgeward")
            .AddConstructor<UdpTransport>()
            .AddAttribute(
                "FragmentSize",
                "Bytes of message in a datagram, our 30 bytes of prefix not counted (byte).",
                // 1400 + 30 + UDP 8 + IPv4 20 = 1458 fits an Ethernet MTU of 1500 with room for a
                // tunnel
                UintegerValue(1400),
                MakeUintegerAccessor(&UdpTransport::m_fragmentBytes),
                MakeUintegerChecker<std::uint32_t>(64, 65000))
            .AddAttribute("ReassemblyTimeout",
                          "A message that is not whole after this time is given up.",
                          TimeValue(Seconds(30)), // Linux' net.ipv4.ipfrag_time
                          MakeTimeAccessor(&UdpTransport::m_timeout),
                          MakeTimeChecker(MilliSeconds(1)));
    return tid;
}

void
UdpTransport::Start()
{
    m_sockets.resize(m_endpoints.size());
    m_nextNumber.assign(m_endpoints.size(), 0);
    m_pending.assign(m_endpoints.size(), 0);
    for (NodeId id = 0; id < m_endpoints.size(); id++)
    {
        if (m_endpoints[id].node)
        {
            m_sockets[id] = MakeSocket(id, "ns3::UdpSocketFactory", m_port);
            m_nodeOf[PeekPointer(m_sockets[id])] = id;
            m_sockets[id]->SetRecvCallback(MakeCallback(&UdpTransport::HandleRead, this));
        }
    }
}

void
UdpTransport::Send(NodeId from, NodeId to, const Message& sent)
{
    CheckSend(from, to);
    const Message message = sent.InBytes();
    FragmentPrefix prefix;
    prefix.frame = MakeFramePrefix(from, message);
    if (!m_endpoints[from].isUp)
    {
        m_lost(from, to, message.TotalBytes());
        return;
    }
    prefix.number = m_nextNumber[from]++;
    const Key key{from, prefix.number};
    UnderWay& way = m_underWay[key];
    way.to = to;
    way.bytes = message.TotalBytes();
    way.expiry = Simulator::Now() + m_timeout;
    way.arrived.header.resize(message.header.size());
    way.arrived.payloadBytes = message.payloadBytes;
    m_pending[from] += way.bytes;
    m_expiries.emplace_back(way.expiry, key);
    if (m_sweep.IsExpired())
    {
        m_sweep = Simulator::Schedule(m_timeout, &UdpTransport::Sweep, this);
    }
    const std::uint64_t total = message.TotalBytes();
    do
    {
        const auto size = std::min<std::uint64_t>(m_fragmentBytes, total - prefix.offset);
        SendFragment(m_sockets[from], to, prefix, message, size);
        prefix.offset += size;
    } while (prefix.offset < total);
}

void
UdpTransport::SendFragment(Ptr<Socket> socket,
                           NodeId to,
                           const FragmentPrefix& prefix,
                           const Message& message,
                           std::uint64_t size) const
{
    std::vector<std::uint8_t> bytes;
    prefix.Encode(bytes);
    const std::uint64_t end = prefix.offset + size;
    const auto headerFrom = std::min<std::uint64_t>(prefix.offset, message.header.size());
    const auto headerTo = std::min<std::uint64_t>(end, message.header.size());
    bytes.insert(
        bytes.end(), message.header.begin() + headerFrom, message.header.begin() + headerTo);
    auto packet = Create<Packet>(bytes.data(), bytes.size());
    const std::uint64_t payload = size - (headerTo - headerFrom);
    if (payload > 0)
    {
        packet->AddAtEnd(Create<Packet>(payload));
    }
    socket->SendTo(packet, 0, InetSocketAddress(m_endpoints[to].address, m_port));
}

void
UdpTransport::HandleRead(Ptr<Socket> socket)
{
    const NodeId at = m_nodeOf.at(PeekPointer(socket));
    while (auto packet = socket->Recv())
    {
        if (m_endpoints[at].isUp && !HandleDatagram(at, packet))
        {
            m_foreign(at);
        }
    }
}

bool
UdpTransport::HandleDatagram(NodeId at, Ptr<Packet> packet)
{
    if (packet->GetSize() < FragmentPrefix::SIZE)
    {
        return false;
    }
    std::array<std::uint8_t, FragmentPrefix::SIZE> start;
    packet->CopyData(start.data(), start.size());
    const auto prefix = FragmentPrefix::Decode(start.data());
    const auto entry =
        prefix ? m_underWay.find({prefix->frame.from, prefix->number}) : m_underWay.end();
    if (entry == m_underWay.end() || entry->second.to != at ||
        !Accept(entry->second, *prefix, *packet))
    {
        return false;
    }
    if (entry->second.arrivedBytes == entry->second.bytes)
    {
        const Message message = std::move(entry->second.arrived);
        m_pending[prefix->frame.from] -= entry->second.bytes;
        m_underWay.erase(entry);
        Deliver(prefix->frame.from, at, message);
    }
    return true;
}

bool
UdpTransport::Accept(UnderWay& way, const FragmentPrefix& prefix, const Packet& packet)
{
    const std::uint64_t size = packet.GetSize() - FragmentPrefix::SIZE;
    const std::uint64_t end = prefix.offset + size;
    if (prefix.frame.headerBytes != way.arrived.header.size() ||
        prefix.frame.payloadBytes != way.arrived.payloadBytes || end > way.bytes ||
        (size == 0 && way.bytes > 0))
    {
        return false;
    }
    const auto next = way.parts.lower_bound(prefix.offset);
    const bool hitsNext = next != way.parts.end() && next->first < end;
    const bool hitsSame = next != way.parts.end() && next->first == prefix.offset;
    const bool hitsPrevious = next != way.parts.begin() &&
                              std::prev(next)->first + std::prev(next)->second > prefix.offset;
    if (hitsNext || hitsSame || hitsPrevious)
    {
        return false; // a duplicate, or an overlap that none of our senders makes
    }
    way.parts.emplace(prefix.offset, size);
    way.arrivedBytes += size;
    if (prefix.offset < prefix.frame.headerBytes)
    {
        const auto headerEnd = std::min<std::uint64_t>(end, prefix.frame.headerBytes);
        std::vector<std::uint8_t> bytes(FragmentPrefix::SIZE + headerEnd - prefix.offset);
        packet.CopyData(bytes.data(), bytes.size());
        std::copy(bytes.begin() + FragmentPrefix::SIZE,
                  bytes.end(),
                  way.arrived.header.begin() + prefix.offset);
    }
    return true;
}

std::uint64_t
UdpTransport::GetPendingBytes(NodeId node) const
{
    return m_pending.at(node);
}

void
UdpTransport::GiveUp(std::map<Key, UnderWay>::iterator entry)
{
    const NodeId from = entry->first.first;
    const NodeId to = entry->second.to;
    const std::uint64_t bytes = entry->second.bytes;
    m_pending[from] -= bytes;
    m_underWay.erase(entry);
    m_lost(from, to, bytes);
}

void
UdpTransport::SetNodeUp(NodeId node, bool isUp)
{
    m_endpoints.at(node).isUp = isUp;
    if (isUp)
    {
        return;
    }
    for (auto entry = m_underWay.begin(); entry != m_underWay.end();)
    {
        const auto current = entry++;
        if (current->first.first == node || current->second.to == node)
        {
            GiveUp(current);
        }
    }
}

void
UdpTransport::Sweep()
{
    while (!m_expiries.empty() && m_expiries.front().first <= Simulator::Now())
    {
        const auto entry = m_underWay.find(m_expiries.front().second);
        m_expiries.pop_front();
        // The number may have come round to a younger message.
        if (entry != m_underWay.end() && entry->second.expiry <= Simulator::Now())
        {
            GiveUp(entry);
        }
    }
    if (!m_expiries.empty())
    {
        m_sweep = Simulator::Schedule(
            m_expiries.front().first - Simulator::Now(), &UdpTransport::Sweep, this);
    }
}

FlowProtocol
UdpTransport::Protocol() const
{
    FlowProtocol protocol;
    protocol.isStream = false;
    protocol.segmentBytes = m_fragmentBytes;
    protocol.headerBytes = FragmentPrefix::SIZE + 28; // UDP 8, IPv4 20
    protocol.prefixBytes = 0;
    protocol.packetsPerAck = 0;
    return protocol;
}

void
UdpTransport::DoDispose()
{
    m_sweep.Cancel();
    for (auto& socket : m_sockets)
    {
        if (socket)
        {
            socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        }
    }
    m_sockets.clear();
    m_nodeOf.clear();
    m_underWay.clear();
    m_expiries.clear();
    Transport::DoDispose();
}

} // namespace edgeward
