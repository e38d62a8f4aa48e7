/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>

namespace edgeward
{

namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/** Every command that does something. */
const std::vector<std::string> COMMANDS{"run",
                                        "train",
                                        "evaluate",
                                        "calibrate",
                                        "profile",
                                        "list",
                                        "dnn show",
                                        "device show",
                                        "device fit",
                                        "validate flow",
                                        "validate latency",
                                        "plot",
                                        "export",
                                        "plot learning"};

} // namespace

TEST(Program, EveryCommandHelpsWithExamples)
{
    const Program program;
    EXPECT_EQ(program.Run("--help").status, 0);
    EXPECT_THAT(program.Run("--help").out, HasSubstr("edgeward run quickstart"));
    for (const std::string& command : COMMANDS)
    {
        const ProgramOutcome outcome = program.Run(command + " --help");
        EXPECT_EQ(outcome.status, 0) << command;
        EXPECT_THAT(outcome.out, HasSubstr("Example")) << command;
        const std::string first = command.substr(0, command.find(' '));
        EXPECT_THAT(program.Run("--help").out, HasSubstr("\n  " + first + " "));
    }
}

TEST(Program, TheReferencePageHoldsEveryOption)
{
    // How help is laid out depends on the version of CLI11; options and their order do not.
    const Program program;
    const std::string page = ReadWholeFile(EDGEWARD_SOURCE_DIR "/docs/reference/cli.md");
    const std::regex option("--[a-z][a-z-]*");
    for (const std::string& command : COMMANDS)
    {
        const std::size_t begin = page.find("## `edgeward " + command + "`");
        ASSERT_NE(begin, std::string::npos) << command;
        const std::string section = page.substr(begin, page.find("\n## ", begin) - begin);
        const std::string help = program.Run(command + " --help").out;
        for (std::sregex_iterator match(help.begin(), help.end(), option), end; match != end;
             ++match)
        {
            EXPECT_THAT(section, HasSubstr(match->str()))
                << "put 'edgeward " << command << " --help' into the page";
        }
    }
}

TEST(Program, SaysWhatItIs)
{
    const ProgramOutcome outcome = Program().Run("--version");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.out, AllOf(StartsWith("edgeward "), HasSubstr("ns-3.")));
}

TEST(Program, BadCommandLinesExitWith2AndAMessage)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    for (const std::string arguments : {"",
                                        "fly",
                                        "run",
                                        "run s.toml --sed 5",
                                        "run s.toml --seed 0",
                                        "run s.toml --seed many",
                                        "run s.toml --jobs 0",
                                        "run s.toml --runs -1",
                                        "run s.toml --policy",
                                        "list",
                                        "profile"})
    {
        const ProgramOutcome outcome = program.Run(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_FALSE(outcome.err.empty()) << arguments;
        EXPECT_EQ(outcome.out, "") << arguments;
    }
    EXPECT_FALSE(program.Has("results"));
}

TEST(Program, UserErrorsAreOneLineEachWithTheRemedy)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    const std::vector<std::pair<std::string, std::string>> cases{
        {"run quikstart",
         "edgeward: unknown scenario 'quikstart'; did you mean 'quickstart'? known: "},
        {"run nowhere.toml", "edgeward: nowhere.toml: "},
        {"run s.toml --policy gready",
         "edgeward: --policy: unknown policy 'gready'; did you mean 'greedy'?"},
        {"run s.toml --policy 'greedy(a=1)'",
         "edgeward: --policy: greedy.a: is no parameter of greedy"},
        {"run s.toml --policy dqn", "edgeward: --policy: policy 'dqn' has to be trained; "},
        {"run s.toml --set run.duration", "edgeward: --set: 'run.duration' is not path=value; "},
        {"run s.toml --set run.duration_s=-1",
         "edgeward: --set: run.duration_s: is -1, not a number from "},
        {"run s.toml --set devices.0.cuont=3",
         "edgeward: --set: devices.0.cuont: is no key here; did you mean 'count'?"},
        {"run s.toml --out /dev/null/x", "edgeward: /dev/null/x: "},
        {"train s.toml",
         "edgeward: s.toml: training: is missing: there is nothing to train; add [training]"},
        {"evaluate s.toml --checkpoint nowhere", "edgeward: nowhere"},
        {"list polices", "KIND: there is no list of 'polices'; did you mean 'policies'?"},
        {"plot nowhere", "edgeward: nowhere: there are no results; "},
    };
    for (const auto& [arguments, message] : cases)
    {
        const ProgramOutcome outcome = program.Run(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_THAT(outcome.err, StartsWith(message)) << arguments;
        EXPECT_EQ(outcome.out, "") << arguments;
    }
}

