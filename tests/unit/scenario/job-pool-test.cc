/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/job-pool.h"

#include "base/errors.h"
#include "scenario/job-pool-interrupt.h"

#include <algorithm>
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace edgeward
{

namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

Job
MakeJob(const std::string& name,
        std::function<std::string(const Job::Report&)> work,
        std::vector<std::string>& results)
{
    Job job;
    job.name = name;
    job.work = std::move(work);
    job.done = [&results](const std::string& result) { results.push_back(result); };
    return job;
}

} // namespace

TEST(JobPool, RunsEveryJobInAProcessOfItsOwn)
{
    std::vector<std::string> results;
    JobPool pool(2);
    for (int i = 0; i < 5; ++i)
    {
        pool.Add(MakeJob(
            "job", [](const Job::Report&) { return std::to_string(getpid()); }, results));
    }
    EXPECT_TRUE(pool.Run(nullptr));
    const std::set<std::string> processes(results.begin(), results.end());
    EXPECT_EQ(processes.size(), 5U);
    EXPECT_EQ(processes.count(std::to_string(getpid())), 0U);
}

TEST(JobPool, CarriesResultsOfAnySizeAndContentUnharmed)
{
    // Larger than a pipe's buffer (64 KiB) by far, with every byte value.
    std::string big;
    for (int i = 0; i < 3'000'000; ++i)
    {
        big += static_cast<char>(i % 256);
    }
    std::vector<std::string> results;
    JobPool pool(2);
    pool.Add(MakeJob(
        "big", [&big](const Job::Report&) { return big; }, results));
    pool.Add(MakeJob(
        "empty", [](const Job::Report&) { return std::string(); }, results));
    EXPECT_TRUE(pool.Run(nullptr));
    EXPECT_THAT(results, UnorderedElementsAre(big, ""));
}

TEST(JobPool, PassesReportsOnInOrderBeforeTheResult)
{
    std::vector<std::string> results;
    JobPool pool(1);
    Job job = MakeJob(
        "job",
        [](const Job::Report& report) {
            report("one");
            report("two");
            return std::string("end");
        },
        results);
    job.note = [&results](const std::string& note) { results.push_back(note); };
    pool.Add(job);
    EXPECT_TRUE(pool.Run(nullptr));
    EXPECT_THAT(results, ElementsAre("one", "two", "end"));
}

TEST(JobPool, NeverRunsMoreThanItsWorkers)
{
    int running = 0;
    int most = 0;
    JobPool pool(2);
    for (int i = 0; i < 6; ++i)
    {
        Job job;
        job.name = "job";
        job.work = [](const Job::Report& report) {
            report("begin");
            usleep(20000);
            return std::string();
        };
        job.note = [&](const std::string&) { most = std::max(most, ++running); };
        job.done = [&](const std::string&) { --running; };
        pool.Add(job);
    }
    EXPECT_TRUE(pool.Run(nullptr));
    EXPECT_EQ(most, 2);
}

TEST(JobPool, ACrashTakesNothingElseWithIt)
{
    std::vector<std::string> results;
    JobPool pool(2);
    pool.Add(MakeJob(
        "good", [](const Job::Report&) { return std::string("good"); }, results));
    pool.Add(MakeJob(
        "greedy, run 3",
        [](const Job::Report&) {
            std::signal(SIGSEGV, SIG_DFL);
            raise(SIGSEGV);
            return std::string();
        },
        results));
    pool.Add(MakeJob(
        "late", [](const Job::Report&) { return std::string("late"); }, results));
    EXPECT_FALSE(pool.Run(nullptr));
    EXPECT_THAT(results, UnorderedElementsAre("good", "late"));
    ASSERT_EQ(pool.Failures().size(), 1U);
    EXPECT_EQ(pool.Failures()[0].job, "greedy, run 3");
    EXPECT_FALSE(pool.Failures()[0].isUserError);
    EXPECT_EQ(pool.Failures()[0].message, "its process died: Segmentation fault");
}

TEST(JobPool, AJobThatExitsSilentlyIsAFailure)
{
    std::vector<std::string> results;
    JobPool pool(1);
    pool.Add(MakeJob(
        "job", [](const Job::Report&) -> std::string { _exit(3); }, results));
    EXPECT_FALSE(pool.Run(nullptr));
    EXPECT_EQ(pool.Failures().at(0).message, "its process ended with status 3 and no result");
}

TEST(JobPool, AUserErrorStopsTheOthersAndArrivesWhole)
{
    std::vector<std::string> results;
    JobPool pool(1);
    pool.Add(MakeJob(
        "training",
        [](const Job::Report&) -> std::string { throw ConfigError("line one\nline two"); },
        results));
    pool.Add(MakeJob(
        "later", [](const Job::Report&) { return std::string("later"); }, results));
    EXPECT_FALSE(pool.Run(nullptr));
    EXPECT_TRUE(results.empty());
    ASSERT_EQ(pool.Failures().size(), 1U);
    EXPECT_TRUE(pool.Failures()[0].isUserError);
    EXPECT_EQ(pool.Failures()[0].message, "line one\nline two");
}

TEST(JobPool, OtherExceptionsAreNotTheUsersFault)
{
    std::vector<std::string> results;
    JobPool pool(1);
    pool.Add(MakeJob(
        "job", [](const Job::Report&) -> std::string { throw std::logic_error("oops"); }, results));
    EXPECT_FALSE(pool.Run(nullptr));
    EXPECT_FALSE(pool.Failures().at(0).isUserError);
    EXPECT_EQ(pool.Failures().at(0).message, "oops");
}

TEST(JobPool, JobsMayAddJobs)
{
    std::vector<std::string> results;
    JobPool pool(1);
    Job first;
    first.name = "first";
    first.work = [](const Job::Report&) { return std::string("first"); };
    first.done = [&](const std::string&) {
        pool.Add(MakeJob(
            "second", [](const Job::Report&) { return std::string("second"); }, results));
    };
    pool.Add(first);
    EXPECT_TRUE(pool.Run(nullptr));
    EXPECT_THAT(results, ElementsAre("second"));
}

TEST(JobPool, AnInterruptKillsJobsButLetsTheOrderlyOnesEnd)
{
    std::vector<std::string> results;
    const InterruptGuard guard;
    JobPool pool(2);
    Job orderly = MakeJob(
        "orderly",
        [](const Job::Report& report) {
            report("begin");
            while (InterruptGuard::Count() == 0)
            {
                usleep(1000);
            }
            return std::string("in good order");
        },
        results);
    orderly.endsInGoodOrder = true;
    orderly.note = [](const std::string&) { raise(SIGINT); };
    pool.Add(orderly);
    pool.Add(MakeJob(
        "endless",
        [](const Job::Report&) -> std::string {
            for (;;)
            {
                pause();
            }
        },
        results));
    pool.Add(MakeJob(
        "never", [](const Job::Report&) { return std::string("never"); }, results));
    EXPECT_FALSE(pool.Run(nullptr));
    EXPECT_TRUE(pool.WasInterrupted());
    EXPECT_THAT(results, ElementsAre("in good order"));
    EXPECT_TRUE(pool.Failures().empty());
}

} // namespace edgeward
