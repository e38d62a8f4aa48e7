/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_BENCHMARK_OVERHEAD_TRAFFIC_H
#define EDGEWARD_TESTS_BENCHMARK_OVERHEAD_TRAFFIC_H

#include "ns3/config.h"
#include "ns3/ipv4.h"
#include "ns3/packet.h"

#include <cstdint>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

/**
 * What the two programs of the overhead benchmark must agree on. Nothing of Edgeward is in here:
 * the bare program is ns-3 alone.
 */
namespace overhead
{

constexpr std::uint32_t DEVICES = 5;          ///< as in scenarios/quickstart.toml
constexpr double SPACING_METRE = 3.0;         ///< devices stand in a row from the access point on
constexpr double FIRST_ARRIVAL_SECONDS = 1.0; ///< stations have joined the cell by then
constexpr double DRAIN_SECONDS = 2.0;         ///< simulated after the last arrival
constexpr std::uint32_t SEED = 1;             ///< of Edgeward; ns-3's is one more

/** One message that a node hands to its transport. */
struct Message
{
    std::uint32_t device = 0;
    bool isUpload = true;    ///< from the device to the server, or the answer
    std::int64_t sentNs = 0; ///< simulated time
    std::uint64_t bytes = 0; ///< header and payload, the transport's own prefix not counted
};

inline void
WriteMessages(const std::string& path, const std::vector<Message>& messages)
{
    std::ofstream file(path);
    for (const Message& message : messages)
    {
        file << message.device << ' ' << message.isUpload << ' ' << message.sentNs << ' '
             << message.bytes << '\n';
    }
    if (!file.flush())
    {
        throw std::runtime_error("cannot write " + path);
    }
}

inline std::vector<Message>
ReadMessages(const std::string& path)
{
    std::ifstream file(path);
    std::vector<Message> messages;
    Message message;
    while (file >> message.device >> message.isUpload >> message.sentNs >> message.bytes)
    {
        messages.push_back(message);
    }
    if (messages.empty())
    {
        throw std::runtime_error("no messages in " + path);
    }
    return messages;
}

/** Counts what every node of the simulation sends by IPv4, forwarded packets included. */
class PacketCounter
{
  public:
    /** @pre the nodes exist */
    void
    Connect()
    {
        ns3::Config::ConnectWithoutContext("/NodeList/*/$ns3::Ipv4L3Protocol/Tx",
                                           ns3::MakeCallback(&PacketCounter::Count, this));
    }

    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;

  private:
    void
    Count(ns3::Ptr<const ns3::Packet> packet, ns3::Ptr<ns3::Ipv4>, std::uint32_t)
    {
        ++packets;
        bytes += packet->GetSize();
    }
};

/** One line, the same for both programs. Packets are 0 unless they were counted. */
inline void
Report(std::size_t messages, std::uint64_t lost, const PacketCounter& counter, std::uint64_t events)
{
    std::cout << "messages " << messages << " lost " << lost << " packets " << counter.packets
              << " bytes " << counter.bytes << " events " << events << '\n';
}

} // namespace overhead

#endif // EDGEWARD_TESTS_BENCHMARK_OVERHEAD_TRAFFIC_H
