/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The overhead benchmark's bare side: the same cell, link, sockets and bytes as
 * overhead-edgeward.cc by ns-3's helpers and sockets alone. Each message is sent when Edgeward sent
 * it.
 */
#include "overhead-traffic.h"

#include "ns3/arp-cache.h"
#include "ns3/boolean.h"
#include "ns3/command-line.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/mobility-helper.h"
#include "ns3/object-factory.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/socket.h"
#include "ns3/ssid.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wifi-helper.h"
#include "ns3/wifi-mac-helper.h"
#include "ns3/yans-wifi-helper.h"

#include <algorithm>
#include <map>
#include <memory>

using namespace ns3;

namespace
{

constexpr std::uint16_t PORT = 7766;
constexpr std::uint32_t UDP_FRAGMENT_BYTES = 1400; ///< of message in a datagram
constexpr std::uint32_t UDP_PREFIX_BYTES = 30;     ///< of ours before each
constexpr std::uint32_t TCP_PREFIX_BYTES = 18;     ///< of ours before each message
constexpr std::int64_t CHANNEL_STREAM =
    50'000'000; ///< the random streams Edgeward gives the radios

/** Nodes, cell and wired link. */
struct Network
{
    NodeContainer devices;
    Ptr<Node> gateway;
    Ptr<Node> server;
    Ipv4InterfaceContainer deviceAddresses;
    Ipv4Address serverAddress;
};

void
Place(const NodeContainer& nodes)
{
    MobilityHelper mobility;
    mobility.SetPositionAllocator("ns3::GridPositionAllocator",
                                  "DeltaX",
                                  DoubleValue(overhead::SPACING_METRE),
                                  "GridWidth",
                                  UintegerValue(nodes.GetN()));
    mobility.SetMobilityModel("ns3::ConstantPositionMobilityModel");
    mobility.Install(nodes);
}

/** @return the access point's device, then the stations' */
NetDeviceContainer
InstallWifi(const Network& network)
{
    YansWifiChannelHelper channel;
    channel.SetPropagationDelay("ns3::ConstantSpeedPropagationDelayModel");
    channel.AddPropagationLoss("ns3::LogDistancePropagationLossModel");
    YansWifiPhyHelper phy;
    phy.SetChannel(channel.Create());
    phy.Set("ChannelSettings", StringValue("{0, 20, BAND_5GHZ, 0}"));
    phy.SetErrorRateModel("ns3::TableBasedErrorRateModel");
    WifiHelper wifi;
    wifi.SetStandard(WIFI_STANDARD_80211n);
    wifi.SetRemoteStationManager("ns3::IdealWifiManager");
    WifiMacHelper mac;
    mac.SetType("ns3::ApWifiMac",
                "BeaconInterval",
                TimeValue(MicroSeconds(10240000)),
                "EnableBeaconJitter",
                BooleanValue(false));
    NetDeviceContainer all = wifi.Install(phy, mac, network.gateway);
    for (std::uint32_t i = 0; i < network.devices.GetN(); ++i)
    {
        mac.SetType("ns3::StaWifiMac", "WaitBeaconTimeout", TimeValue(MilliSeconds(10 + 2 * i)));
        all.Add(wifi.Install(phy, mac, network.devices.Get(i)));
    }
    WifiHelper().AssignStreams(all, CHANNEL_STREAM);
    return all;
}

/** ns-3.37's NeighborCacheHelper wants IPv6. */
void
FillNeighborCaches(const NetDeviceContainer& radios)
{
    const auto ipv4Of = [&radios](std::uint32_t i) {
        return radios.Get(i)->GetNode()->GetObject<Ipv4L3Protocol>();
    };
    for (std::uint32_t i = 0; i < radios.GetN(); ++i)
    {
        const auto cache = ipv4Of(i)->GetInterface(1)->GetArpCache();
        for (std::uint32_t j = 0; j < radios.GetN(); ++j)
        {
            auto entry = j == i ? nullptr : cache->Add(ipv4Of(j)->GetAddress(1, 0).GetLocal());
            if (entry)
            {
                entry->SetMacAddress(radios.Get(j)->GetAddress());
                entry->MarkPermanent();
            }
        }
    }
}

Network
BuildNetwork()
{
    Network network;
    NodeContainer cell(1 + overhead::DEVICES);
    network.gateway = cell.Get(0);
    for (std::uint32_t i = 0; i < overhead::DEVICES; ++i)
    {
        network.devices.Add(cell.Get(1 + i));
    }
    network.server = CreateObject<Node>();
    Place(cell);
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    const Ipv4StaticRoutingHelper routing;
    stack.SetRoutingHelper(routing);
    stack.Install(cell);
    stack.Install(network.server);

    const NetDeviceContainer radios = InstallWifi(network);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    link.SetChannelAttribute("Delay", StringValue("100us"));
    link.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("1000p"));
    const NetDeviceContainer wire = link.Install(network.gateway, network.server);
    Ipv4AddressHelper addresses("10.0.0.0", "255.255.0.0");
    const Ipv4InterfaceContainer wireless = addresses.Assign(radios);
    addresses.SetBase("10.128.0.0", "255.255.255.252");
    const Ipv4InterfaceContainer wired = addresses.Assign(wire);
    for (std::uint32_t i = 0; i < overhead::DEVICES; ++i)
    {
        network.deviceAddresses.Add(wireless.Get(1 + i));
        routing.GetStaticRouting(network.devices.Get(i)->GetObject<Ipv4>())
            ->SetDefaultRoute(wireless.GetAddress(0), 1);
    }
    network.serverAddress = wired.GetAddress(1);
    routing.GetStaticRouting(network.server->GetObject<Ipv4>())
        ->SetDefaultRoute(wired.GetAddress(0), 1);
    // Association empties the caches, and address resolution would lose the rest of a burst.
    Simulator::Schedule(MilliSeconds(900), &FillNeighborCaches, radios);
    return network;
}

