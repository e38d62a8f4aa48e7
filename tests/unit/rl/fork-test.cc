/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "unit/rl/toy-problems.h"

#include <gtest/gtest.h>

#include <cstring>
#include <sys/wait.h>
#include <unistd.h>

namespace edgeward
{

namespace
{

/** A digest of everything that a learner has learned. */
std::uint64_t
Fingerprint(const Dqn& learner)
{
    std::uint64_t digest = 1469598103934665603ULL; // FNV-1a
    for (const float value : test::OnlineParameters(learner))
    {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        digest = (digest ^ bits) * 1099511628211ULL;
    }
    return digest;
}

TEST(Fork, AChildTrainsAsItsParentWould)
{
    // Workers are forked processes; a thread pool that fork() does not copy would leave the child
    // waiting forever.
    auto learner = test::MakeDqn("hiddenLayers=64-64,learningStarts=64,trainFrequency=1");
    learner->Start(test::MakeProblem(32, 12, 1000));
    RandomStream world(1);
    test::Exercise(*learner, world, 200, 32, 12);
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0)
    {
        alarm(60);
        test::Exercise(*learner, world, 200, 32, 12);
        const std::uint64_t digest = Fingerprint(*learner);
        const bool isWritten = write(ends[1], &digest, sizeof digest) == sizeof digest;
        _exit(isWritten ? 0 : 1);
    }
    test::Exercise(*learner, world, 200, 32, 12);
    std::uint64_t digest = 0;
    EXPECT_EQ(read(ends[0], &digest, sizeof digest), static_cast<ssize_t>(sizeof digest));
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status)) << "the child was killed, by its alarm if signal 14";
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(digest, Fingerprint(*learner));
    close(ends[0]);
    close(ends[1]);
}

} // namespace

} // namespace edgeward
