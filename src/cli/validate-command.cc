/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "cli/study.h"

#include <fstream>
#include <thread>

namespace edgeward
{

void
ReplaceInPage(const std::string& page, const std::string& name, const std::string& text)
{
    std::string all = ReadWholeFile(page);
    const std::size_t begin = all.find("<!-- " + name + " begin");
    const std::size_t from = begin == std::string::npos ? begin : all.find("-->\n", begin);
    const std::size_t to =
        from == std::string::npos ? from : all.find("<!-- " + name + " end", from);
    if (to == std::string::npos)
    {
        throw ConfigError({page, 0, 0},
                          "",
                          "has no '<!-- " + name + " begin -->' and '<!-- " + name + " end -->'",
                          "put both on lines of their own where the table belongs");
    }
    const std::size_t start = from + std::string("-->\n").size();
    all.replace(start, to - start, "\n" + text + "\n");
    WriteFileAtomically(page, all);
}

std::string
MachineText()
{
    std::ifstream stream("/proc/cpuinfo");
    std::string processor = "unknown processor";
    for (std::string line; std::getline(stream, line);)
    {
        if (line.rfind("model name", 0) == 0 && line.find(':') != std::string::npos)
        {
            processor = Trim(line.substr(line.find(':') + 1));
            break;
        }
    }
    return processor + ", " + std::to_string(std::thread::hardware_concurrency()) + " processors";
}

void
AddValidateCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("validate", "Check models and learners against numbers they were not given");
    command->require_subcommand(1);
    AddFlowStudy(*command, chosen);
    AddLatencyStudy(*command, chosen);
    AddLearningStudy(*command, chosen);
}

} // namespace edgeward
