/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "fake-learner.h"
#include "policy-fixture.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include "policy/learning-policy.h"
#include "policy/observation-encoder.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

LearningPolicy&
AsLearning(Policy& policy)
{
    return dynamic_cast<LearningPolicy&>(policy);
}

class DqnPolicyTest : public testing::Test
{
  protected:
    /** One request of @p device at @p seconds; its record completes after 100 ms. */
    RequestRecord
    Decide(Policy& policy, NodeId device, RequestId request, double seconds) const
    {
        DecisionContext context = MakeContext(environment, device, request);
        context.nowNs = context.request.arrivalNs = static_cast<std::int64_t>(seconds * 1e9);
        context.ownPending = static_cast<double>(request);
        return CompletedRecord(environment, context, policy.Decide({context})[0], 0.1);
    }

    Observation
    Encoded(NodeId device, RequestId request) const
    {
        DecisionContext context = MakeContext(environment, device, request);
        context.ownPending = static_cast<double>(request);
        Observation observation;
        ObservationEncoder(environment).Encode(context, observation);
        return observation;
    }

    PolicyEnvironment environment = MakeEnvironment(2, {NodeRole::EDGE, NodeRole::CLOUD});
};

} // namespace

TEST_F(DqnPolicyTest, TheLearnerGetsTheTransitionsOfTheSemiMarkovProcess)
{
    const std::unique_ptr<Policy> policy = StartPolicy("dqn(learner=fake)", environment);
    const RequestRecord first = Decide(*policy, 0, 1, 10.0);
    const RequestRecord second = Decide(*policy, 0, 2, 12.0);
    Decide(*policy, 0, 3, 13.0);
    policy->Learn(second); // before the first
    policy->Learn(first);
    ASSERT_EQ(FakeLearner::Alive().size(), 1U);
    const std::vector<Transition>& transitions = FakeLearner::Alive()[0]->transitions;
    ASSERT_EQ(transitions.size(), 2U);
    EXPECT_EQ(transitions[1].observation, Encoded(0, 1));
    EXPECT_EQ(transitions[1].nextObservation, Encoded(0, 2));
    EXPECT_EQ(transitions[1].action, first.action);
    EXPECT_FLOAT_EQ(transitions[1].reward, static_cast<float>((*environment.reward)(first)));
    EXPECT_FLOAT_EQ(transitions[1].discount, 0.25F); // gamma 0.5 a second, two seconds
    EXPECT_EQ(transitions[0].observation, Encoded(0, 2));
    EXPECT_FLOAT_EQ(transitions[0].discount, 0.5F);
}

TEST_F(DqnPolicyTest, UnfinishedRequestsAndTheLastDecisionsTeachNothing)
{
    const std::unique_ptr<Policy> policy = StartPolicy("dqn(learner=fake)", environment);
    RequestRecord first = Decide(*policy, 0, 1, 10.0);
    const RequestRecord second = Decide(*policy, 0, 2, 12.0);
    first.outcome = Outcome::UNFINISHED;
    policy->Learn(first);
    policy->Learn(second);
    policy->Finish(15000000000);
    policy->Start(environment);
    Decide(*policy, 0, 3, 1.0);
    EXPECT_TRUE(FakeLearner::Alive().at(0)->transitions.empty());
}

TEST_F(DqnPolicyTest, TheLearnerLivesThroughRunsAndKnowsTheProblem)
{
    const std::unique_ptr<Policy> policy =
        Registry<Policy>::Create(Spec::Parse("dqn(learner=fake,hidden=5)"));
    AsLearning(*policy).SetTotalSteps(1000);
    policy->Start(environment);
    policy->Finish(0);
    policy->Start(environment);
    ASSERT_EQ(FakeLearner::Alive().size(), 1U);
    const FakeLearner& learner = *FakeLearner::Alive()[0];
    EXPECT_EQ(learner.hidden, 5U);
    EXPECT_EQ(learner.problem.totalSteps, 1000U);
    EXPECT_EQ(learner.problem.actions, 9U);
    EXPECT_EQ(learner.problem.observationSize, ObservationEncoder(environment).Spec().Size());
}

TEST_F(DqnPolicyTest, SeparateNetworksLearnFromTheirOwnDevice)
{
    const std::unique_ptr<Policy> policy =
        Registry<Policy>::Create(Spec::Parse("dqn(learner=fake,sharedNetwork=false)"));
    AsLearning(*policy).SetTotalSteps(1000);
    policy->Start(environment);
    ASSERT_EQ(FakeLearner::Alive().size(), 2U);
    policy->Learn(Decide(*policy, 1, 1, 10.0));
    Decide(*policy, 1, 2, 11.0);
    EXPECT_TRUE(FakeLearner::Alive()[0]->transitions.empty());
    EXPECT_EQ(FakeLearner::Alive()[1]->transitions.size(), 1U);
    EXPECT_NE(FakeLearner::Alive()[0]->problem.seed, FakeLearner::Alive()[1]->problem.seed);
    EXPECT_EQ(FakeLearner::Alive()[0]->problem.totalSteps, 500U);
    const LearnerProgress progress = AsLearning(*policy).Progress();
    EXPECT_EQ(progress.steps, 2U);
    EXPECT_EQ(progress.updates, 1U);
    EXPECT_DOUBLE_EQ(progress.epsilon, 0.5);
}