/** Sends messages of zeros and counts the bytes that arrive. */
class Sender
{
  public:
    explicit Sender(const Network& network)
        : m_network(network)
    {
    }

    virtual ~Sender() = default;
    virtual void Send(const overhead::Message& message) = 0;

    /** Bytes sent that have not arrived. */
    std::uint64_t
    LostBytes() const
    {
        return m_sentBytes - m_arrivedBytes;
    }

  protected:
    Ptr<Socket>
    Listen(Ptr<Node> node, const char* factory)
    {
        auto socket = Socket::CreateSocket(node, TypeId::LookupByName(factory));
        socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        socket->SetRecvCallback(MakeCallback(&Sender::HandleRead, this));
        return socket;
    }

    void
    HandleRead(Ptr<Socket> socket)
    {
        while (auto packet = socket->Recv())
        {
            if (packet->GetSize() == 0)
            {
                return;
            }
            m_arrivedBytes += packet->GetSize();
        }
    }

    Ptr<Node>
    From(const overhead::Message& message) const
    {
        return message.isUpload ? m_network.devices.Get(message.device) : m_network.server;
    }

    InetSocketAddress
    To(const overhead::Message& message) const
    {
        return {message.isUpload ? m_network.serverAddress
                                 : m_network.deviceAddresses.GetAddress(message.device),
                PORT};
    }

    const Network& m_network;
    std::uint64_t m_sentBytes = 0; ///< of messages and prefixes
    std::uint64_t m_arrivedBytes = 0;
};

class UdpSender : public Sender
{
  public:
    explicit UdpSender(const Network& network)
        : Sender(network)
    {
        for (std::uint32_t i = 0; i < overhead::DEVICES; ++i)
        {
            m_sockets.push_back(Listen(network.devices.Get(i), "ns3::UdpSocketFactory"));
        }
        m_sockets.push_back(Listen(network.server, "ns3::UdpSocketFactory"));
    }

    void
    Send(const overhead::Message& message) override
    {
        const auto& socket = m_sockets[message.isUpload ? message.device : overhead::DEVICES];
        for (std::uint64_t left = message.bytes; left > 0;)
        {
            const auto size = std::min<std::uint64_t>(left, UDP_FRAGMENT_BYTES);
            socket->SendTo(Create<Packet>(UDP_PREFIX_BYTES + size), 0, To(message));
            m_sentBytes += UDP_PREFIX_BYTES + size;
            left -= size;
        }
    }

  private:
    std::vector<Ptr<Socket>> m_sockets; ///< by device, then the server's
};

