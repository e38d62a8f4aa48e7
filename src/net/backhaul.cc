/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/backhaul.h"

#include "base/errors.h"
#include "base/text.h"
#include "net/internet-stack.h"

#include "ns3/double.h"
#include "ns3/error-model.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/string.h"

namespace edgeward
{

using namespace ns3;

namespace
{

void
AddLoss(Ptr<PointToPointNetDevice> device, double loss)
{
    auto model = CreateObject<RateErrorModel>();
    model->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
    model->SetRate(loss);
    device->SetReceiveErrorModel(model);
}

std::int64_t
AssignLossStream(Ptr<PointToPointNetDevice> device, std::int64_t stream)
{
    PointerValue value;
    device->GetAttribute("ReceiveErrorModel", value);
    if (auto model = value.Get<RateErrorModel>())
    {
        model->AssignStreams(stream);
    }
    return 1;
}

} // namespace

Time
BackhaulLink::OneWayDelay() const
{
    return config.delay + config.extraEgressDelay;
}

void
ValidateBackhaul(const BackhaulConfig& config, const std::string& key)
{
    const auto fail =
        [&key](const std::string& name, const std::string& problem, const std::string& remedy) {
            throw ConfigError({}, key + "." + name, problem, remedy);
        };
    if (config.rate.GetBitRate() == 0)
    {
        fail("rate", "a link of 0 bit/s carries nothing", "write a rate such as \"1Gbps\"");
    }
    if (config.delay.IsStrictlyNegative())
    {
        fail("delay", "a delay cannot be negative", "write a time such as \"2ms\"");
    }
    if (config.extraEgressDelay.IsStrictlyNegative())
    {
        fail("extraEgressDelay", "a delay cannot be negative", "write a time such as \"20ms\"");
    }
    if (!(config.loss >= 0.0 && config.loss <= 1.0))
    {
        fail(
            "loss", FormatDouble(config.loss) + " is no probability", "write a number from 0 to 1");
    }
    if (config.queuePackets == 0)
    {
        fail("queuePackets", "a queue of 0 packets passes nothing", "write at least 1");
    }
}

BackhaulLink
ConnectBackhaul(Ptr<Node> a, Ptr<Node> b, const BackhaulConfig& config, Ipv4Address network)
{
    ValidateBackhaul(config, "link");
    BackhaulLink link;
    link.config = config;
    PointToPointHelper helper;
    helper.SetDeviceAttribute("DataRate", DataRateValue(config.rate));
    helper.SetChannelAttribute("Delay", TimeValue(link.OneWayDelay()));
    helper.SetQueue("ns3::DropTailQueue<Packet>",
                    "MaxSize",
                    StringValue(std::to_string(config.queuePackets) + "p"));
    const auto devices = helper.Install(a, b);
    link.deviceA = DynamicCast<PointToPointNetDevice>(devices.Get(0));
    link.deviceB = DynamicCast<PointToPointNetDevice>(devices.Get(1));
    link.addressA = Ipv4Address(network.Get() + 1);
    link.addressB = Ipv4Address(network.Get() + 2);
    AddIpv4Interface(link.deviceA, link.addressA, "/30");
    AddIpv4Interface(link.deviceB, link.addressB, "/30");
    if (config.loss > 0.0)
    {
        AddLoss(link.deviceA, config.loss);
        AddLoss(link.deviceB, config.loss);
    }
    return link;
}

std::int64_t
AssignStreams(const BackhaulLink& link, std::int64_t stream)
{
    std::int64_t used = AssignLossStream(link.deviceA, stream);
    used += AssignLossStream(link.deviceB, stream + used);
    return used;
}

} // namespace edgeward
