/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/radio-ledger.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

using namespace edgeward;

TEST(RadioLedger, ALoneTransferPaysForItsTime)
{
    double meter = 0.0;
    RadioLedger ledger(1, [&meter](NodeId) { return meter; });
    meter = 1.0;
    ledger.Begin(0, 5);
    meter = 3.5;
    ledger.End(0, 5);
    meter = 4.0;
    EXPECT_DOUBLE_EQ(ledger.Close(0, 5), 2.5);
    EXPECT_DOUBLE_EQ(ledger.Unattributed(0), 1.5);
}

TEST(RadioLedger, TransfersAtTheSameTimeShareEqually)
{
    double meter = 0.0;
    RadioLedger ledger(1, [&meter](NodeId) { return meter; });
    ledger.Begin(0, 1);
    meter = 1.0; // request 1 alone
    ledger.Begin(0, 2);
    meter = 2.0; // both
    EXPECT_DOUBLE_EQ(ledger.Close(0, 1), 1.5);
    meter = 5.0; // request 2 alone
    EXPECT_DOUBLE_EQ(ledger.Close(0, 2), 3.5);
}

TEST(RadioLedger, ARequestThatNeverSentHasNoEnergy)
{
    RadioLedger ledger(2, [](NodeId) { return 1.0; });
    EXPECT_DOUBLE_EQ(ledger.Close(1, 3), 0.0);
}

TEST(RadioLedger, SharesAndRestSumToTheMeter)
{
    RandomStream draw(3);
    double meter = 0.0;
    double shares = 0.0;
    RadioLedger ledger(1, [&meter](NodeId) { return meter; });
    for (int step = 0; step < 1000; ++step)
    {
        meter += draw.Exponential(1.0);
        const RequestId request = draw.Index(5);
        switch (draw.Index(3))
        {
        case 0:
            ledger.Begin(0, request);
            break;
        case 1:
            ledger.End(0, request);
            break;
        default:
            shares += ledger.Close(0, request);
        }
    }
    for (RequestId request = 0; request < 5; ++request)
    {
        shares += ledger.Close(0, request);
    }
    // 1000 additions of numbers up to 1000: rounding stays far below 1e-9 of the sum.
    EXPECT_NEAR(shares + ledger.Unattributed(0), meter, 1e-9 * meter);
}
