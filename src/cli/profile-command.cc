/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/profile-run.h"
#include "dnn/catalog.h"

#include <algorithm>
#include <filesystem>

namespace edgeward
{

namespace
{

namespace fs = std::filesystem;

constexpr std::uint32_t QUICK_WARM_UP = 3; // the first three inferences are the slow ones
constexpr std::uint32_t QUICK_REPEATS = 10;

struct ProfileArguments
{
    ProfileRequest request;
    ProfileOptions options;
    std::string network; ///< or a file
    std::vector<std::string> inputs;
    std::string out;
    std::string host;
    bool isAll = false;
    bool isForced = false;
    bool isQuick = false;
    bool hasResolution = false;
};

/** Whether this is the name of a TorchScript file, not of a network. */
bool
IsFile(const std::string& name)
{
    const std::string ending = fs::path(name).extension().string();
    return name.find('/') != std::string::npos || ending == ".ts" || ending == ".pt" ||
           ending == ".pth" || ending == ".jit" || fs::is_regular_file(name);
}

/** "1x3x224x224" */
std::vector<std::int64_t>
ParseShape(const std::string& text)
{
    std::vector<std::int64_t> shape;
    for (const std::string& part : Split(text, 'x'))
    {
        const auto size = ParseInt(part);
        if (!size || *size < 1)
        {
            throw ConfigError(
                {}, "input", "'" + text + "' is no shape", "write sizes like 1x3x224x224");
        }
        shape.push_back(*size);
    }
    return shape;
}

/** The resolution that a network is published for; the request's if the catalogue lacks it. */
std::uint32_t
CatalogResolution(const ProfileRequest& request)
{
    const Catalog catalog(Catalog::DefaultFolder());
    const std::vector<std::string> names = catalog.DnnNames();
    if (std::find(names.begin(), names.end(), request.dnn) == names.end())
    {
        return request.resolution;
    }
    std::uint32_t largest = 0;
    for (const DnnVariant& variant : catalog.GetDnn(request.dnn).variants)
    {
        largest = std::max(largest, variant.resolution);
    }
    return largest;
}

void
Profile(ProfileArguments arguments)
{
    ProfileRequest& request = arguments.request;
    if (arguments.isQuick)
    {
        request.warmUp = QUICK_WARM_UP;
        request.repeats = QUICK_REPEATS;
    }
    if (arguments.isAll != arguments.network.empty())
    {
        throw ConfigError({},
                          "NETWORK",
                          arguments.isAll ? "is given beside --all" : "is missing",
                          "name a network or a TorchScript file, or give --all");
    }
    if (arguments.isAll)
    {
        ProfileAll(request, arguments.options, arguments.host, arguments.isForced);
        return;
    }
    if (IsFile(arguments.network))
    {
        request.file = arguments.network;
        for (const std::string& input : arguments.inputs)
        {
            request.inputs.push_back(ParseShape(input));
        }
    }
    else
    {
        request.dnn = arguments.network;
        request.resolution =
            arguments.hasResolution ? request.resolution : CatalogResolution(request);
    }
    ProfileOne(request, arguments.options, arguments.out);
}

void
AddMeasuringOptions(CLI::App& command, ProfileArguments& arguments)
{
    ProfileRequest& request = arguments.request;
    ProfileOptions& options = arguments.options;
    command.add_option("--threads", options.threads, "Threads of one inference, e.g. 1,2")
        ->delimiter(',')
        ->capture_default_str();
    command
        .add_option(
            "--batch", options.batches, "Inferences at once, e.g. 1,2,4,8; times are of all")
        ->delimiter(',')
        ->capture_default_str();
    command.add_option("--warm-up", request.warmUp, "Inferences that are not counted")
        ->capture_default_str();
    command.add_option("--repeats", request.repeats, "Inferences that are counted")
        ->capture_default_str();
    command.add_flag("--quick", arguments.isQuick, "Few inferences: --warm-up 3 --repeats 10");
}

} // namespace

void
AddProfileCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "profile", "Measure a network on this machine, layer by layer, with LibTorch");
    auto arguments = std::make_shared<ProfileArguments>();
    ProfileRequest& request = arguments->request;
    command->add_option(
        "NETWORK",
        arguments->network,
        "What to measure: a network like mobilenet-v1, or a TorchScript file like my-model.ts");
    command->add_option("--width", request.width, "Width multiplier")->capture_default_str();
    CLI::Option* const resolution = command->add_option(
        "--resolution",
        request.resolution,
        "Height and width of the input (pixels); default: the largest of the catalogue");
    command->add_option("--precision", request.precision, "fp32 or int8")->capture_default_str();
    command
        ->add_option("--input",
                     arguments->inputs,
                     "Shape of an input of the file, e.g. 1x3x224x224; once for each input")
        ->type_name("SHAPE")
        ->allow_extra_args(false);
    command->add_option(
        "--engine",
        request.engine,
        "What computes int8, e.g. onednn or qnnpack; default: the fastest there is");
    AddMeasuringOptions(*command, *arguments);
    command->add_flag("--all", arguments->isAll, "Every network and variant of the catalogue");
    command->add_option("--host",
                        arguments->host,
                        "With --all: folder in models/profiles; default: the reference host");
    command
        ->add_option("--passes",
                     arguments->options.passes,
                     "With --all: measure everything so often, keep the quietest of each")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_flag(
        "--force", arguments->isForced, "With --all: measure again what is there as well");
    command
        ->add_option("--out",
                     arguments->out,
                     "CSV file, with -threadsN-batchN where there are several; default: "
                     "NETWORK-WIDTH-RESOLUTION-PRECISION.csv")
        ->type_name("FILE");
    command->add_flag("--quiet", arguments->options.isQuiet, "No progress");
    command->footer("Examples:\n"
                    "  edgeward profile mobilenet-v1 --width 0.5 --resolution 160\n"
                    "  edgeward profile resnet-18 --precision int8 --batch 1,2,4,8\n"
                    "  edgeward profile my-model.ts --input 1x3x224x224\n"
                    "  edgeward profile --all --passes 4 --host my-machine");
    command->callback([arguments, resolution, &chosen] {
        arguments->hasResolution = resolution->count() > 0;
        chosen = [arguments] { Profile(*arguments); };
    });
}

} // namespace edgeward
