/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_GRAPH_DOT_H
#define EDGEWARD_DNN_GRAPH_DOT_H

#include "dnn/dnn-graph.h"

#include <string>

namespace edgeward
{

/**
 * A network as a picture in Graphviz's language: a box per layer with its operator, output shape
 * and multiply-accumulates, darker the more of them; on each edge the bytes that go over it; exits
 * with a double frame.
 */
std::string RenderDot(const DnnGraph& graph, const std::string& title);

/** Bytes for people: "588 kB" (powers of 1000). */
std::string BytesText(double bytes);

} // namespace edgeward

#endif // EDGEWARD_DNN_GRAPH_DOT_H
