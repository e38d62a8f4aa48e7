/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-wifi-access.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

using namespace ns3;

namespace
{

constexpr double CONTENTION_SLOTS = 16; ///< CWmin 15 of best effort

} // namespace

NS_OBJECT_ENSURE_REGISTERED(FlowWifiAccess);

TypeId
FlowWifiAccess::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::FlowWifiAccess").SetParent<FlowAccess>().SetGroupName("Edgeward");
    return tid;
}

FlowWifiAccess::FlowWifiAccess(const Config& config)
    : m_config(config)
    , m_noiseWatt(WifiNoiseWatt(config.settings.channelMhz))
    , m_backoff(CreateObject<UniformRandomVariable>())
    , m_senders(config.devices.size() + 1)
    , m_served(config.devices.size())
    , m_rateBps(config.devices.size(), 0.0)
    , m_sendSeconds(config.devices.size(), 0.0)
    , m_sendHeardSeconds(config.devices.size(), 0.0)
{
}

void
FlowWifiAccess::DoAttach()
{
    FlowSharing& sharing = m_progress->Sharing();
    m_air = sharing.AddResource(1.0); // seconds of air a second
    for (std::size_t i = 0; i <= m_config.devices.size(); ++i)
    {
        m_groups.push_back(sharing.AddGroup());
        const Contention contention = ContentionOf(i + 1);
        m_efficiency.push_back(Efficiency(i + 1, contention));
        m_collisions.push_back(contention.collisions);
    }
    // Who misses a block acknowledgement asks for it before sending again (ns3::QosTxop:
    // UseExplicitBarAfterMissedBlockAck).
    const WifiFrameTimes times =
        WifiFrameTimesOf(m_config.settings, m_config.rates.back().rateBps, 1);
    m_retrySeconds = times.gapSeconds + times.askSeconds;
}

double
FlowWifiAccess::Efficiency(std::uint32_t senders, const Contention& contention) const
{
    const double rateBps = m_config.rates.back().rateBps;
    const std::uint64_t mpdu = m_protocol.segmentBytes + m_protocol.headerBytes + WIFI_MPDU_BYTES;
    const WifiFrameTimes times = WifiFrameTimesOf(m_config.settings, rateBps, mpdu);
    const double frame = times.preambleSeconds + 8.0 * times.mpdus * mpdu / rateBps;
    const double alone = frame + times.gapSeconds;
    // A collision takes as long as what collides, and the wait for its acknowledgement.
    const double together = alone +
                            (contention.idleSlots - WIFI_MEAN_BACKOFF_SLOTS) * WIFI_SLOT_SECONDS +
                            contention.collisions * alone;
    return CapacityFor(senders, alone, together);
}

double
FlowWifiAccess::RateNow(NodeId device, bool isUp) const
{
    const auto& station = m_config.devices.at(device);
    const double dbm =
        isUp ? m_config.loss->CalcRxPower(m_config.stationDbm, station, m_config.accessPoint)
             : m_config.loss->CalcRxPower(m_config.accessPointDbm, m_config.accessPoint, station);
    const double watt = 1e-3 * std::pow(10.0, dbm / 10.0);
    return WifiRateFor(m_config.rates, watt / m_noiseWatt);
}

