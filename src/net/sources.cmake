# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(net
  SOURCES
    access-network.cc
    attribute-check.cc
    backhaul.cc
    covered-time.cc
    csma-access.cc
    frame.cc
    internet-stack.cc
    link-access.cc
    network-path.cc
    object-spec.cc
    point-to-point-access.cc
    radio-meter.cc
    set-up-loss.cc
    tcp-connection.cc
    tcp-transport.cc
    throughput-radio.cc
    topology.cc
    transport.cc
    udp-transport.cc
    wifi-access-attributes.cc
    wifi-access.cc
    wifi-airtime.cc
  NS3 core network internet point-to-point csma wifi mobility energy propagation traffic-control
)
