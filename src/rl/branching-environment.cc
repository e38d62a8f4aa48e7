/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

constexpr std::uint64_t STEP_LIMIT = 100;

/**
 * Set every dial to its mark: the reward is 1 minus the mean distance of the dials from their
 * marks, which are then drawn anew. State: the marks, each in [0, 1).
 *
 * With n alternatives a dial stands at a / (n - 1). Random dials collect
 * 1 - (2n - 1) / (6 (n - 1)) a step, the best ones 1 - 1 / (4 (n - 1)), since the distance to the
 * nearest alternative is uniform within half a division.
 */
class BranchingEnvironment : public Environment
{
  public:
    BranchingEnvironment(std::size_t branches, std::int32_t alternatives)
        : Environment(ObservationSpec({{"mark", "1", "x", 0.0, 1.0, branches}}),
                      {std::vector<std::int32_t>(branches, alternatives), {}},
                      STEP_LIMIT)
        , m_marks(branches, 0.0)
    {
    }

    std::vector<double>
    State() const override
    {
        return m_marks;
    }

  protected:
    void
    DrawState(RandomStream& random) override
    {
        for (double& mark : m_marks)
        {
            mark = random.Uniform();
        }
    }

    void
    SetState(const std::vector<double>& state) override
    {
        m_marks = state;
    }

    StepOutcome
    DoStep(const EnvironmentAction& action, RandomStream& random) override
    {
        double distance = 0.0;
        for (std::size_t branch = 0; branch < m_marks.size(); ++branch)
        {
            const double dial =
                static_cast<double>(action.choices[branch]) / (Actions().choices[branch] - 1);
            distance += std::abs(dial - m_marks[branch]);
        }
        const double reward = 1.0 - distance / static_cast<double>(m_marks.size());
        DrawState(random);
        return {reward, false, false};
    }

    void
    Observe(Observation& observation) const override
    {
        std::copy(m_marks.begin(), m_marks.end(), observation.begin());
    }

  private:
    std::vector<double> m_marks;
};

const Registry<Environment>::Entry ENTRY(
    "branching",
    "Set many dials at once: joint actions beyond enumeration, each dial on its own easy.",
    {{"branches", "5", "dials; ours: 17^5 = 1419857 joint actions"},
     {"alternatives", "17", "positions of a dial"}},
    [](const Spec& spec) {
        return std::make_unique<BranchingEnvironment>(
            static_cast<std::size_t>(spec.GetInt("branches", 5, 1, 1000)),
            static_cast<std::int32_t>(spec.GetInt("alternatives", 17, 2, 10000)));
    });

} // namespace

} // namespace edgeward
