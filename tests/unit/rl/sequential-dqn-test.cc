/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Several choices one after the other: Metz, Ibarz, Jaitly, Davidson, Discrete sequential
 * prediction of continuous actions for deep RL, 2017.
 */
#include "base/errors.h"
#include "base/file-writer.h"
#include "rl/choice-sequence.h"
#include "rl/environment-loop.h"
#include "rl/safetensors.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

/** Three choices of 2, 3 and 2 alternatives, one number to see. */
ChoiceSequence
ThreeChoices(bool isMaskJoint)
{
    return {1, ActionBranches({2, 3, 2}), isMaskJoint};
}

std::unique_ptr<Learner>
Make(const std::string& parameters)
{
    return Registry<Learner>::Create(Spec::Parse("sdqn(" + parameters + ")"));
}

const std::string SMALL = "hiddenLayers=16,learningStarts=8,batchSize=4,targetNetworkFrequency=10,"
                          "bufferSize=50";

LearnerProblem
TwoChoices(const std::vector<std::size_t>& sizes)
{
    LearnerProblem problem;
    problem.observationSize = 1;
    problem.actions = sizes[0] + sizes[1];
    problem.branches = sizes;
    problem.totalSteps = 1000;
    return problem;
}

/** A decision in a world without meaning. */
Transition
RandomTransition(RandomStream& random)
{
    Transition transition;
    transition.observation = {static_cast<float>(random.Uniform(-1.0, 1.0))};
    transition.nextObservation = {static_cast<float>(random.Uniform(-1.0, 1.0))};
    transition.mask = {1, 1, 1, 0, 1};
    transition.nextMask = {1, 1, 1, 1, 0};
    transition.reward = static_cast<float>(random.Uniform(-1.0, 1.0));
    transition.discount = 0.9F;
    return transition;
}

/** Rewards of two players in the climbing game of Claus and Boutilier, AAAI 1998, in tenths: the
 * best pair stands beside the worst ones. */
const float CLIMBING[3][3] = {{1.1F, -3.0F, 0.0F}, {-3.0F, 0.7F, 0.6F}, {0.0F, 0.0F, 0.5F}};

/** What a learner does in the end in a world of one state. @param reward of a joint action */
template <typename Reward>
std::int32_t
Settle(Learner& learner,
       const LearnerProblem& problem,
       const ActionMask& mask,
       const Reward& reward)
{
    learner.Start(problem);
    for (std::uint64_t step = 1; step <= problem.totalSteps; ++step)
    {
        Transition transition;
        transition.observation = transition.nextObservation = {1.0F};
        transition.mask = transition.nextMask = mask;
        transition.action = learner.Act(transition.observation, mask);
        transition.reward = reward(transition.action);
        transition.sequence = step;
        learner.Observe(transition);
    }
    return learner.ActGreedily({1.0F}, mask);
}

} // namespace

TEST(ChoiceSequence, ShowsWhatHasBeenChosen)
{
    const ChoiceSequence sequence = ThreeChoices(false);
    EXPECT_EQ(sequence.Inputs(), 1U + 2U + 3U) << "nothing follows the last choice";
    EXPECT_EQ(sequence.Outputs(), 3U);
    Observation encoded;
    sequence.Encode({0.5F}, {}, encoded);
    EXPECT_THAT(encoded, ElementsAre(0.5F, 0, 0, 0, 0, 0));
    sequence.Encode({0.5F}, {1}, encoded);
    EXPECT_THAT(encoded, ElementsAre(0.5F, 0, 1, 0, 0, 0));
    sequence.Encode({0.5F}, {1, 2}, encoded);
    EXPECT_THAT(encoded, ElementsAre(0.5F, 0, 1, 0, 0, 1));
}

TEST(ChoiceSequence, MasksEveryChoiceByItsOwnAlternatives)
{
    const ChoiceSequence sequence = ThreeChoices(false);
    const ActionMask mask = {1, 1, 1, 0, 1, 0, 1};
    ActionMask allowed;
    sequence.Mask(mask, {}, allowed);
    EXPECT_THAT(allowed, ElementsAre(1, 1, 0)) << "there is no third alternative";
    sequence.Mask(mask, {0}, allowed);
    EXPECT_THAT(allowed, ElementsAre(1, 0, 1));
    sequence.Mask(mask, {0, 2}, allowed);
    EXPECT_THAT(allowed, ElementsAre(0, 1, 0));
    sequence.Mask({}, {0}, allowed);
    EXPECT_THAT(allowed, ElementsAre(1, 1, 1)) << "not known";
}