TEST_F(DqnPolicyTest, WithoutTrainingItActsGreedilyAndTellsTheLearnerNothing)
{
    const std::unique_ptr<Policy> policy = StartPolicy("dqn(learner=fake)", environment);
    AsLearning(*policy).SetTraining(false);
    policy->Learn(Decide(*policy, 0, 1, 10.0));
    const RequestRecord again = Decide(*policy, 0, 1, 11.0);
    EXPECT_EQ(again.action, Decide(*policy, 0, 1, 12.0).action);
    EXPECT_EQ(FakeLearner::Alive().at(0)->acted, 0U);
    EXPECT_TRUE(FakeLearner::Alive().at(0)->transitions.empty());
}

TEST_F(DqnPolicyTest, WithoutThePluginItSaysWhatIsMissing)
{
    // LibTorch is not linked into this program.
    EXPECT_EQ(
        Complaint(
            [] { Registry<Policy>::Create(Spec::Parse("dqn(learningRate=0.1)", {"--policy"})); }),
        "--policy: dqn.backend: 'torch' needs the LibTorch plug-in, which is not there; build "
        "with -DEDGEWARD_WITH_TORCH=ON, or train with backend=eigen");
    EXPECT_NO_THROW(Registry<Policy>::Create(Spec::Parse("dqn(learningRate=0.1,backend=eigen)")));
}

TEST_F(DqnPolicyTest, ParametersOfTheLearnerAreCheckedBeforeAnythingStarts)
{
    EXPECT_NE(Complaint([] {
                  Registry<Policy>::Create(Spec::Parse("dqn(learner=fake,hiden=3)"));
              }).find("hidden"),
              std::string::npos);
    EXPECT_NE(Complaint([] {
                  Registry<Policy>::Create(Spec::Parse("dqn(learner=fake,hidden=0)"));
              }).find("hidden"),
              std::string::npos);
    // The two of the fake learner come on top.
    EXPECT_EQ(Registry<Policy>::Parameters(Spec::Parse("dqn(learner=fake)")).size(),
              Registry<Policy>::Find("dqn").parameters.size() + 2);
}

TEST_F(DqnPolicyTest, ALearnerThatFailsIsHeard)
{
    const std::unique_ptr<Policy> policy =
        StartPolicy("dqn(learner=fake,broken=true)", environment);
    policy->Learn(Decide(*policy, 0, 1, 10.0));
    EXPECT_THROW(Decide(*policy, 0, 2, 11.0), UserError);
}

TEST_F(DqnPolicyTest, ACheckpointActsAsTheLearnerDid)
{
    for (const std::string shared : {"true", "false"})
    {
        const TemporaryFolder folder;
        const std::unique_ptr<Policy> trained =
            StartPolicy("dqn(learner=fake,sharedNetwork=" + shared + ")", environment);
        AsLearning(*trained).SetProvenance({{"scenario", "a \"quoted\" name"}});
        AsLearning(*trained).Save(folder / "trained");
        AsLearning(*trained).SetTraining(false);
        const std::unique_ptr<Policy> acting =
            StartPolicy("dqn(checkpoint=" + folder / "trained" + ")", environment);
        RandomStream random(3);
        for (RequestId request = 0; request < 100; ++request)
        {
            const DecisionContext context = RandomContext(environment, random, request);
            EXPECT_EQ(acting->Decide({context})[0].action, trained->Decide({context})[0].action);
        }
        EXPECT_EQ(Complaint([&] {
                      AsLearning(*acting).Save(folder / "again");
                  }).find("nothing to save") != std::string::npos,
                  true);
    }
}

TEST_F(DqnPolicyTest, TrainingContinuesFromAFolder)
{
    const TemporaryFolder folder;
    environment.seed = 5;
    AsLearning(*StartPolicy("dqn(learner=fake)", environment)).Save(folder.Path());
    environment.seed = 6;
    const std::unique_ptr<Policy> fresh = StartPolicy("dqn(learner=fake)", environment);
    const std::unique_ptr<Policy> loaded =
        Registry<Policy>::Create(Spec::Parse("dqn(learner=fake)"));
    AsLearning(*loaded).Load(folder.Path()); // takes effect at Start()
    loaded->Start(environment);
    AsLearning(*fresh).SetTraining(false);
    AsLearning(*loaded).SetTraining(false);
    const std::unique_ptr<Policy> acting =
        StartPolicy("dqn(checkpoint=" + folder.Path() + ")", environment);
    RandomStream random(4);
    int differences = 0;
    for (RequestId request = 0; request < 100; ++request)
    {
        const DecisionContext context = RandomContext(environment, random, request);
        const std::int32_t expected = acting->Decide({context})[0].action;
        EXPECT_EQ(loaded->Decide({context})[0].action, expected);
        differences += fresh->Decide({context})[0].action != expected ? 1 : 0;
    }
    EXPECT_GT(differences, 10);
    AsLearning(*fresh).Load(folder.Path());
    const DecisionContext context = MakeContext(environment);
    EXPECT_EQ(fresh->Decide({context})[0].action, acting->Decide({context})[0].action);
}
