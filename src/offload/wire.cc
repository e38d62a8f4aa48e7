/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/wire.h"

#include "offload/wire-codec.h"

#include <cmath>

namespace edgeward
{

namespace
{

constexpr std::uint8_t WIRE_VERSION = 1;

// No plan, context or report has more parts than this; a larger count is a damaged header.
constexpr std::uint16_t MAX_PARTS = 4096;

/** Visits the fields of a message in one order for writing, so that reading mirrors it. */
class WriteFields
{
  public:
    explicit WriteFields(WireWriter& writer)
        : m_writer(writer)
    {
    }

    template <typename T>
    void
    operator()(T& value)
    {
        m_writer.Put(value);
    }

    template <typename T, typename Each>
    void
    List(std::vector<T>& list, Each each)
    {
        m_writer.Put(static_cast<std::uint16_t>(list.size()));
        for (T& item : list)
        {
            each(*this, item);
        }
    }

  private:
    WireWriter& m_writer;
};

/** Visits the fields for counting their bytes as written. */
class CountFields
{
  public:
    template <typename T>
    void
    operator()(T&)
    {
        m_bytes += sizeof(T);
    }

    template <typename T, typename Each>
    void
    List(std::vector<T>& list, Each each)
    {
        m_bytes += sizeof(std::uint16_t);
        for (T& item : list)
        {
            each(*this, item);
        }
    }

    std::uint32_t
    Bytes() const
    {
        return m_bytes;
    }

  private:
    std::uint32_t m_bytes = 0;
};

/** Visits the fields for reading. */
class ReadFields
{
  public:
    explicit ReadFields(WireReader& reader)
        : m_reader(reader)
    {
    }

    template <typename T>
    void
    operator()(T& value)
    {
        value = m_reader.Get<T>();
    }

    // A bool that is neither 0 nor 1 must not reach the program.
    void
    operator()(bool& value)
    {
        value = m_reader.Get<std::uint8_t>() != 0;
    }

    template <typename T, typename Each>
    void
    List(std::vector<T>& list, Each each)
    {
        const std::uint16_t count = m_reader.Get<std::uint16_t>();
        for (std::uint16_t i = 0; i < count && count <= MAX_PARTS && m_reader.IsGood(); ++i)
        {
            list.emplace_back();
            each(*this, list.back());
        }
    }

