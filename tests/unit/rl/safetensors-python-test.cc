/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Weights in the hands of another program: Python, with nothing but its standard library and what
 * github.com/huggingface/safetensors says about the format.
 */
#include "base/child-program.h"
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "rl/mlp.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdio>

namespace edgeward
{

namespace
{

using testing::HasSubstr;
using testing::ThrowsMessage;

/** Reads the file of its first argument and writes the values of every tensor to the second one,
 * exactly: "name shape values" in hexadecimal. */
const char* const READ = R"py(
import json, struct, sys

data = open(sys.argv[1], "rb").read()
(length,) = struct.unpack("<Q", data[:8])
header = json.loads(data[8 : 8 + length])
assert header.pop("__metadata__")["learner"] == "test"
with open(sys.argv[2], "w") as out:
    for name, entry in sorted(header.items()):
        begin, end = entry["data_offsets"]
        assert entry["dtype"] == "F32"
        values = struct.unpack("<%df" % ((end - begin) // 4), data[8 + length :][begin:end])
        shape = "x".join(str(size) for size in entry["shape"])
        out.write(" ".join([name, shape] + [value.hex() for value in values]) + "\n")
)py";

/** Doubles every value and writes the tensors again, with the metadata of the third argument. */
const char* const EDIT = R"py(
import json, struct, sys

data = open(sys.argv[1], "rb").read()
(length,) = struct.unpack("<Q", data[:8])
header = json.loads(data[8 : 8 + length])
values = struct.unpack("<%df" % ((len(data) - 8 - length) // 4), data[8 + length :])
del header["__metadata__"]
metadata = json.loads(sys.argv[3])
if metadata is not None:
    header["__metadata__"] = metadata
text = json.dumps(header).encode()
with open(sys.argv[2], "wb") as out:
    out.write(struct.pack("<Q", len(text)) + text)
    out.write(struct.pack("<%df" % len(values), *[2.0 * value for value in values]))
)py";

class SafetensorsPythonTest : public testing::Test
{
  protected:
    void
    SetUp() override
    {
        if (RunChildProgram(m_folder.Path(), {"python3", "-c", "pass"}).startError == ENOENT)
        {
            GTEST_SKIP() << "python3 is not installed, so nothing is known about Python here";
        }
        SafetensorsFile file;
        Mlp network({3, 2});
        network.Weight(0) = std::vector<float>{0.1F, -2.0F, 3.5F, 0.0F, 1e-30F, 1.0F / 3.0F};
        network.Bias(0) = std::vector<float>{0.25F, -7e20F};
        file.tensors = network.ToTensors();
        file.metadata = {{"learner", "test"}, {"updates", "7"}};
        WriteSafetensors(m_folder / "weights", file);
    }

    void
    Run(const std::vector<std::string>& arguments)
    {
        std::vector<std::string> all = {"python3", "-c"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const ChildResult result = RunChildProgram(m_folder.Path(), all);
        ASSERT_TRUE(result.IsSuccess()) << result.errors;
    }

    TemporaryFolder m_folder;
};

} // namespace

TEST_F(SafetensorsPythonTest, ReadsEveryValueToTheBit)
{
    Run({READ, "weights", "values"});
    // Python's float.hex() is C's "%a" with 13 digits.
    std::string expected;
    for (const auto& [name, tensor] : ReadSafetensors(m_folder / "weights").tensors)
    {
        std::vector<std::string> words = {name};
        std::vector<std::string> sizes;
        for (const std::int64_t size : tensor.shape)
        {
            sizes.push_back(std::to_string(size));
        }
        words.push_back(Join(sizes, "x"));
        for (const float value : tensor.values)
        {
            char text[40];
            std::snprintf(text, sizeof text, value == 0.0F ? "%.1a" : "%.13a", double{value});
            words.emplace_back(text);
        }
        expected += Join(words, " ") + "\n";
    }
    EXPECT_EQ(ReadWholeFile(m_folder / "values"), expected);
}

TEST_F(SafetensorsPythonTest, WeightsThatPythonChangedAreReadWithoutChecksum)
{
    const SafetensorsFile before = ReadSafetensors(m_folder / "weights");
    for (const std::string metadata : {"null", R"({"format": "np"})"})
    {
        Run({EDIT, "weights", "changed", metadata});
        const SafetensorsFile after = ReadSafetensors(m_folder / "changed");
        Mlp network = Mlp::FromTensors(after.tensors, "changed");
        const Observation observation = {1.0F, 0.0F, 0.0F};
        // 2 * 0.1 and its bias 2 * 0.25.
        EXPECT_FLOAT_EQ(network.Forward(observation)[0], 0.7F) << metadata;
        ASSERT_EQ(after.tensors.size(), before.tensors.size());
    }
}

TEST_F(SafetensorsPythonTest, AChecksumThatIsKeptMustFit)
{
    Run({EDIT, "weights", "changed", R"({"edgeward.crc32": "00000000"})"});
    EXPECT_THAT([&] { ReadSafetensors(m_folder / "changed"); },
                ThrowsMessage<ConfigError>(HasSubstr("leaves out the metadata entry")));
    Run({EDIT, "weights", "changed", R"({"learner": "test"})"});
    EXPECT_THAT([&] { ReadSafetensors(m_folder / "changed"); },
                ThrowsMessage<ConfigError>(HasSubstr("has no checksum")));
}

} // namespace edgeward