/** A connection for each direction of each device, opened by its first message and kept. */
class TcpSender : public Sender
{
  public:
    explicit TcpSender(const Network& network)
        : Sender(network)
    {
        Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(4 << 20));
        Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(6 << 20));
        Config::SetDefault("ns3::TcpSocket::DelAckTimeout", TimeValue(MilliSeconds(40)));
        Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1448));
        Config::SetDefault("ns3::TcpSocket::InitialCwnd", UintegerValue(10));
        Config::SetDefault("ns3::TcpSocket::ConnTimeout", TimeValue(Seconds(1)));
        Config::SetDefault("ns3::TcpSocket::TcpNoDelay", BooleanValue(true));
        Config::SetDefault("ns3::TcpSocketBase::MinRto", TimeValue(MilliSeconds(200)));
        NodeContainer nodes(network.devices);
        nodes.Add(network.server);
        for (std::uint32_t i = 0; i < nodes.GetN(); ++i)
        {
            m_listeners.push_back(Listen(nodes.Get(i), "ns3::TcpSocketFactory"));
            m_listeners.back()->Listen();
            m_listeners.back()->SetAcceptCallback(
                MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                MakeCallback(&TcpSender::HandleAccept, this));
        }
    }

    void
    Send(const overhead::Message& message) override
    {
        Connection& connection = m_connections[{message.device, message.isUpload}];
        if (!connection.socket)
        {
            connection.socket =
                Socket::CreateSocket(From(message), TypeId::LookupByName("ns3::TcpSocketFactory"));
            connection.socket->Bind();
            connection.socket->SetConnectCallback(
                MakeCallback(&TcpSender::HandleConnected, this).Bind(&connection),
                MakeNullCallback<void, Ptr<Socket>>());
            connection.socket->Connect(To(message));
        }
        connection.waiting.push_back(TCP_PREFIX_BYTES + message.bytes);
        if (connection.isConnected)
        {
            Flush(connection);
        }
    }

  private:
    struct Connection
    {
        Ptr<Socket> socket;
        bool isConnected = false;
        std::vector<std::uint64_t> waiting; ///< bytes of messages
    };

    void
    Flush(Connection& connection)
    {
        for (const std::uint64_t bytes : connection.waiting)
        {
            connection.socket->Send(Create<Packet>(bytes));
            m_sentBytes += bytes;
        }
        connection.waiting.clear();
    }

    void
    HandleConnected(Connection* connection, Ptr<Socket>)
    {
        connection->isConnected = true;
        Flush(*connection);
    }

    void
    HandleAccept(Ptr<Socket> socket, const Address&)
    {
        socket->SetRecvCallback(MakeCallback(&TcpSender::HandleRead, this));
    }

    std::map<std::pair<std::uint32_t, bool>, Connection> m_connections; ///< by device, is upload
    std::vector<Ptr<Socket>> m_listeners;
};

void
Simulate(const std::string& transport, double seconds, const std::string& path, bool isCounting)
{
    const auto messages = overhead::ReadMessages(path);
    RngSeedManager::SetSeed(overhead::SEED + 1);
    RngSeedManager::SetRun(1);
    // The event queue that Edgeward takes: what it saves is not to count for our layer.
    Simulator::SetScheduler(ObjectFactory("edgeward::LadderQueueScheduler"));
    const Network network = BuildNetwork();
    std::unique_ptr<Sender> sender;
    if (transport == "tcp")
    {
        sender = std::make_unique<TcpSender>(network);
    }
    else
    {
        sender = std::make_unique<UdpSender>(network);
    }
    for (const overhead::Message& message : messages)
    {
        Simulator::Schedule(
            NanoSeconds(message.sentNs), &Sender::Send, sender.get(), std::cref(message));
    }
    overhead::PacketCounter counter;
    if (isCounting)
    {
        counter.Connect();
    }
    Simulator::Stop(Seconds(overhead::FIRST_ARRIVAL_SECONDS + seconds + overhead::DRAIN_SECONDS));
    Simulator::Run();
    overhead::Report(messages.size(), sender->LostBytes(), counter, Simulator::GetEventCount());
    Simulator::Destroy();
}

} // namespace

int
main(int argc, char** argv)
{
    std::string transport = "udp";
    std::string messages;
    double seconds = 20.0;
    bool isCounting = false;
    CommandLine commandLine(__FILE__);
    commandLine.AddValue("transport", "udp or tcp", transport);
    commandLine.AddValue("seconds", "simulated time of arrivals (s)", seconds);
    commandLine.AddValue("messages", "file that overhead-edgeward wrote", messages);
    commandLine.AddValue("count", "count packets", isCounting);
    commandLine.Parse(argc, argv);
    try
    {
        Simulate(transport, seconds, messages, isCounting);
        return 0;
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