  private:
    WireReader& m_reader;
};

template <typename Fields>
void
Visit(Fields& field, InferenceRequest& request)
{
    field(request.id);
    field(request.device);
    field(request.dnn);
    field(request.arrivalNs);
    field(request.deadlineNs);
    field(request.accuracyFloor);
    field(request.inputBytes);
    field(request.resultBytes);
    field(request.sample);
}

template <typename Fields>
void
Visit(Fields& field, Stage& stage)
{
    field(stage.node);
    field(stage.variant);
    field(stage.layers.first);
    field(stage.layers.last);
    field(stage.slice.begin);
    field(stage.slice.end);
    field(stage.exit.kind);
    field(stage.exit.threshold);
    field(stage.dvfsLevel);
}

template <typename Fields>
void
Visit(Fields& field, PlanEdge& edge)
{
    field(edge.from);
    field(edge.to);
    field(edge.bytes);
    field(edge.codec.ratio);
    field(edge.codec.encodeSeconds);
    field(edge.codec.decodeSeconds);
}

template <typename Fields>
void
Visit(Fields& field, Plan& plan)
{
    const auto each = [](Fields& inner, auto& item) { Visit(inner, item); };
    field(plan.admit);
    field(plan.action);
    field.List(plan.stages, each);
    field.List(plan.edges, each);
}

// A plan that messages share: as its value.
template <typename Fields>
void
Visit(Fields& field, std::shared_ptr<const Plan>& plan)
{
    if constexpr (std::is_same_v<Fields, ReadFields>)
    {
        Plan read;
        Visit(field, read);
        plan = std::make_shared<const Plan>(std::move(read));
    }
    else
    {
        Visit(field, const_cast<Plan&>(*plan));
    }
}

template <typename Fields>
void
Visit(Fields& field, WireState& state)
{
    field(state.backlogSeconds);
    field(state.utilization);
    field(state.measuredNs);
}

template <typename Fields>
void
Visit(Fields& field, NodeState& node)
{
    field(node.id);
    field(node.isReachable);
    field(node.backlogSeconds);
    field(node.utilization);
    field(node.uploadSeconds);
    field(node.returnSeconds);
    field(node.uploadJoule);
    field(node.ageSeconds);
}

template <typename Fields>
void
Visit(Fields& field, StageInput& message)
{
    Visit(field, message.request);
    Visit(field, message.plan);
    field(message.stage);
    field(message.feeder);
    field(message.origin);
    field(message.sentNs);
}

template <typename Fields>
void
Visit(Fields& field, StageResult& message)
{
    field(message.request);
    field(message.stage);
    field(message.expected);
    field(message.isRejected);
    field(message.isExit);
    field(message.accuracy);
    field(message.inputBytes);
    field(message.inputSentNs);
    field(message.inputArrivedNs);
    field(message.sentNs);
    Visit(field, message.state);
}

template <typename Fields>
void
Visit(Fields& field, StateReport& message)
{
    Visit(field, message.state);
}

template <typename Fields>
void
Visit(Fields& field, DecisionQuery& message)
{
    DecisionContext& context = message.context;
    Visit(field, context.request);
    field(context.nowNs);
    field(context.batteryFraction);
    field(context.linkRateBps);
    field(context.ownPending);
    field(context.secondsSinceLast);
    field.List(context.nodes, [](Fields& inner, NodeState& node) { Visit(inner, node); });
}

template <typename Fields>
void
Visit(Fields& field, DecisionReply& message)
{
    field(message.request);
    Visit(field, message.plan);
    field(message.stateAgeNs);
    Visit(field, message.state);
}

/** Writing and counting change nothing; one visitor serves both directions. */
template <typename Fields>
void
VisitUnchanged(Fields& fields, const WireMessage& message)
{
    std::visit(
        [&fields](const auto& part) {
            Visit(fields, const_cast<std::decay_t<decltype(part)>&>(part));
        },
        message);
}

/** Reads a T if the bytes hold exactly that. */
template <typename T>
std::optional<WireMessage>
Read(WireReader& reader)
{
    T message;
    ReadFields fields(reader);
    Visit(fields, message);
    return reader.IsComplete() ? std::optional<WireMessage>(std::move(message)) : std::nullopt;
}

/** Reads the alternative number @p type of the variant. */
template <std::size_t I = 0>
std::optional<WireMessage>
ReadAlternative(std::size_t type, WireReader& reader)
{
    if constexpr (I < std::variant_size_v<WireMessage>)
    {
        return type == I ? Read<std::variant_alternative_t<I, WireMessage>>(reader)
                         : ReadAlternative<I + 1>(type, reader);
    }
    else
    {
        return std::nullopt;
    }
}

bool
IsSound(const Plan& plan)
{
    // Node and variant numbers are checked against the scenario by who executes; here only the
    // structure.
    return plan.Problem(NO_NODE, NO_VARIANT).empty();
}

bool
IsSound(const WireMessage& message)
{
    if (const auto* input = std::get_if<StageInput>(&message))
    {
        const auto stages = static_cast<std::int32_t>(input->plan->stages.size());
        return IsSound(*input->plan) && input->stage < stages && input->feeder >= -1 &&
               input->feeder < stages;
    }
    if (const auto* reply = std::get_if<DecisionReply>(&message))
    {
        return IsSound(reply->plan);
    }
    return true;
}

} // namespace

std::vector<std::uint8_t>
EncodeWire(const WireMessage& message)
{
    WireWriter writer;
    writer.Put(WIRE_VERSION);
    writer.Put(static_cast<std::uint8_t>(message.index()));
    WriteFields fields(writer);
    VisitUnchanged(fields, message);
    return writer.Take();
}

std::uint32_t
CountWireBytes(const WireMessage& message)
{
    CountFields fields;
    VisitUnchanged(fields, message);
    return sizeof WIRE_VERSION + sizeof(std::uint8_t) + fields.Bytes();
}

WireContent::WireContent(WireMessage wire)
    : MessageContent(CountWireBytes(wire))
    , message(std::move(wire))
{
}

std::vector<std::uint8_t>
WireContent::Encode() const
{
    return EncodeWire(message);
}

std::optional<WireMessage>
DecodeWire(const std::vector<std::uint8_t>& bytes)
{
    WireReader reader(bytes);
    const std::uint8_t version = reader.Get<std::uint8_t>();
    const std::uint8_t type = reader.Get<std::uint8_t>();
    if (version != WIRE_VERSION)
    {
        return std::nullopt;
    }
    std::optional<WireMessage> message = ReadAlternative(type, reader);
    return message && IsSound(*message) ? message : std::nullopt;
}

} // namespace edgeward
