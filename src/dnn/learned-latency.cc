/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-context.h"
#include "dnn/latency-learner.h"
#include "dnn/published-latency.h"

#include <algorithm>

namespace edgeward
{

namespace
{

bool
HasSameNumbers(const DeviceProfile& a, const DeviceProfile& b)
{
    return std::equal(a.latencies.begin(),
                      a.latencies.end(),
                      b.latencies.begin(),
                      b.latencies.end(),
                      [](const PublishedLatency& x, const PublishedLatency& y) {
                          return KeyOf(x) == KeyOf(y) && x.threads == y.threads &&
                                 x.seconds == y.seconds;
                      });
}

/** Published where it exists for exactly the variant, else learned from all published numbers. */
class LearnedModel : public LatencyModel
{
  public:
    LatencyCost
    Predict(const Catalog& catalog,
            const DeviceProfile& device,
            const Dnn& dnn,
            VariantId variantId,
            LayerRange range) const override
    {
        const DnnVariant& variant = dnn.variants.at(variantId);
        const Answer& answer = Find(catalog, device, dnn, variant);
        return PartOf(answer.whole, answer.layerSeconds, range);
    }

  private:
    struct Answer
    {
        LatencyCost whole;
        std::vector<double> layerSeconds;
    };

    /** What a learner was given beside the catalogue's own devices. */
    struct Learned
    {
        DeviceProfile device;
        std::unique_ptr<LatencyLearner> learner;
        std::map<std::tuple<std::string, std::uint32_t, VariantKey>, Answer>
            answers; ///< by device, threads and variant
    };

    const Answer&
    Find(const Catalog& catalog,
         const DeviceProfile& device,
         const Dnn& dnn,
         const DnnVariant& variant) const
    {
        bool isNew = false;
        const HostLatency& host = m_context.Host(catalog, &isNew);
        if (isNew)
        {
            m_learned.clear();
        }
        Learned& learned = LearnedWith(catalog, host, device);
        const auto key = std::make_tuple(device.name, device.threads, KeyOf(dnn.name, variant));
        const auto found = learned.answers.find(key);
        return found != learned.answers.end()
                   ? found->second
                   : learned.answers
                         .emplace(key, Make(host, *learned.learner, device, dnn, variant))
                         .first->second;
    }

    /** The learner that knows the device's numbers: the catalogue's, or one with its own in their
     * place. */
    Learned&
    LearnedWith(const Catalog& catalog, const HostLatency& host, const DeviceProfile& device) const
    {
        const std::vector<std::string> names = catalog.DeviceNames();
        const bool isOurs = std::binary_search(names.begin(), names.end(), device.name) &&
                            HasSameNumbers(catalog.GetDevice(device.name), device);
        for (const std::unique_ptr<Learned>& learned : m_learned)
        {
            if (isOurs ? learned->device.name.empty()
                       : learned->device.name == device.name &&
                             HasSameNumbers(learned->device, device))
            {
                return *learned;
            }
        }
        auto learned = std::make_unique<Learned>();
        std::vector<DeviceProfile> devices;
        for (const std::string& name : names)
        {
            if (isOurs || name != device.name)
            {
                devices.push_back(catalog.GetDevice(name));
            }
        }
        if (!isOurs)
        {
            learned->device = device;
            devices.push_back(device);
        }
        learned->learner = std::make_unique<LatencyLearner>(host, devices);
        m_learned.push_back(std::move(learned));
        return *m_learned.back();
    }

    static Answer
    Make(const HostLatency& host,
         const LatencyLearner& learner,
         const DeviceProfile& device,
         const Dnn& dnn,
         const DnnVariant& variant)
    {
        const VariantKey key = KeyOf(dnn.name, variant);
        const HostTimes& times = host.Get(key);
        const LatencyLearner::Prediction prediction = learner.Predict(device, key);
        Answer answer;
        for (std::size_t k = 0; k < times.seconds.size(); ++k)
        {
            answer.layerSeconds.push_back(times.seconds[k] *
                                          prediction.kindFactors[Index(times.kinds[k])]);
        }
        if (const auto published = FindPublished(device, dnn, variant))
        {
            answer.whole = *published;
        }
        else
        {
            answer.whole.meanSeconds = prediction.seconds;
            answer.whole.relativeError = prediction.relativeError;
            answer.whole.source = Explanation(times, learner, prediction, device);
        }
        // Sources give no spread; the host's is the nearest thing measured.
        answer.whole.variation = times.variation;
        return answer;
    }

    static std::string
    Explanation(const HostTimes& times,
                const LatencyLearner& learner,
                const LatencyLearner::Prediction& prediction,
                const DeviceProfile& device)
    {
        return "learned from " + std::to_string(prediction.known) + " published numbers of " +
               device.name + " with " + std::to_string(device.threads) + " threads among " +
               std::to_string(learner.RowCount()) + " rows of the device catalogue, and layers " +
               (times.isMeasured ? "measured on " + times.host : "estimated for the host");
    }

    LatencyContext m_context;
    mutable std::vector<std::unique_ptr<Learned>> m_learned;
};

const Registry<LatencyModel>::Entry ENTRY(
    "learned",
    "published where it exists for the variant, else learned from all published numbers and the "
    "host's layers (Gaussian completion after Little and Rubin)",
    {},
    [](const Spec&) { return std::make_unique<LearnedModel>(); });

} // namespace

} // namespace edgeward
