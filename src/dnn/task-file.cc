/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/task-file.h"

#include "dnn/catalog-fields.h"

#include <filesystem>

namespace edgeward
{

Dnn
ReadTaskFile(const std::string& path)
{
    const TomlTable table = TomlTable::ParseFile(path);
    Dnn dnn;
    dnn.name = std::filesystem::path(path).stem().string();
    dnn.title = ReadText(table, "title");
    dnn.accuracyMetric = "top1";
    DnnVariant task;
    task.name = "task";
    task.precision = "fp32";
    task.macs = table.GetDouble("instructions", 1.0, LARGEST_COUNT);
    task.fileBytes = table.GetDouble("container_bytes", 1.0, LARGEST_COUNT);
    task.top1 = 1.0;
    task.source = ReadText(table, "source");
    dnn.variants.push_back(task);
    dnn.defaultVariants = {task.name};
    table.CheckUnknownKeys();
    return dnn;
}

} // namespace edgeward
