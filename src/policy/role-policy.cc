/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "policy/action-policy.h"
#include "policy/outcome-prediction.h"

namespace edgeward
{

namespace
{

/** Always the same kind of node; among several of it the one with the least predicted latency. */
class RolePolicy : public ActionPolicy
{
  public:
    RolePolicy(const Spec& spec, NodeRole role)
        : m_spec(spec)
        , m_role(role)
        , m_variantName(spec.GetString("variant", "auto"))
    {
    }

    void
    Start(const PolicyEnvironment& environment) override
    {
        ActionPolicy::Start(environment);
        FindPositions(environment);
        FindVariant();
    }

  protected:
    std::int32_t
    Choose(const DecisionContext& context) override
    {
        std::int32_t best = -1;
        std::int64_t bestNs = 0;
        for (const std::size_t position : m_positions)
        {
            if (!Actions().IsPositionAllowed(context, position))
            {
                continue;
            }
            const VariantId variant = ChooseVariant(context, position);
            const std::int64_t latencyNs =
                PredictLatencyNs(Environment(), context, position, variant);
            if (best < 0 || latencyNs < bestNs)
            {
                best = Actions().Action(position, variant);
                bestNs = latencyNs;
            }
        }
        if (best >= 0)
        {
            return best;
        }
        const std::size_t position = Actions().FirstAllowedPosition(context);
        return Actions().Action(position, ChooseVariant(context, position));
    }

  private:
    void
    FindPositions(const PolicyEnvironment& environment)
    {
        m_positions.clear();
        if (m_role == NodeRole::DEVICE)
        {
            m_positions.push_back(0);
            return;
        }
        for (std::size_t node = environment.Devices(); node < environment.nodes.size(); ++node)
        {
            if (environment.nodes[node].role == m_role)
            {
                m_positions.push_back(node - environment.Devices() + 1);
            }
        }
        if (m_positions.empty())
        {
            throw ConfigError(m_spec.Where(),
                              "policy " + m_spec.Name(),
                              std::string("the scenario has no server of the role '") +
                                  ToString(m_role) + "'",
                              "add one, or choose another policy");
        }
    }

    void
    FindVariant()
    {
        m_variant = NO_VARIANT;
        const std::vector<std::string>& names = Actions().VariantNames();
        for (std::size_t variant = 0; variant < names.size(); ++variant)
        {
            if (names[variant] == m_variantName)
            {
                m_variant = static_cast<VariantId>(variant);
            }
        }
        if (m_variant == NO_VARIANT && m_variantName != "auto")
        {
            throw m_spec.Error("variant",
                               "the network has no variant '" + m_variantName + "'",
                               DidYouMean(m_variantName, names));
        }
    }

    VariantId
    ChooseVariant(const DecisionContext& context, std::size_t position) const
    {
        const bool isFixed =
            m_variant != NO_VARIANT && Actions().IsVariantAllowed(context.request, m_variant);
        return isFixed ? m_variant : Actions().FastestVariant(context, position);
    }

    Spec m_spec;
    NodeRole m_role;
    std::string m_variantName;
    VariantId m_variant = NO_VARIANT; ///< NO_VARIANT: the fastest that is accurate enough
    std::vector<std::size_t> m_positions;
};

const std::vector<ParameterInfo> PARAMETERS{
    {"variant",
     "auto",
     "variant by name, replaced where the accuracy floor "
     "forbids it or the request asks for another network; auto: the "
     "fastest that meets the floor"}};

const Registry<Policy>::Entry LOCAL("local",
                                    "Every request runs on the device that asks.",
                                    PARAMETERS,
                                    [](const Spec& spec) {
                                        return std::make_unique<RolePolicy>(spec, NodeRole::DEVICE);
                                    });

const Registry<Policy>::Entry EDGE("edge",
                                   "Every request runs on the edge server with the least predicted "
                                   "latency; where none is reachable, on the device.",
                                   PARAMETERS,
                                   [](const Spec& spec) {
                                       return std::make_unique<RolePolicy>(spec, NodeRole::EDGE);
                                   });

const Registry<Policy>::Entry CLOUD("cloud",
                                    "Every request runs on the cloud server with the least "
                                    "predicted latency; where none is reachable, on the device.",
                                    PARAMETERS,
                                    [](const Spec& spec) {
                                        return std::make_unique<RolePolicy>(spec, NodeRole::CLOUD);
                                    });

} // namespace

} // namespace edgeward
