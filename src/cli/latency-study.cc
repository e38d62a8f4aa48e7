/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "cli/latency-report.h"
#include "cli/study.h"

#include <iostream>
#include <memory>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace edgeward
{

namespace
{

struct LatencyStudyArguments
{
    std::string out = "results/validate-latency";
    std::string page;
    bool isQuiet = false;
};

/** Written over on a terminal, once a study elsewhere. */
ValidationProgress
ProgressOf(const std::string& title, bool isQuiet)
{
    const bool isTerminal = isatty(STDERR_FILENO) == 1;
    return [=](std::size_t done, std::size_t total) {
        if (!isQuiet && (isTerminal || done == total))
        {
            std::cerr << (isTerminal ? "\r" : "") << title << ": " << done << "/" << total
                      << " fits" << (done == total ? "\n" : "") << std::flush;
        }
    };
}

void
RunStudy(const LatencyStudyArguments& arguments)
{
    const Catalog catalog(Catalog::DefaultFolder());
    LatencyReport report;
    for (const HoldOut holdOut : {HoldOut::NETWORK_ON_DEVICE,
                                  HoldOut::NETWORK_EVERYWHERE,
                                  HoldOut::THREE_KNOWN,
                                  HoldOut::DEVICE_NUMBERS})
    {
        const std::vector<LatencyResidual> residuals =
            ValidateLatency(catalog, holdOut, ProgressOf(ToString(holdOut), arguments.isQuiet));
        report.residuals.insert(report.residuals.end(), residuals.begin(), residuals.end());
    }
    report.layers = ValidateHostLayers(catalog);
    std::cout << RenderLatencyReport(report, StyleFor(STDOUT_FILENO));
    WriteLatencyReport(report, arguments.out);
    if (!arguments.page.empty())
    {
        ReplaceInPage(arguments.page,
                      "validate latency",
                      "Made with `edgeward validate latency` on " + MachineText() + ".\n\n" +
                          RenderLatencyReport(report, TableStyle::MARKDOWN));
        std::cout << "updated: " << arguments.page << '\n';
    }
    try
    {
        DrawLatencyReport(report, arguments.out);
    }
    catch (const IoError& error)
    {
        spdlog::warn("{}", error.what());
    }
    std::cout << "results: " << arguments.out << "/*.csv, *.png, *.svg\n";
}

} // namespace

void
AddLatencyStudy(CLI::App& validate, Action& chosen)
{
    CLI::App* command = validate.add_subcommand(
        "latency", "Latency models against published numbers and measured layers left out");
    auto arguments = std::make_shared<LatencyStudyArguments>();
    command->add_option("--out", arguments->out, "Folder for residuals and figure")
        ->type_name("DIR")
        ->capture_default_str();
    command
        ->add_option("--update-docs",
                     arguments->page,
                     "Put the tables into this page: docs/models/latency.md")
        ->type_name("FILE");
    command->add_flag("--quiet", arguments->isQuiet, "No progress");
    command->footer(
        "Each published latency is predicted from the others, by every latency model.\n\n"
        "Examples:\n"
        "  edgeward validate latency\n"
        "  edgeward validate latency --update-docs docs/models/latency.md");
    command->callback([arguments, &chosen] { chosen = [arguments] { RunStudy(*arguments); }; });
}

} // namespace edgeward