TEST(ChoiceSequence, MasksAChoiceByTheJointActionsThatTheOnesBeforeLeave)
{
    // Allowed: (0, 1, 0), (0, 1, 1), (1, 0, 1), (1, 2, 0).
    ActionMask mask(12, 0);
    for (const std::size_t joint : {2U, 3U, 7U, 10U})
    {
        mask[joint] = 1;
    }
    const ChoiceSequence sequence = ThreeChoices(true);
    EXPECT_EQ(sequence.MaskSize(), 12U);
    ActionMask allowed;
    sequence.Mask(mask, {}, allowed);
    EXPECT_THAT(allowed, ElementsAre(1, 1, 0));
    sequence.Mask(mask, {0}, allowed);
    EXPECT_THAT(allowed, ElementsAre(0, 1, 0));
    sequence.Mask(mask, {1}, allowed);
    EXPECT_THAT(allowed, ElementsAre(1, 0, 1));
    sequence.Mask(mask, {0, 1}, allowed);
    EXPECT_THAT(allowed, ElementsAre(1, 1, 0));
    sequence.Mask(mask, {1, 2}, allowed);
    EXPECT_THAT(allowed, ElementsAre(1, 0, 0));
}

TEST(ChoiceSequence, ADecisionIsAsManyTransitionsOfWhichTheLastIsRewarded)
{
    Transition decision;
    decision.observation = {0.5F};
    decision.action = (1 * 3 + 2) * 2 + 0; // (1, 2, 0)
    decision.reward = 7.0F;
    decision.discount = 0.25F;
    decision.nextObservation = {-0.5F};
    decision.mask = ActionMask(7, 1);
    decision.nextMask = {0, 1, 1, 1, 1, 1, 1};
    decision.agent = 4;
    decision.sequence = 10;
    decision.isTruncated = true;
    ChoiceSequence sequence = ThreeChoices(false);
    std::vector<Transition> parts;
    sequence.Expand(decision, [&parts](const Transition& part) { parts.push_back(part); });
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_THAT(parts[0].observation, ElementsAre(0.5F, 0, 0, 0, 0, 0));
    EXPECT_THAT(parts[0].nextObservation, ElementsAre(0.5F, 0, 1, 0, 0, 0));
    EXPECT_EQ(parts[1].observation, parts[0].nextObservation);
    EXPECT_THAT(parts[1].nextObservation, ElementsAre(0.5F, 0, 1, 0, 0, 1));
    EXPECT_EQ(parts[2].observation, parts[1].nextObservation);
    EXPECT_THAT(parts[2].nextObservation, ElementsAre(-0.5F, 0, 0, 0, 0, 0));
    EXPECT_THAT(parts[0].mask, ElementsAre(1, 1, 0));
    EXPECT_THAT(parts[0].nextMask, ElementsAre(1, 1, 1));
    EXPECT_THAT(parts[1].nextMask, ElementsAre(1, 1, 0));
    EXPECT_THAT(parts[2].nextMask, ElementsAre(0, 1, 0)) << "of the next decision's first choice";
    const std::vector<std::int32_t> actions = {1, 2, 0};
    for (std::size_t k = 0; k < 3; ++k)
    {
        EXPECT_EQ(parts[k].action, actions[k]);
        EXPECT_EQ(parts[k].reward, k == 2 ? 7.0F : 0.0F);
        EXPECT_EQ(parts[k].discount, k == 2 ? 0.25F : 1.0F) << "no time passes between choices";
        EXPECT_EQ(parts[k].isTruncated, k == 2);
        EXPECT_EQ(parts[k].agent, 4U);
        EXPECT_EQ(parts[k].sequence, 28U + k) << "nine decisions of three choices went before";
    }
    decision.sequence = 0;
    sequence.Expand(decision, [](const Transition& part) {
        EXPECT_EQ(part.sequence, 0U) << "unnumbered stays unnumbered";
    });
}

TEST(ChoiceSequence, DecidesChoiceByChoice)
{
    ChoiceSequence sequence = ThreeChoices(false);
    std::vector<Observation> seen;
    const std::int32_t joint = sequence.Decide(
        {0.5F}, ActionMask(7, 1), [&seen](const Observation& observation, const ActionMask&) {
            seen.push_back(observation);
            return seen.size() == 2 ? 2 : 1;
        });
    EXPECT_EQ(joint, (1 * 3 + 2) * 2 + 1);
    ASSERT_EQ(seen.size(), 3U);
    EXPECT_THAT(seen[2], ElementsAre(0.5F, 0, 1, 0, 0, 1));
}

TEST(SequentialDqn, WithOneChoiceIsADqnToTheBit)
{
    const TemporaryFolder folder;
    for (const std::string name : {"dqn", "sdqn"})
    {
        const auto learner =
            Registry<Learner>::Create(Spec::Parse(name + "(backend=eigen," + SMALL + ")"));
        LearnerProblem problem;
        problem.observationSize = 1;
        problem.actions = 5;
        problem.totalSteps = 100;
        learner->Start(problem);
        RandomStream random(3);
        for (int k = 0; k < 100; ++k)
        {
            Transition transition = RandomTransition(random);
            transition.action = learner->Act(transition.observation, transition.mask);
            learner->Observe(transition);
        }
        MakeFolder(folder / name);
        learner->Save(folder / name);
    }
    const SafetensorsFile plain = ReadSafetensors(folder / "dqn/weights.safetensors");
    const SafetensorsFile sequential = ReadSafetensors(folder / "sdqn/weights.safetensors");
    EXPECT_EQ(sequential.metadata.at("learner"), "sdqn");
    for (const auto& [key, tensor] : plain.tensors)
    {
        EXPECT_EQ(sequential.tensors.at(key).values, tensor.values) << key;
    }
}