TEST(Program, ListsWhatThereIs)
{
    const Program program;
    const ProgramOutcome outcome = program.Run("list policies devices dnns scenarios");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.err, "");
    for (const char* part : {"policies:\n",
                             "  greedy ",
                             "  oracle ",
                             "  raspberry-pi-4 ",
                             "  mobilenet-v1 ",
                             "  quickstart "})
    {
        EXPECT_THAT(outcome.out, HasSubstr(part));
    }
    for (const std::string kind : {"rewards",
                                   "latency-models",
                                   "energy-models",
                                   "keys",
                                   "access",
                                   "transports",
                                   "processors",
                                   "mobility",
                                   "positions"})
    {
        const ProgramOutcome list = program.Run("list -v " + kind);
        EXPECT_EQ(list.status, 0) << kind;
        EXPECT_GT(list.out.size(), 20U) << kind;
    }
    EXPECT_THAT(program.Run("list access").out,
                AllOf(HasSubstr("wifi "), HasSubstr("csma "), HasSubstr("p2p ")));
}

TEST(Program, RunsAScenarioAndSaysWhereTheResultsAre)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    const ProgramOutcome outcome = program.Run("run s.toml --out out");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    for (const char* part : {"\nlocal ",
                             "\nrandom ",
                             "results: out/results.sqlite, records.csv, summary.csv",
                             "figures: out/figures"})
    {
        EXPECT_THAT(outcome.out, HasSubstr(part));
    }
    for (const char* file : {"results.sqlite",
                             "records.csv",
                             "summary.csv",
                             "scenario.toml",
                             "figures/latency-cdf.png",
                             "figures/latency-cdf.svg"})
    {
        EXPECT_TRUE(program.Has(std::string("out/") + file)) << file;
    }
    EXPECT_THAT(outcome.err, HasSubstr("evaluated 6/6"));
    EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("\033")))
        << "escape sequences outside a terminal";
}

TEST(Program, PutsResultsIntoAFolderOfTheirOwnByDefault)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    for (int i = 0; i < 2; ++i)
    {
        const ProgramOutcome outcome = program.Run("run s.toml --quiet --policy local --runs 1");
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.err, "") << "quiet";
        EXPECT_THAT(outcome.out, HasSubstr("results: results/s-2"));
    }
}

TEST(Program, SameSeedSameRecordsWhateverTheNumberOfProcesses)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    ASSERT_EQ(program.Run("run s.toml --jobs 1 --out one").status, 0);
    ASSERT_EQ(program.Run("run s.toml --jobs 3 --out three").status, 0);
    ASSERT_EQ(program.Run("run s.toml --jobs 3 --seed 2 --out other").status, 0);
    EXPECT_EQ(program.Read("one/records.csv"), program.Read("three/records.csv"));
    EXPECT_EQ(program.Read("one/summary.csv"), program.Read("three/summary.csv"));
    EXPECT_NE(program.Read("one/records.csv"), program.Read("other/records.csv"));
}

TEST(Program, NeverOverwritesResults)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    ASSERT_EQ(program.Run("run s.toml --policy local --out out").status, 0);
    const std::string before = program.Read("out/records.csv");
    const ProgramOutcome again = program.Run("run s.toml --policy random --out out");
    EXPECT_EQ(again.status, 2);
    EXPECT_THAT(again.err, HasSubstr("edgeward: out/results.sqlite: "));
    EXPECT_EQ(program.Read("out/records.csv"), before);
}

