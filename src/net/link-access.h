/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_LINK_ACCESS_H
#define EDGEWARD_NET_LINK_ACCESS_H

#include "net/access-network.h"
#include "net/covered-time.h"
#include "net/throughput-radio.h"

#include "ns3/packet.h"

#include <string>
#include <vector>

namespace edgeward
{

/**
 * An access network of links without a radio model of ns-3's. A device may still have a radio,
 * which draws by throughput: every frame that the device sends or takes in counts with the link's
 * rate, and time in which frames go both ways counts once.
 */
class LinkAccess : public AccessNetwork
{
  public:
    static ns3::TypeId GetTypeId();

    bool HasRadio() const override;
    double GetRadioJoule(std::uint32_t device) const override;
    double GetRadioTxWatt() const override;

  protected:
    void DoInstall(const ns3::NodeContainer& devices, ns3::Ptr<ns3::Node> gateway) final;

    /** What DoInstall() of an access network does. */
    virtual void InstallLinks(const ns3::NodeContainer& devices, ns3::Ptr<ns3::Node> gateway) = 0;

    const ThroughputRadio& Radio() const;

  private:
    /** What the frames of one device have drawn. */
    struct Meter
    {
        double sentBits = 0.0;
        double receivedBits = 0.0;
        CoveredTime active;
    };

    /** A frame of the device has been sent, or taken in, until now. */
    static void OnSent(LinkAccess* access, std::uint32_t device, ns3::Ptr<const ns3::Packet> frame);
    static void OnReceived(LinkAccess* access,
                           std::uint32_t device,
                           ns3::Ptr<const ns3::Packet> frame);

    void Count(std::uint32_t device, double bits);
    void SetRadio(std::string text);
    std::string GetRadio() const;

    ThroughputRadio m_radio;
    std::vector<Meter> m_meters; ///< by device; empty without a radio
};

} // namespace edgeward

#endif // EDGEWARD_NET_LINK_ACCESS_H
