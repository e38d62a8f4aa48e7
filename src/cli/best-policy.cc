/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/best-policy.h"

#include "base/errors.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace edgeward
{

namespace
{

/** Episodes of one look: few enough to cost little beside the training. */
constexpr int EPISODES = 10;

/** A folder of its own that is gone with the object. */
class ScratchFolder
{
  public:
    ScratchFolder()
        : m_path((std::filesystem::temp_directory_path() / "edgeward-best-XXXXXX").string())
    {
        if (!mkdtemp(m_path.data()))
        {
            throw IoError(m_path, "cannot be made", "set TMPDIR to a folder that is writable");
        }
    }

    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    ~ScratchFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    const std::string&
    Path() const
    {
        return m_path;
    }

  private:
    std::string m_path;
};

double
MeanReturn(Environment& playing, Learner& learner, std::uint64_t seed)
{
    playing.Reset(DeriveSeed(seed, 0, "validate/look"));
    double sum = 0.0;
    for (int episode = 0; episode < EPISODES; ++episode)
    {
        sum += EnvironmentLoop::PlayGreedily(playing, learner).sum;
    }
    return sum / EPISODES;
}

} // namespace

void
TrainAndKeepBest(EnvironmentLoop& loop,
                 Learner& learner,
                 std::uint64_t steps,
                 std::uint64_t every,
                 Environment& playing,
                 std::uint64_t seed)
{
    const ScratchFolder folder;
    double best = 0.0;
    for (std::uint64_t done = 0; done < steps;)
    {
        const std::uint64_t part = std::min(every, steps - done);
        loop.Run(part);
        const double mean = MeanReturn(playing, learner, seed);
        if (done == 0 || mean >= best) // of equals the one that has learned longer
        {
            best = mean;
            learner.Save(folder.Path());
        }
        done += part;
    }
    learner.Load(folder.Path());
}

} // namespace edgeward