TEST(Program, AFullDiskIsAMessageAndNothingStoredIsLost)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    // Files may not grow beyond 800 blocks of 512 or 1024 bytes (the shell decides): room for some
    // of the runs, not for all.
    const ProgramOutcome outcome =
        program.Run("run s.toml --set run.duration_s=240 --out out", "ulimit -f 800");
    EXPECT_EQ(outcome.status, 2) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("edgeward: out/results.sqlite: "));
    EXPECT_EQ(program.Run("plot out").status, 0) << "what was stored can be read";
    EXPECT_TRUE(program.Has("out/figures/latency-cdf.png"));
}

TEST(Program, WhatIsTrainedOnFlowsIsConfirmedOnPackets)
{
    const Program program;
    program.Write("s.toml", TinyScenario() + "[training]\npolicy = \"lin-ucb\"\nepisodes = 3\n");
    const ProgramOutcome outcome =
        program.Run("train s.toml --fidelity flow --confirm packet --out t --quiet");
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const std::size_t flow = outcome.out.find("evaluated with fidelity \"flow\"");
    const std::size_t packet = outcome.out.find("evaluated with fidelity \"packet\"");
    ASSERT_NE(packet, std::string::npos);
    EXPECT_LT(flow, packet);
    for (const std::string fidelity : {"flow", "packet"})
    {
        EXPECT_THAT(program.Read("t/" + fidelity + "/summary.csv"), HasSubstr("\r\nlin-ucb,"));
        EXPECT_THAT(program.Read("t/" + fidelity + "/scenario.toml"), HasSubstr(fidelity));
    }
    // Only one of them travels as flows, and says so.
    EXPECT_NE(outcome.out.substr(flow, packet - flow).find("network: flows"), std::string::npos);
    EXPECT_EQ(outcome.out.find("network: flows", packet), std::string::npos);
    EXPECT_EQ(program.Run("train s.toml --confirm pigeon --out u").status, 2);
}

TEST(Program, TrainsKeepsAndEvaluatesAPolicy)
{
    const Program program;
    program.Write("s.toml", TinyScenario() + "[training]\npolicy = \"lin-ucb\"\nepisodes = 3\n");
    const ProgramOutcome train = program.Run("train s.toml --out trained");
    EXPECT_EQ(train.status, 0) << train.err;
    EXPECT_THAT(train.out, HasSubstr("policy:  trained/policy/"));
    EXPECT_THAT(train.err, HasSubstr("training: episode 3/3"));
    EXPECT_TRUE(program.Has("trained/policy/manifest.toml"));
    EXPECT_TRUE(program.Has("trained/training.csv"));
    const ProgramOutcome evaluate =
        program.Run("evaluate s.toml --checkpoint trained/policy --seed 9 --out evaluated");
    EXPECT_EQ(evaluate.status, 0) << evaluate.err;
    EXPECT_THAT(evaluate.out, AllOf(HasSubstr("\nlin-ucb "), HasSubstr("\nlocal ")));
    const ProgramOutcome without = program.Run("evaluate s.toml --out baselines");
    EXPECT_EQ(without.status, 0) << without.err;
    EXPECT_THAT(without.out, Not(HasSubstr("lin-ucb")));
}

TEST(Program, RefusesACheckpointOfAnotherScenario)
{
    const Program program;
    program.Write("s.toml", TinyScenario() + "[training]\npolicy = \"lin-ucb\"\nepisodes = 1\n");
    ASSERT_EQ(program.Run("train s.toml --out trained").status, 0);
    const ProgramOutcome outcome = program.Run(
        "evaluate s.toml --set 'network.variants=[\"d0\"]' --checkpoint trained/policy --out out");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, StartsWith("edgeward: trained/policy"));
    EXPECT_FALSE(program.Has("out"));
}

