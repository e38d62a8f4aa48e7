/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/object-spec.h"

#include "base/errors.h"
#include "net/attribute-check.h"

#include "ns3/double.h"
#include "ns3/propagation-loss-model.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::HasSubstr;

const auto LOSS = [] { return ns3::PropagationLossModel::GetTypeId(); };

std::string
ComplaintOf(const std::string& text)
{
    try
    {
        ParseObjectSpecs(text, LOSS(), "PropagationLoss");
    }
    catch (const ConfigError& error)
    {
        return error.what();
    }
    return "no complaint";
}

TEST(ObjectSpec, AListOfModelsWithAttributesIsMadeAsWritten)
{
    const auto specs = ParseObjectSpecs("ns3::LogDistancePropagationLossModel[Exponent=2.5|"
                                        "ReferenceDistance=2], ns3::NakagamiPropagationLossModel",
                                        LOSS(),
                                        "PropagationLoss");
    ASSERT_EQ(specs.size(), 2u);
    auto model = specs[0].Factory().Create<ns3::PropagationLossModel>();
    ns3::DoubleValue exponent;
    model->GetAttribute("Exponent", exponent);
    EXPECT_EQ(exponent.Get(), 2.5);
    EXPECT_TRUE(specs[1].attributes.empty());
    EXPECT_TRUE(ParseObjectSpecs(" ", LOSS(), "PropagationLoss").empty());
}

TEST(ObjectSpec, MistakesAreNamedWithTheNearestKnownName)
{
    EXPECT_THAT(ComplaintOf("ns3::LogDistancePropagationLosModel"),
                HasSubstr("ns3::LogDistancePropagationLossModel"));
    EXPECT_THAT(ComplaintOf("ns3::Node"), HasSubstr("'ns3::Node' is no ns3::PropagationLossModel"));
    EXPECT_THAT(ComplaintOf("ns3::PropagationLossModel"), HasSubstr("is no")); // abstract
    EXPECT_THAT(ComplaintOf("ns3::FriisPropagationLossModel[Frequenzy=1]"),
                HasSubstr("did you mean 'Frequency'"));
    EXPECT_THAT(ComplaintOf("ns3::LogDistancePropagationLossModel[Exponent=x]"),
                HasSubstr("'x' is no value"));
    EXPECT_THAT(ComplaintOf("ns3::FriisPropagationLossModel[SystemLoss=1e999]"),
                HasSubstr("is no value"));
    EXPECT_THAT(ComplaintOf("ns3::RandomPropagationLossModel[Variable=ns3::UniformRandomVariabel]"),
                HasSubstr("ns3::UniformRandomVariable"));
    EXPECT_THAT(ComplaintOf("ns3::FriisPropagationLossModel[Frequency"), HasSubstr("closing ']'"));
    EXPECT_THAT(ComplaintOf("ns3::FriisPropagationLossModel[Frequency]"),
                HasSubstr("is no Name=value"));
}

TEST(ObjectSpec, AValueThatNs3WouldAbortOnIsRefusedByKind)
{
    const auto complaint =
        [](const std::string& type, const std::string& name, const std::string& value) {
            try
            {
                CheckAttribute(ns3::TypeId::LookupByName(type), name, value, "key");
            }
            catch (const ConfigError& error)
            {
                return std::string(error.what());
            }
            return std::string("no complaint");
        };
    EXPECT_EQ(complaint("ns3::TcpSocketBase", "MinRto", "200ms"), "no complaint");
    EXPECT_EQ(complaint("ns3::TcpSocketBase", "MinRto", "1.5"), "no complaint");
    EXPECT_THAT(complaint("ns3::TcpSocketBase", "MinRto", "200mm"), HasSubstr("no value of"));
    EXPECT_THAT(complaint("ns3::TcpSocketBase", "MinRto", "ms"), HasSubstr("no value of"));
    EXPECT_EQ(complaint("ns3::TcpSocketBase", "UseEcn", "On"), "no complaint");
    EXPECT_THAT(complaint("ns3::TcpSocketBase", "UseEcn", "on"), HasSubstr("no value of"));
    EXPECT_THAT(complaint("ns3::TcpSocketBase", "SegmentSize", "-5"), HasSubstr("no value of"));
    EXPECT_THAT(complaint("ns3::TcpSocketBase", "Timestamp", "perhaps"), HasSubstr("no value of"));
    EXPECT_THAT(complaint("edgeward::PointToPointAccess", "Rate", "fast"),
                HasSubstr("no value of"));
    EXPECT_EQ(complaint("edgeward::PointToPointAccess", "Rate", "10Mbps"), "no complaint");
}

} // namespace
} // namespace edgeward