FlowHop
FlowWifiAccess::DoDescribe(NodeId device, bool isUp, std::uint64_t bytes) const
{
    const double rateBps = RateNow(device, isUp);
    const std::uint64_t mpdu = m_protocol.segmentBytes + m_protocol.headerBytes + WIFI_MPDU_BYTES;
    const WifiFrameTimes times = WifiFrameTimesOf(m_config.settings, rateBps, mpdu);
    const std::uint64_t packets = m_protocol.Packets(bytes);
    const double frames = static_cast<double>((packets + times.mpdus - 1) / times.mpdus);

    FlowHop hop;
    hop.wireBits = 8.0 * m_protocol.WireBytes(bytes, WIFI_MPDU_BYTES);
    hop.ackBits = 8.0 * m_protocol.AckWireBytes(bytes, WIFI_MPDU_BYTES);
    const double data = times.preambleSeconds + hop.wireBits / frames / rateBps; // of one frame
    const double acks =
        m_protocol.isStream ? times.preambleSeconds + hop.ackBits / frames / rateBps : 0.0;
    // After a frame: its acknowledgement and contention, and the same for the frame that carries
    // TCP's acknowledgements.
    hop.tailSeconds = times.gapSeconds + (m_protocol.isStream ? acks + times.gapSeconds : 0.0);
    hop.seconds = frames * data + (frames - 1) * hop.tailSeconds;
    // The packets of an aggregate go on one by one (as ns-3 passes them up).
    hop.firstSeconds =
        times.preambleSeconds + 8.0 * m_protocol.FirstWireBytes(bytes, WIFI_MPDU_BYTES) / rateBps;
    hop.senderSeconds = frames * (data + (m_protocol.isStream ? times.blockAckSeconds : 0.0));
    hop.receiverSeconds = frames * (times.blockAckSeconds + acks);
    // A radio that listens receives from the end of a preamble on (ns-3's WifiPhy: CCA_BUSY until
    // then, at the current of an idle radio).
    const double answers = m_protocol.isStream ? WIFI_LEGACY_PREAMBLE_SECONDS : 0.0;
    const double others = m_protocol.isStream ? times.preambleSeconds : 0.0;
    hop.senderHeardSeconds = hop.senderSeconds - frames * (times.preambleSeconds + answers);
    hop.receiverHeardSeconds =
        hop.receiverSeconds - frames * (WIFI_LEGACY_PREAMBLE_SECONDS + others);
    hop.frames = frames;
    hop.frameSeconds = data;
    if (m_protocol.isStream && frames > 1.0)
    {
        const double full = static_cast<double>(times.mpdus) / static_cast<double>(packets);
        const double bits = hop.wireBits / rateBps; // s
        hop.contests = static_cast<std::uint32_t>(frames) - 1;
        hop.fullFrameSeconds = times.preambleSeconds + full * bits;
        hop.lastFrameSeconds = times.preambleSeconds + (1.0 - hop.contests * full) * bits;
    }
    // Senders take turns frame by frame. On average a message comes in the middle of another's
    // frame, so its first turn comes half a frame early.
    hop.weight = static_cast<double>(bytes) / (frames - 0.5);
    hop.resource = m_air;
    hop.queuePackets = m_config.queuePackets;
    hop.group = m_groups.at(isUp ? device : m_config.devices.size());
    hop.device = device;
    hop.isUp = isUp;
    return hop;
}

void
FlowWifiAccess::CountSender(const FlowHop& hop, int change)
{
    const std::uint32_t sender = hop.isUp ? hop.device : m_config.devices.size();
    if (m_senders.Change(sender, change) && m_senders.Busy() > 0)
    {
        m_progress->SetCapacity(m_air, m_efficiency[m_senders.Busy() - 1]);
    }
}

void
FlowWifiAccess::DrawCollisions(FlowHop& hop)
{
    // The next frame and the acknowledgements of the last draw from the same slots.
    for (std::uint32_t i = 1; i <= hop.contests; ++i)
    {
        if (m_backoff->GetValue() * CONTENTION_SLOTS < 1.0)
        {
            const double lost = i == hop.contests ? hop.lastFrameSeconds : hop.fullFrameSeconds;
            hop.seconds += lost + m_retrySeconds;
            hop.senderSeconds += lost;
        }
    }
}

double
FlowWifiAccess::DrawTurns()
{
    const double stations = m_upMessages;
    // Acknowledgements wait for all that send or are to be answered, in any order, and each frame
    // is anybody's.
    const double lost = std::log(stations / (stations + 1.0));
    const auto before = static_cast<int>(m_backoff->GetValue() * m_served.Busy());
    double frames = 0.5; // the rest of the present one
    for (int i = 0; i <= before; ++i)
    {
        frames += std::floor(std::log(1.0 - m_backoff->GetValue()) / lost);
    }
    return frames / stations;
}

