/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/bandit-policy.h"
#include "policy/outcome-prediction.h"
#include "rl/mu-lin-ucb.h"

#include <algorithm>
#include <optional>

namespace edgeward
{

namespace
{

/** What the model sees of a server and a variant. */
constexpr std::size_t SERVER_FEATURES = 5;

/** Times beyond this say no more than "very long" and would rule the regression (s). */
constexpr double LONGEST_SECONDS = 10.0;

/**
 * What happens on the device is predicted, what happens on a server is learned.
 *
 * Cost is minus the reward. An action of the device costs what its prediction says and teaches
 * nothing. An action of a server costs what a linear model says of (1, work, accuracy, transfer
 * time, backlog) of that server.
 */
class MuLinUcbPolicy : public BanditPolicy
{
  public:
    explicit MuLinUcbPolicy(const Spec& spec)
        : BanditPolicy(spec)
    {
        m_options.alpha = spec.GetDouble("alpha", m_options.alpha, 0.0, 1e6);
        m_options.ridge = spec.GetDouble("ridge", m_options.ridge, 1e-9, 1e9);
        m_options.keyWeight = spec.GetDouble("keyWeight", m_options.keyWeight, 0.0, 1.0);
        m_options.otherWeight = spec.GetDouble("otherWeight", m_options.otherWeight, 0.0, 1.0);
        m_options.mu = spec.GetDouble("mu", m_options.mu, 0.0, 1.0);
        m_options.firstPhase =
            static_cast<std::uint64_t>(spec.GetInt("firstPhase", 200, 1, 1000000000));
        m_options.isForcing = spec.GetBool("forcedSampling", m_options.isForcing);
    }

  protected:
    void
    Prepare() override
    {
        m_mostMacs = 0.0;
        for (const VariantInfo& variant : Environment().variants)
        {
            m_mostMacs = std::max(m_mostMacs, variant.macs);
        }
        // A device without servers has nothing to learn about; the model then has a feature that is
        // never used.
        const std::size_t servers = Environment().Positions() - 1;
        m_bandit.emplace(SERVER_FEATURES * std::max<std::size_t>(servers, 1), m_options);
    }

    ObservationSpec
    Sees() const override
    {
        const std::size_t servers = Environment().Positions() - 1;
        return ObservationSpec({{"chosen", "1", "1 for the server in question", 0.0, 1.0, servers},
                                {"work", "1", "share of the largest variant", 0.0, 1.0, servers},
                                {"accuracy", "1", "x", 0.0, 1.0, servers},
                                {"transfer", "s", "x", 0.0, LONGEST_SECONDS, servers},
                                {"backlog", "s", "x", 0.0, LONGEST_SECONDS, servers}});
    }

    std::int32_t
    Choose(const DecisionContext& context, const ActionMask& mask, Observation& remembered) override
    {
        Fill(context, mask);
        // Only a request that promises something is important.
        const bool isKey = context.request.deadlineNs > 0 || context.request.accuracyFloor > 0.0;
        const std::size_t chosen = m_bandit->Choose(m_choices, isKey);
        remembered = m_choices[chosen].context;
        return static_cast<std::int32_t>(chosen);
    }

    std::int32_t
    ChooseGreedily(const DecisionContext& context, const ActionMask& mask) override
    {
        Fill(context, mask);
        return static_cast<std::int32_t>(m_bandit->ChooseGreedily(m_choices));
    }

    std::optional<double>
    Expect(const Observation& remembered, std::int32_t) const override
    {
        if (remembered.empty())
        {
            return std::nullopt;
        }
        return -m_bandit->Estimate(remembered);
    }

    void
    Update(const Observation& remembered, std::int32_t, double reward) override
    {
        // The device's own actions teach nothing.
        if (!remembered.empty())
        {
            m_bandit->Update(remembered, -reward);
        }
    }

    std::uint64_t
    Updates() const override
    {
        return m_bandit->Updates();
    }

    SafetensorsFile
    ToFile() const override
    {
        return m_bandit->ToFile();
    }

    void
    Restore(const SafetensorsFile& file, const std::string& name) override
    {
        m_bandit->Restore(file, name);
    }

  private:
    /** Write every action as it stands in @p context. */
    void
    Fill(const DecisionContext& context, const ActionMask& mask)
    {
        m_choices.resize(Actions().Size());
        for (std::size_t k = 0; k < m_choices.size(); ++k)
        {
            MuLinUcb::Choice& choice = m_choices[k];
            choice.isAllowed = mask[k] != 0;
            choice.knownCost = 0.0;
            choice.context.clear();
            const auto action = static_cast<std::int32_t>(k);
            const std::size_t position = Actions().PositionOf(action);
            const VariantId variant = Actions().VariantOf(action);
            if (position > 0)
            {
                Describe(context, position, variant, choice.context);
            }
            else if (choice.isAllowed)
            {
                PredictRecord(Environment(), context, position, variant, m_record);
                choice.knownCost = -(*Environment().reward)(m_record);
            }
        }
    }

    /** The features of @p variant on the server at @p position; all others are 0. */
    void
    Describe(const DecisionContext& context,
             std::size_t position,
             VariantId variant,
             Observation& features) const
    {
        const std::size_t servers = Environment().Positions() - 1;
        const NodeState& node = context.nodes[position];
        const VariantInfo& info = Environment().variants[variant];
        const double transfer = std::min(node.uploadSeconds + node.returnSeconds, LONGEST_SECONDS);
        const double backlog = std::min(node.backlogSeconds, LONGEST_SECONDS);
        features.assign(SERVER_FEATURES * servers, 0.0F);
        std::size_t at = position - 1;
        for (const double value : {1.0,
                                   m_mostMacs > 0.0 ? info.macs / m_mostMacs : 0.0,
                                   info.accuracy,
                                   transfer,
                                   backlog})
        {
            features[at] = static_cast<float>(value);
            at += servers;
        }
    }

    MuLinUcb::Options m_options;
    double m_mostMacs = 0.0;
    std::optional<MuLinUcb> m_bandit;
    std::vector<MuLinUcb::Choice> m_choices; ///< by action, kept to spare allocations
    RequestRecord m_record;
};

const Registry<Policy>::Entry ENTRY(
    "mu-lin-ucb",
    "Contextual bandit that predicts the device, learns the servers and is forced to look at them "
    "(Zhang "
    "et al. 2021).",
    {{"alpha", "1", "width of the confidence bound in units of the reward, >= 0; ours"},
     {"ridge", "1", "regularization, > 0; Zhang et al. 2021"},
     {"keyWeight",
      "0.8",
      "weight of requests with a deadline or accuracy floor, 0..1, which explore less; Zhang et "
      "al."},
     {"otherWeight", "0.2", "weight of other requests, 0..1; Zhang et al."},
     {"forcedSampling", "true", "whether some requests must go to a server"},
     {"mu", "0.25", "one of ceil(T^mu) requests is forced, 0..1; Zhang et al."},
     {"firstPhase", "200", "first horizon T (requests), which then doubles; Zhang et al."},
     {"checkpoint", "", "folder to continue from; default: begin anew"}},
    [](const Spec& spec) { return std::make_unique<MuLinUcbPolicy>(spec); });

} // namespace

} // namespace edgeward