TEST(Program, CtrlCDuringTrainingKeepsCheckpointAndResults)
{
    const Program program;
    program.Write("s.toml",
                  TinyScenario() + "[training]\npolicy = \"lin-ucb\"\nepisodes = 100000\n");
    const ProgramOutcome outcome =
        program.Interrupt("run s.toml --out out", "out/policy/manifest.toml");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(
        outcome.err,
        HasSubstr(
            "edgeward: interrupted; results so far are in out; what was learned is in out/policy"));
    EXPECT_THAT(outcome.err, Not(HasSubstr("internal error")));
    EXPECT_TRUE(program.Has("out/policy/manifest.toml"));
    EXPECT_TRUE(program.Has("out/training.csv"));
    EXPECT_EQ(
        program.Run("evaluate s.toml --checkpoint out/policy --policy lin-ucb --runs 1 --out again")
            .status,
        0);
}

TEST(Program, RunsEveryScenarioForASecond)
{
    const Program program;
    std::istringstream names(program.Run("list scenarios").out);
    std::size_t count = 0;
    for (std::string line; std::getline(names, line); ++count)
    {
        const std::string name = line.substr(0, line.find(' '));
        const ProgramOutcome outcome = program.Run(
            "evaluate " + name +
            " --runs 1 --set run.duration_s=1 --set run.warmup_s=0 --set run.drain_s=1 --out " +
            std::to_string(count));
        EXPECT_EQ(outcome.status, 0) << name << ": " << outcome.err;
    }
    EXPECT_GT(count, 0U);
}

TEST(Program, ABadLearnerParameterLeavesNoFolderBehind)
{
    const Program program;
    program.Write("s.toml", TinyScenario() + "[training]\npolicy = \"lin-ucb\"\nepisodes = 1\n");
    const ProgramOutcome outcome = program.Run("run s.toml --policy 'lin-ucb(alfa=1)' --out out");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(
        outcome.err,
        HasSubstr("--policy: lin-ucb.alfa: is no parameter of lin-ucb; did you mean 'alpha'?"));
    EXPECT_FALSE(program.Has("out"));
}

TEST(Program, AScenarioWithoutPoliciesSaysSo)
{
    const Program program;
    const std::string text = TinyScenario();
    program.Write("s.toml", text.substr(0, text.find("[evaluate]")));
    const ProgramOutcome outcome = program.Run("run s.toml --out out");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(
        outcome.err,
        StartsWith(
            "edgeward: s.toml: evaluate.policies: is missing: there is nothing to compare; "));
    EXPECT_FALSE(program.Has("out"));
}

#if EDGEWARD_HAS_TORCH
TEST(Program, ProfilesANetworkIntoACsvFile)
{
    const Program program;
    const ProgramOutcome outcome = program.Run(
        "profile mobilenet-v1 --width 0.25 --resolution 128 --repeats 2 --warm-up 1 --out p.csv");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("whole network"), HasSubstr("profile: p.csv")));
    EXPECT_THAT(program.Read("p.csv"),
                AllOf(HasSubstr("# command: edgeward profile mobilenet-v1 --width 0.25"),
                      HasSubstr("# threads: 1")));
    EXPECT_EQ(program.Run("profile mobilnet-v1").status, 2);
    EXPECT_EQ(program.Run("profile mobilenet-v1 --resolution 0").status, 2);
}

TEST(Program, ProfilesThreadsAndBatchesIntoAFileEach)
{
    const Program program;
    const ProgramOutcome outcome = program.Run("profile lenet-5 --threads 1,2 --batch 1,2 "
                                               "--repeats 3 --warm-up 1 --out p.csv");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("batch curve: 1:1,2:"), HasSubstr("sum of layers")));
    for (const std::string file :
         {"p-threads1-batch1", "p-threads1-batch2", "p-threads2-batch1", "p-threads2-batch2"})
    {
        EXPECT_TRUE(program.Has(file + ".csv")) << file;
    }
    EXPECT_THAT(program.Read("p-threads2-batch1.csv"), HasSubstr("# batch_total_s: 1:"));
}

