/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/test.h"

#include <cstdlib>
#include <sstream>
#include <string>

namespace edgeward
{

namespace
{

/**
 * The bridge from ns-3's test runner to our GoogleTest programs, so that "./test.py -s edgeward"
 * runs them.
 *
 * Each program is a test case and runs in a process of its own, as it does standalone: ns-3's
 * simulator, names and seeds exist once per process, and no test may see what another one left
 * behind.
 */
class ProgramTestCase : public ns3::TestCase
{
  public:
    explicit ProgramTestCase(const std::string& program)
        : TestCase(program)
        , m_program(program)
    {
    }

  private:
    void
    DoRun() override
    {
        const std::string command = std::string("\"") + EDGEWARD_TEST_FOLDER "/edgeward-" +
                                    m_program + "\" --gtest_brief=1";
        NS_TEST_ASSERT_MSG_EQ(std::system(command.c_str()), 0, "failed: " << command);
    }

    const std::string m_program;
};

/** Every program that the build names. */
class EdgewardTestSuite : public ns3::TestSuite
{
  public:
    EdgewardTestSuite()
        : TestSuite("edgeward")
    {
        std::istringstream programs(EDGEWARD_TESTS);
        for (std::string program; programs >> program;)
        {
            AddTestCase(new ProgramTestCase(program));
        }
    }
};

const EdgewardTestSuite SUITE;

} // namespace

} // namespace edgeward
