/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment.h"
#include "rl/tabular-model.h"

#include <algorithm>

namespace edgeward
{

namespace
{

constexpr std::size_t DIRECTIONS = 4;

/** A lake: S start, F frozen, H hole, G goal; rows one after another. */
struct Lake
{
    std::size_t width = 0; ///< and height
    std::string tiles;
    std::uint64_t stepLimit = 0;
};

/** The lakes and step limits of Gymnasium's FrozenLake-v1 and FrozenLake8x8-v1. */
Lake
LakeOf(const Spec& spec)
{
    const std::string map = spec.GetString("map", "4x4");
    if (map == "4x4")
    {
        return {4,
                "SFFF"
                "FHFH"
                "FFFH"
                "HFFG",
                100};
    }
    if (map == "8x8")
    {
        return {8,
                "SFFFFFFF"
                "FFFFFFFF"
                "FFFHFFFF"
                "FFFFFHFF"
                "FFFHFFFF"
                "FHHFFFHF"
                "FHFFHFHF"
                "FFFHFFFG",
                200};
    }
    throw spec.Error("map", "'" + map + "' is no lake", DidYouMean(map, {"4x4", "8x8"}));
}

/** The tile beside @p tile in @p direction: 0 left, 1 down, 2 right, 3 up; the same one at the
 * shore. */
std::size_t
Beside(const Lake& lake, std::size_t tile, std::size_t direction)
{
    const std::size_t row = tile / lake.width;
    const std::size_t column = tile % lake.width;
    switch (direction)
    {
    case 0:
        return column > 0 ? tile - 1 : tile;
    case 1:
        return row + 1 < lake.width ? tile + lake.width : tile;
    case 2:
        return column + 1 < lake.width ? tile + 1 : tile;
    default:
        return row > 0 ? tile - lake.width : tile;
    }
}

TabularModel
ModelOf(const Lake& lake, bool isSlippery)
{
    TabularModel model(lake.tiles.size(), DIRECTIONS);
    for (std::size_t tile = 0; tile < lake.tiles.size(); ++tile)
    {
        const bool isEnd = lake.tiles[tile] == 'H' || lake.tiles[tile] == 'G';
        for (std::size_t action = 0; !isEnd && action < DIRECTIONS; ++action)
        {
            // On ice one goes where one wants, or to either side of it, with equal probability.
            for (std::size_t turn = 0; turn < 3; ++turn)
            {
                if (!isSlippery && turn != 1)
                {
                    continue;
                }
                const std::size_t next =
                    Beside(lake, tile, (action + DIRECTIONS - 1 + turn) % DIRECTIONS);
                const char to = lake.tiles[next];
                model.Add(tile,
                          action,
                          {isSlippery ? 1.0 / 3.0 : 1.0,
                           next,
                           to == 'G' ? 1.0 : 0.0,
                           to == 'G' || to == 'H'});
            }
        }
    }
    return model;
}

/** Cross the ice to the goal. State: the tile. Actions: 0 left, 1 down, 2 right, 3 up. */
class FrozenLakeEnvironment : public Environment
{
  public:
    FrozenLakeEnvironment(const Lake& lake, bool isSlippery)
        : Environment(ObservationSpec({{"tile", "1", "one-hot", 0.0, 1.0, lake.tiles.size()}}),
                      {{static_cast<std::int32_t>(DIRECTIONS)}, {}},
                      lake.stepLimit)
        , m_model(ModelOf(lake, isSlippery))
    {
    }

    std::vector<double>
    State() const override
    {
        return {static_cast<double>(m_tile)};
    }

    const TabularModel*
    Model() const override
    {
        return &m_model;
    }

  protected:
    void
    DrawState(RandomStream&) override
    {
        m_tile = 0;
    }

    void
    SetState(const std::vector<double>& state) override
    {
        m_tile = static_cast<std::size_t>(state[0]);
    }

    StepOutcome
    DoStep(const EnvironmentAction& action, RandomStream& random) override
    {
        const auto& outcomes =
            m_model.Outcomes(m_tile, static_cast<std::size_t>(action.choices[0]));
        const TabularModel::Outcome& outcome = outcomes.at(random.Index(outcomes.size()));
        m_tile = outcome.nextState;
        return {outcome.reward, outcome.isTerminal, false};
    }

    void
    Observe(Observation& observation) const override
    {
        std::fill(observation.begin(), observation.end(), 0.0F);
        observation.at(m_tile) = 1.0F;
    }

  private:
    TabularModel m_model;
    std::size_t m_tile = 0;
};

const Registry<Environment>::Entry ENTRY(
    "frozen-lake",
    "FrozenLake-v1: cross slippery ice to the goal between holes (Gymnasium); with exact "
    "probabilities.",
    {{"map", "4x4", "4x4 (100 steps) or 8x8 (200 steps)"},
     {"slippery", "true", "whether two moves of three go to a side (Gymnasium)"}},
    [](const Spec& spec) {
        return std::make_unique<FrozenLakeEnvironment>(LakeOf(spec),
                                                       spec.GetBool("slippery", true));
    });

} // namespace

} // namespace edgeward
