/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"
#include "policy/checkpoint-manifest.h"
#include "policy/learning-policy.h"
#include "policy/observation-encoder.h"
#include "policy/stopwatch.h"
#include "rl/lin-ucb.h"

#include <map>

namespace edgeward
{

namespace
{

const char* const NAME = "lin-ucb";

/** A contextual bandit, one for all devices: the context is the encoded observation and a
 * constant 1. */
class LinUcbPolicy : public LearningPolicy
{
  public:
    explicit LinUcbPolicy(const Spec& spec)
        : m_spec(spec)
        , m_alpha(spec.GetDouble("alpha", 1.0, 0.0, 1e6))
        , m_ridge(spec.GetDouble("ridge", 1.0, 1e-9, 1e9))
        , m_folder(spec.GetString("checkpoint", ""))
    {
    }

    void
    Start(const PolicyEnvironment& environment) override
    {
        SingleRequestPolicy::Start(environment);
        m_actions = ActionSpace(environment);
        m_encoder = ObservationEncoder(environment);
        m_waiting.clear();
        if (!m_bandit)
        {
            m_bandit = std::make_unique<LinUcb>(
                m_encoder.Spec().Size() + 1, m_actions.Size(), m_alpha, m_ridge);
            if (!m_folder.empty())
            {
                Restore(m_folder);
            }
        }
    }

    void
    Learn(const RequestRecord& record) override
    {
        const auto found = m_waiting.find(record.request.id);
        if (found == m_waiting.end())
        {
            return;
        }
        // A request cut off by the horizon has an unknown worth, not the worth of a failure.
        if (record.outcome != Outcome::UNFINISHED)
        {
            const double reward = (*Environment().reward)(record);
            m_learning.Time([&] {
                m_bandit->Update(
                    found->second.context, static_cast<std::size_t>(found->second.action), reward);
            });
        }
        m_waiting.erase(found);
    }

    void
    Finish(std::int64_t) override
    {
        m_waiting.clear();
    }

    LearnerProgress
    Progress() const override
    {
        LearnerProgress progress;
        progress.steps = m_bandit ? m_bandit->Updates() : 0;
        progress.updates = progress.steps;
        progress.actSeconds = m_acting.Seconds();
        progress.learnSeconds = m_learning.Seconds();
        return progress;
    }

    void
    Save(const std::string& folder) const override
    {
        MakeFolder(folder);
        WriteSafetensors(WeightsPath(folder), m_bandit->ToFile());
        CheckpointManifest manifest;
        manifest.policy = NAME;
        manifest.learner = m_spec.ToString();
        manifest.observation = m_encoder.Spec();
        manifest.positions = m_actions.PositionNames();
        manifest.variants = m_actions.VariantNames();
        manifest.seed = Environment().seed;
        manifest.steps = m_bandit->Updates();
        manifest.provenance = Provenance();
        manifest.Write(folder);
    }

    void
    Load(const std::string& folder) override
    {
        if (m_bandit)
        {
            Restore(folder);
        }
        m_folder = folder;
    }

  protected:
    Plan
    DecideOne(const DecisionContext& context) override
    {
        m_encoder.Encode(context, m_observation);
        m_observation.push_back(1.0F);
        m_actions.Mask(context, m_mask);
        const std::int32_t action =
            m_acting.Time([&] { return m_bandit->Choose(m_observation, m_mask); });
        if (IsTraining())
        {
            m_waiting[context.request.id] = {m_observation, action};
        }
        return m_actions.ToPlan(context, action);
    }

  private:
    /** A decision whose reward is not known yet. */
    struct Waiting
    {
        Observation context;
        std::int32_t action = 0;
    };

    static std::string
    WeightsPath(const std::string& folder)
    {
        return folder + "/weights.safetensors";
    }

    void
    Restore(const std::string& folder)
    {
        const CheckpointManifest manifest = CheckpointManifest::Read(folder);
        manifest.CheckFits(folder, NAME, m_encoder.Spec(), m_actions);
        m_bandit->Restore(ReadSafetensors(WeightsPath(folder)), WeightsPath(folder));
    }

    Spec m_spec;
    Stopwatch m_acting;
    Stopwatch m_learning;
    double m_alpha;
    double m_ridge;
    std::string m_folder;
    ActionSpace m_actions;
    ObservationEncoder m_encoder;
    std::unique_ptr<LinUcb> m_bandit;
    std::map<RequestId, Waiting> m_waiting;
    Observation m_observation;
    ActionMask m_mask;
};

const Registry<Policy>::Entry ENTRY(
    NAME,
    "Contextual bandit with upper confidence bounds that learns while it runs (Li et al. 2010).",
    {{"alpha",
      "1",
      "width of the confidence bound in units of the reward, >= 0; ours, of the order of the "
      "reward's spread"},
     {"ridge", "1", "regularization, > 0; Li et al. 2010, Algorithm 1"},
     {"checkpoint", "", "folder to continue from; default: begin anew"}},
    [](const Spec& spec) { return std::make_unique<LinUcbPolicy>(spec); });

} // namespace

} // namespace edgeward
