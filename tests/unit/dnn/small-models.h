/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_UNIT_DNN_SMALL_MODELS_H
#define EDGEWARD_UNIT_DNN_SMALL_MODELS_H

#include "support/temporary-folder.h"

#include <string>

namespace edgeward
{

/** @p text with the first @p from replaced by @p to; @p from must occur. */
inline std::string
Replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
    {
        throw std::logic_error("'" + from + "' does not occur in the text");
    }
    return text.replace(at, from.size(), to);
}

/** A sound network file of two variants. */
inline const std::string SMALL_DNN = R"(title = "Small"
accuracy_metric = "top1"

[[variant]]
name = "big"
width = 1.0
resolution = 32
precision = "fp32"
macs = 8e6
parameters = 1e6
file_bytes = 4e6
top1 = 0.7
top5 = 0.9
source = "somebody, 2020"

[[variant]]
name = "little"
width = 0.5
resolution = 32
precision = "fp32"
macs = 2e6
parameters = 0.25e6
file_bytes = 1e6
top1 = 0.6
top5 = 0.8
source = "somebody, 2020"
)";

/** A sound device file with one latency, of the variant "big". */
inline const std::string SMALL_DEVICE = R"(title = "Board"
processor = "2x Core"
cores = 2
threads = 2
idle_w = 1.0
busy_w = 3.5
power_source = "a meter"
memory_bytes = 1000
specification_source = "a label"

[[latency]]
dnn = "small"
width = 1.0
resolution = 32
precision = "fp32"
threads = 2
latency_s = 0.02
source = "somebody, 2021"
)";

/** A sound profile of three layers that take 1, 2 and 1 ms; the whole takes 5 ms. */
inline const std::string BIG_PROFILE = R"(# source: measured
# layers: 3
# layer_sum_s: 0.004
# total_mean_s: 0.005
# total_std_s: 0.0005
# total_p50_s: 0.005
# total_p95_s: 0.006
index,name,op,inputs,input_shapes,output_shape,macs,parameters,output_bytes,std_s,p50_s,p95_s,mean_s
0,a,conv2d,,3x32x32,25x2x2,4e6,1000,400,0,0.001,0.001,0.001
1,b,conv2d,0,25x2x2,50,3e6,2000,200,0,0.002,0.002,0.002
2,c,linear,1,50,10,1e6,3000,40,0,0.001,0.001,0.001
)";

/** A models folder with the files above: network "small", device "board", host profile of "big". */
class SmallModels
{
  public:
    SmallModels()
    {
        for (const char* const folder : {"/dnn", "/devices", "/profiles/host"})
        {
            std::filesystem::create_directories(m_folder.Path() + folder);
        }
        m_folder.Write("dnn/small.toml", SMALL_DNN);
        m_folder.Write("devices/board.toml", SMALL_DEVICE);
        m_folder.Write("profiles/reference.toml", "host = \"host\"\n");
        m_folder.Write("profiles/host/small-big.csv", BIG_PROFILE);
    }

    const std::string&
    Path() const
    {
        return m_folder.Path();
    }

    /** Write or replace a file. */
    void
    Write(const std::string& name, const std::string& content) const
    {
        m_folder.Write(name, content);
    }

    /** Add the host profile of "little": 2 ms in all, three layers of equal time. */
    void
    AddLittleProfile() const
    {
        std::string text = BIG_PROFILE;
        text = Replaced(text, "layer_sum_s: 0.004", "layer_sum_s: 0.003");
        text = Replaced(text, "total_mean_s: 0.005", "total_mean_s: 0.002");
        text = Replaced(text, "0.002,0.002,0.002\n", "0.002,0.002,0.001\n");
        Write("profiles/host/small-little.csv", text);
    }

  private:
    TemporaryFolder m_folder;
};

} // namespace edgeward

#endif // EDGEWARD_UNIT_DNN_SMALL_MODELS_H