TEST(Program, ProfilesWhatIsMissingAndGoesOnAfterAnInterrupt)
{
    const Program program;
    const std::string models = "export EDGEWARD_MODELS=$PWD/models";
    const std::string setUp =
        "mkdir -p models/dnn models/devices models/profiles && "
        "cp " EDGEWARD_SOURCE_DIR "/models/dnn/lenet-5.toml " EDGEWARD_SOURCE_DIR
        "/models/dnn/b-lenet.toml models/dnn/ && ";
    const std::string command = "profile --all --host here --repeats 2 --warm-up 0";
    const ProgramOutcome first = program.Run(command, setUp + models);
    EXPECT_EQ(first.status, 0) << first.err;
    EXPECT_THAT(first.out, HasSubstr("profiles: 2 of 2 measured"));
    EXPECT_TRUE(program.Has("models/profiles/here/lenet-5-fp32.csv"));
    EXPECT_THAT(program.Run(command, models).out, HasSubstr("profiles: 0 of 2 measured"));
    EXPECT_THAT(program.Run(command + " --force", models).out,
                HasSubstr("profiles: 2 of 2 measured"));
    const std::string whole = program.Read("models/profiles/here/lenet-5-fp32.csv");
    program.Write("models/profiles/here/lenet-5-fp32.csv", whole.substr(0, whole.size() / 2));
    const ProgramOutcome repaired = program.Run(command, models);
    EXPECT_THAT(repaired.out, HasSubstr("profiles: 1 of 2 measured"));
    EXPECT_THAT(repaired.err, HasSubstr("measured again"));
    EXPECT_EQ(program.Run("profile").status, 2);
    EXPECT_EQ(program.Run("profile lenet-5 --all").status, 2);
}

TEST(Program, SaysWhatIsWrongWithATorchScriptFile)
{
    const Program program;
    EXPECT_EQ(program.Run("profile missing.ts").status, 2);
    EXPECT_THAT(program.Run("profile missing.ts").err, HasSubstr("missing.ts"));
    program.Write("broken.ts", "this is no archive");
    EXPECT_EQ(program.Run("profile broken.ts").status, 2);
    EXPECT_THAT(program.Run("profile broken.ts").err,
                AllOf(HasSubstr("broken.ts"), HasSubstr("torch.jit.script")));
    EXPECT_EQ(program.Run("profile broken.ts --input 1x0").status, 2);
    EXPECT_EQ(program.Run("profile lenet-5 --engine steam").status, 2);
}

TEST(Program, TrainsTheDqnAndActsFromItsCheckpoint)
{
    const Program program;
    program.Write("s.toml",
                  TinyScenario() +
                      "[training]\npolicy = \"dqn(learningStarts=5,batchSize=8)\"\nepisodes = 3\n");
    const ProgramOutcome outcome = program.Run("run s.toml --out out");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("\ndqn "));
    EXPECT_TRUE(program.Has("out/policy/weights.safetensors"));
    EXPECT_TRUE(program.Has("out/figures/learning-curve.png"));
    EXPECT_EQ(program.Run("evaluate s.toml --checkpoint out/policy --out again").status, 0);
    EXPECT_EQ(program.Read("out/records.csv"), program.Read("again/records.csv"))
        << "acting needs no training";
    const ProgramOutcome slip = program.Run("run s.toml --policy 'dqn(learnRate=1)' --out slip");
    EXPECT_EQ(slip.status, 2);
    EXPECT_THAT(
        slip.err,
        HasSubstr("--policy: dqn.learnRate: is no parameter of dqn; did you mean 'learningRate'?"));
}
#else
TEST(Program, SaysThatItWasBuiltWithoutLibTorch)
{
    const ProgramOutcome outcome = Program().Run("profile mobilenet-v1");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr("this Edgeward was built without LibTorch"));
}
#endif

TEST(Program, DrawsFiguresAgain)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    ASSERT_EQ(program.Run("run s.toml --runs 1 --out out").status, 0);
    const ProgramOutcome outcome = program.Run("plot out --out again");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(program.Has("again/latency-cdf.png"));
}

} // namespace edgeward