TEST(SequentialDqn, ChoosesOnlyWhatIsAllowed)
{
    const auto learner = Make(SMALL);
    LearnerProblem problem = TwoChoices({2, 3});
    problem.isMaskJoint = true;
    problem.actions = 6;
    learner->Start(problem);
    std::vector<int> counts(6, 0);
    for (int k = 0; k < 300; ++k)
    {
        const ActionMask mask = {0, 1, 0, 0, 0, 1}; // (0, 1) and (1, 2), but not (0, 2) or (1, 1)
        ++counts[static_cast<std::size_t>(learner->Act({0.1F}, mask))];
    }
    EXPECT_EQ(counts[1] + counts[5], 300);
    EXPECT_GT(counts[1], 0);
    EXPECT_GT(counts[5], 0);
}

TEST(SequentialDqn, FindsTheBestPairBetweenTheWorstOnes)
{
    // Alone, neither choice looks best: against a random partner the first alternative is worth
    // (1.1 - 3 + 0) / 3 and the third 0.5 / 3. Who knows the first choice needs no such mean.
    for (const std::uint64_t seed : {1U, 2U, 3U})
    {
        LearnerProblem problem = TwoChoices({3, 3});
        problem.seed = seed;
        problem.totalSteps = 1500;
        const auto learner = Make("hiddenLayers=32,learningRate=0.003,learningStarts=50,"
                                  "trainFrequency=2,targetNetworkFrequency=50,endEpsilon=0.1");
        const std::int32_t joint =
            Settle(*learner, problem, ActionMask(6, 1), [](std::int32_t action) {
                return CLIMBING[action / 3][action % 3];
            });
        EXPECT_EQ(joint, 0) << "seed " << seed << ": " << joint / 3 << ", " << joint % 3;
    }
}

TEST(SequentialDqn, LearnsTheBestOfTheCombinationsThatAreAllowed)
{
    LearnerProblem problem = TwoChoices({3, 3});
    problem.isMaskJoint = true;
    problem.actions = 9;
    problem.totalSteps = 1500;
    const ActionMask mask = {0, 1, 1, 1, 0, 1, 1, 1, 1}; // neither (0, 0) nor (1, 1)
    const auto learner = Make("hiddenLayers=32,learningRate=0.003,learningStarts=50,"
                              "trainFrequency=2,targetNetworkFrequency=50,endEpsilon=0.1");
    EXPECT_EQ(Settle(*learner,
                     problem,
                     mask,
                     [](std::int32_t action) { return CLIMBING[action / 3][action % 3]; }),
              1 * 3 + 2)
        << "0.6, the best that is left";
}

TEST(SequentialDqn, ContinuesFromACheckpointToTheBit)
{
    const TemporaryFolder folder;
    const auto whole = Make(SMALL + ",nStep=3,prioritizedReplay=true");
    const auto resumed = Make(SMALL + ",nStep=3,prioritizedReplay=true");
    whole->Start(TwoChoices({2, 3}));
    resumed->Start(TwoChoices({2, 3}));
    RandomStream random(5);
    const auto live = [&random](const std::vector<Learner*>& learners) {
        Transition transition = RandomTransition(random);
        for (Learner* learner : learners)
        {
            transition.action = learner->Act(transition.observation, transition.mask);
            learner->Observe(transition);
        }
    };
    for (int k = 0; k < 60; ++k)
    {
        live({whole.get()});
    }
    whole->Save(folder.Path());
    resumed->Load(folder.Path());
    EXPECT_EQ(resumed->Progress().steps, 60U) << "decisions, not choices";
    for (int k = 0; k < 60; ++k)
    {
        live({whole.get(), resumed.get()});
    }
    for (const auto& [name, learner] :
         {std::pair("whole", whole.get()), std::pair("resumed", resumed.get())})
    {
        MakeFolder(folder / name);
        learner->Save(folder / name);
    }
    for (const std::string file : {"/weights.safetensors", "/training-state.bin"})
    {
        EXPECT_EQ(ReadWholeFile(folder / ("whole" + file)),
                  ReadWholeFile(folder / ("resumed" + file)))
            << file;
    }
    const auto different = Make(SMALL + ",nStep=3,prioritizedReplay=true");
    different->Start(TwoChoices({2, 2}));
    EXPECT_THAT([&] { different->Load(folder.Path()); },
                ThrowsMessage<ConfigError>(HasSubstr("sequence was 2-3 and is 2-2")));
}

TEST(SequentialDqn, OthersRefuseMasksOfJointActions)
{
    LearnerProblem problem = TwoChoices({2, 3});
    problem.isMaskJoint = true;
    problem.actions = 6;
    const auto bdq = Registry<Learner>::Create(Spec::Parse("bdq"));
    EXPECT_THAT([&] { bdq->Start(problem); }, ThrowsMessage<ConfigError>(HasSubstr("use sdqn")));
}

} // namespace edgeward