void
FlowWifiAccess::BeginAmongAcks(FlowHop& hop)
{
    // A station has something to be acknowledged but in its first frame.
    const double stations = m_upMessages;
    if (m_backoff->GetValue() < std::pow(1.0 - m_acked / stations, stations))
    {
        return;
    }
    const double turns = DrawTurns();
    hop.weight *= (hop.frames - 0.5) / (hop.frames - 1.0 + turns);
    if (hop.frames == 1.0)
    {
        // It goes with the acknowledgements of the station's own messages, whose frame has been
        // counted there, and the next answer with those of another.
        hop.isPassing = true;
        hop.group = FlowSharing::NO_GROUP;
    }
}

void
FlowWifiAccess::CountAcked(const FlowHop& hop, int change)
{
    if (hop.isPassing || (hop.isUp && m_protocol.isStream))
    {
        m_served.Change(hop.device, change);
    }
    if (hop.isUp && m_protocol.isStream)
    {
        m_upMessages += change;
        m_acked = m_upMessages == 0 ? 0.0 : m_acked + change * (1.0 - 1.0 / hop.frames);
    }
}

void
FlowWifiAccess::Begin(FlowHop& hop, std::int64_t nowNs)
{
    // What is more than an answer and has waited behind another message need not again.
    if (!hop.isUp && m_upMessages > 0 && (hop.frames == 1.0 || nowNs != m_downEndNs))
    {
        BeginAmongAcks(hop);
    }
    CountAcked(hop, 1);
    // A free channel is taken at once, a busy one after a backoff.
    const double rest = 1e-9 * static_cast<double>(std::max<std::int64_t>(0, m_freeNs - nowNs));
    if (m_senders.Busy() > 0)
    {
        hop.seconds += hop.isPassing ? 0.0 : hop.tailSeconds; // collisions are in the capacity
    }
    else
    {
        hop.seconds += rest;
        DrawCollisions(hop);
    }
    CountSender(hop, 1);
    if (hop.isUp)
    {
        m_rateBps[hop.device] = RateNow(hop.device, true);
    }
}

void
FlowWifiAccess::End(const FlowHop& hop, double share, std::int64_t atNs)
{
    // What collides is sent by two, and others hear one of them.
    const double collided = m_collisions[m_senders.Busy() - 1] * hop.frames * hop.frameSeconds;
    const double sent = hop.senderSeconds + 2 * collided;
    CountSender(hop, -1);
    CountAcked(hop, -1);
    m_downEndNs = hop.isUp ? m_downEndNs : atNs;
    m_freeNs = atNs + std::llround(1e9 * hop.tailSeconds);
    m_heardSeconds += share * (hop.senderHeardSeconds + hop.receiverHeardSeconds + collided);
    m_sendSeconds[hop.device] += share * (hop.isUp ? sent : hop.receiverSeconds);
    m_sendHeardSeconds[hop.device] +=
        share * (hop.isUp ? hop.senderHeardSeconds + collided : hop.receiverHeardSeconds);
}

double
FlowWifiAccess::GetLinkRateBps(std::uint32_t device) const
{
    const double rateBps = m_rateBps.at(device);
    return rateBps > 0.0 ? rateBps : m_config.settings.NominalRateBps();
}

double
FlowWifiAccess::DoGetRadioJoule(std::uint32_t device) const
{
    // Every radio of the cell receives what another sends.
    const double receive = m_heardSeconds - m_sendHeardSeconds.at(device);
    const RadioPower& power = m_config.power;
    return power.idleWatt * Simulator::Now().GetSeconds() +
           (power.txWatt - power.idleWatt) * m_sendSeconds.at(device) +
           (power.rxWatt - power.idleWatt) * receive;
}

double
FlowWifiAccess::GetRadioIdleWatt() const
{
    return m_config.power.idleWatt;
}

double
FlowWifiAccess::GetRadioTxWatt() const
{
    return m_config.power.txWatt - m_config.power.idleWatt;
}

std::uint32_t
FlowWifiAccess::CountSharers() const
{
    return m_config.devices.size();
}

std::int64_t
FlowWifiAccess::DoAssignStreams(std::int64_t stream)
{
    m_backoff->SetStream(stream);
    return 1 + m_config.loss->AssignStreams(stream + 1);
}

void
FlowWifiAccess::DoDispose()
{
    m_config = {};
    m_backoff = nullptr;
    FlowAccess::DoDispose();
}

} // namespace edgeward
