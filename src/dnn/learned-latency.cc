/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"
#include "dnn/latency-learner.h"
#include "dnn/latency-model.h"
#include "dnn/layer-share.h"
#include "dnn/published-latency.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

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

/** The learners of one catalogue, with what they have answered. */
class LearnedCatalogue
{
  public:
    struct Answer
    {
        LatencyCost whole;
        std::vector<double> layerSeconds;
    };

    explicit LearnedCatalogue(const Catalog& catalog)
        : m_catalog(catalog)
        , m_names(catalog.DeviceNames())
    {
    }

    const Answer&
    Find(const DeviceProfile& device, const Dnn& dnn, const DnnVariant& variant) const
    {
        Learned& learned = LearnedWith(device);
        const auto key = std::make_tuple(device.name, device.threads, KeyOf(dnn.name, variant));
        const auto found = learned.answers.find(key);
        return found != learned.answers.end()
                   ? found->second
                   : learned.answers.emplace(key, Make(*learned.learner, device, dnn, variant))
                         .first->second;
    }

  private:
    /** What a learner was given beside the catalogue's own devices. */
    struct Learned
    {
        DeviceProfile device;
        std::unique_ptr<LatencyLearner> learner;
        std::map<std::tuple<std::string, std::uint32_t, VariantKey>, Answer>
            answers; ///< by device, threads and variant
    };

    const HostLatency&
    Host() const
    {
        return m_catalog.Derived<HostLatency>();
    }

    /** The learner that knows the device's numbers: the catalogue's, or one with its own in their
     * place. */
    Learned&
    LearnedWith(const DeviceProfile& device) const
    {
        const bool isOurs = std::binary_search(m_names.begin(), m_names.end(), device.name) &&
                            HasSameNumbers(m_catalog.GetDevice(device.name), device);
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
        for (const std::string& name : m_names)
        {
            if (isOurs || name != device.name)
            {
                devices.push_back(m_catalog.GetDevice(name));
            }
        }
        if (!isOurs)
        {
            learned->device = device;
            devices.push_back(device);
        }
        learned->learner = std::make_unique<LatencyLearner>(Host(), devices);
        m_learned.push_back(std::move(learned));
        return *m_learned.back();
    }

    Answer
    Make(const LatencyLearner& learner,
         const DeviceProfile& device,
         const Dnn& dnn,
         const DnnVariant& variant) const
    {
        const VariantKey key = KeyOf(dnn.name, variant);
        const HostTimes& times = Host().Get(key);
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

    const Catalog& m_catalog;
    std::vector<std::string> m_names; ///< of the catalogue's devices, sorted
    mutable std::vector<std::unique_ptr<Learned>> m_learned;
};

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
        const LearnedCatalogue::Answer& answer =
            catalog.Derived<LearnedCatalogue>().Find(device, dnn, dnn.variants.at(variantId));
        return PartOf(answer.whole, answer.layerSeconds, range);
    }
};

const Registry<LatencyModel>::Entry ENTRY(
    "learned",
    "published where it exists for the variant, else learned from all published numbers and the "
    "host's layers (Gaussian completion after Little and Rubin)",
    {},
    [](const Spec&) { return std::make_unique<LearnedModel>(); });

} // namespace

} // namespace edgeward
