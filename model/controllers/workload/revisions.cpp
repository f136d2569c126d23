// The newest ReplicaSet of a Deployment, its revision, and how many old ones are kept
// (pkg/controller/deployment/sync.go, util/deployment_util.go).
#include "base/hash.h"
#include "controllers/loop/step.h"
#include "controllers/workload/pods.h"
#include "controllers/workload/rollout.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace maqueta::controllers {
namespace {

using api::ConditionStatus;
using api::Kind;
using api::ReplicaSet;

constexpr std::size_t mostHistoryCharacters = 2000;

constexpr std::array<std::string_view, 6> notCopied{
    "kubectl.kubernetes.io/last-applied-configuration",
    revisionAnnotation,
    revisionHistoryAnnotation,
    desiredAnnotation,
    maxAnnotation,
    "deprecated.deployment.rollback.to"};

bool madeBefore(const ReplicaSet& a, const ReplicaSet& b) {
    const sim::Time madeA = wholeSeconds(a.meta.creationTime);
    const sim::Time madeB = wholeSeconds(b.meta.creationTime);
    return madeA != madeB ? madeA < madeB : a.meta.name < b.meta.name;
}

api::PodTemplate withoutHash(const api::PodTemplate& podTemplate) {
    api::PodTemplate plain = podTemplate;
    if (plain.labels.contains(api::names::labelPodTemplateHash))
        plain.labels.erase(api::names::labelPodTemplateHash);
    return plain;
}

// rand.SafeEncodeString: digits become letters and figures that spell no word.
std::string safeEncode(std::string_view text) {
    static constexpr std::string_view alphabet = "bcdfghjklmnpqrstvwxz2456789";
    std::string out;
    for (const char c : text) out += alphabet[static_cast<unsigned char>(c) % alphabet.size()];
    return out;
}

// The revisions that a ReplicaSet had before, in the annotation that keeps them.
void remember(ReplicaSet& rs, std::string_view revision) {
    const Text* known = rs.meta.annotations.find(revisionHistoryAnnotation);
    std::string history = known ? known->str() : std::string();
    if (!history.empty()) history += ',';
    history += revision;
    while (history.size() > mostHistoryCharacters && history.find(',') != std::string::npos)
        history.erase(0, history.find(',') + 1);
    rs.meta.annotations.set(revisionHistoryAnnotation, history);
}

} // namespace

std::string templateDigest(const api::PodTemplate& podTemplate) {
    ReplicaSet carrier;
    carrier.podTemplate = sim::Cow<api::PodTemplate>(withoutHash(podTemplate));
    sim::Fingerprint f;
    carrier.addContentTo(f);
    return f.text();
}

bool sameTemplate(const api::PodTemplate& a, const api::PodTemplate& b) {
    return templateDigest(a) == templateDigest(b);
}

// Kubernetes hashes a dump of its own structs with FNV-1a (ComputeHash); the dump cannot be made
// again, so the same function is taken over this model's digest of the template.
std::string templateHash(const api::PodTemplate& podTemplate,
                         std::optional<std::int32_t> collision) {
    std::uint32_t hash = base::fnv1a32(templateDigest(podTemplate));
    if (collision) {
        std::string bytes(8, '\0');
        for (std::size_t i = 0; i < 4; ++i)
            bytes[i] = static_cast<char>(static_cast<std::uint32_t>(*collision) >> (8 * i));
        hash = base::fnv1a32(bytes, hash);
    }
    return safeEncode(std::to_string(hash));
}

std::optional<std::int32_t> numberIn(const api::ObjectMeta& meta, std::string_view annotation) {
    const Text* text = meta.annotations.find(annotation);
    std::int32_t number = 0;
    if (!text) return std::nullopt;
    const char* end = text->view().data() + text->size();
    const auto [at, error] = std::from_chars(text->view().data(), end, number);
    if (error != std::errc() || at != end) return std::nullopt;
    return number;
}

std::int64_t revisionOf(const api::ObjectMeta& meta) {
    return numberIn(meta, revisionAnnotation).value_or(0);
}

Outcome Rollout::findReplicaSets(bool createNew) {
    std::vector<RsView> sorted = replicaSets_;
    std::sort(sorted.begin(), sorted.end(),
              [](const RsView& a, const RsView& b) { return madeBefore(*a, *b); });
    const auto match = std::find_if(sorted.begin(), sorted.end(), [&](const RsView& rs) {
        return sameTemplate(*rs->podTemplate, *d_->podTemplate);
    });
    newest_ = {};
    old_.clear();
    std::int64_t latest = 0;
    for (auto it = sorted.begin(); it != sorted.end(); ++it) {
        if (it == match) continue;
        old_.push_back(*it);
        latest = std::max(latest, revisionOf((*it)->meta));
    }
    if (match != sorted.end()) return keepNewest(*match, latest + 1);
    return createNew ? createNewest(latest + 1) : Outcome::Done;
}

// Brings the annotations of the newest ReplicaSet up to date, then the Deployment's.
Outcome Rollout::keepNewest(const RsView& found, std::int64_t revision) {
    newest_ = found;
    base::Ref<ReplicaSet> copy = api::mutableCopy(*found);
    const bool changed = setAnnotations(*copy, revision, true);
    if (changed || copy->minReadySeconds != d_->minReadySeconds) {
        copy->minReadySeconds = d_->minReadySeconds;
        const Answer* answer = sync_.ask([&] { return updateRequest(copy, found.version); });
        if (!answer) return Outcome::Waiting;
        if (!answer->ok()) return Outcome::Failed;
        newest_ = {base::Ref<const ReplicaSet>(&answer->object.as<ReplicaSet>()),
                   answer->object.resourceVersion};
        for (RsView& rs : replicaSets_)
            if (rs->meta.uid == newest_->meta.uid) rs = newest_;
        return Outcome::Done;
    }
    bool update = setRevision(std::to_string(revisionOf(newest_->meta)));
    if (hasDeadline() && !api::findCondition(d_->status.conditions, "Progressing")) {
        setCondition(d_->status.conditions, "Progressing", ConditionStatus::True,
                     "FoundNewReplicaSet", "Found new replica set \"" + newest_->meta.name + "\"");
        update = true;
    }
    return update ? writeStatus() : Outcome::Done;
}

Outcome Rollout::createNewest(std::int64_t revision) {
    const std::string hash = templateHash(*d_->podTemplate, d_->status.collisionCount);
    base::Ref<ReplicaSet> rs(new ReplicaSet);
    api::PodTemplate podTemplate = *d_->podTemplate;
    podTemplate.labels.set(api::names::labelPodTemplateHash, hash);
    rs->meta.name = d_->meta.name + "-" + hash;
    rs->meta.ns = d_->meta.ns;
    rs->meta.labels = podTemplate.labels;
    rs->meta.owners.write().push_back({.apiVersion = "apps/v1",
                                       .kind = "Deployment",
                                       .name = d_->meta.name,
                                       .uid = d_->meta.uid,
                                       .controller = true,
                                       .blockOwnerDeletion = true});
    rs->podTemplate = sim::Cow<api::PodTemplate>(std::move(podTemplate));
    rs->selector = d_->selector;
    rs->selector.matchLabels.set(api::names::labelPodTemplateHash, hash);
    rs->minReadySeconds = d_->minReadySeconds;
    rs->replicas = 0;
    rs->replicas = newestSize(0);
    setAnnotations(*rs, revision, false);

    const Answer* answer = sync_.ask([&] { return createRequest(rs); });
    if (!answer) return Outcome::Waiting;
    bool existed = false;
    if (answer->ok()) {
        newest_ = {base::Ref<const ReplicaSet>(&answer->object.as<ReplicaSet>()),
                   answer->object.resourceVersion};
    } else {
        const Outcome outcome = onCreateRefused(*answer, *rs, existed);
        if (outcome != Outcome::Done) return outcome;
    }
    replicaSets_.push_back(newest_);

    if (!existed) {
        if (newest_->replicas > 0)
            sync_.event(*d_, "Normal", "ScalingReplicaSet",
                        "Scaled up replica set " + newest_->meta.name + " from 0 to " +
                            std::to_string(newest_->replicas));
        sync_.note(ReplicaSetScaled{d_->meta.ns, d_->meta.name, newest_->meta.name, 0,
                                    newest_->replicas, true});
    }
    bool update = setRevision(std::to_string(revision));
    if (!existed && hasDeadline()) {
        setCondition(d_->status.conditions, "Progressing", ConditionStatus::True,
                     "NewReplicaSetCreated",
                     "Created new replica set \"" + newest_->meta.name + "\"");
        update = true;
    }
    return update ? writeStatus() : Outcome::Done;
}

Outcome Rollout::onCreateRefused(const Answer& answer, const ReplicaSet& wanted, bool& existed) {
    if (answer.exists()) {
        const api::Versioned there =
            sync_.seen().find(Kind::ReplicaSet, wanted.meta.ns, wanted.meta.name);
        if (!there) return Outcome::Failed;
        const ReplicaSet& rs = there.as<ReplicaSet>();
        const api::OwnerReference* owner = rs.meta.controller();
        if (owner && owner->uid == d_->meta.uid &&
            sameTemplate(*rs.podTemplate, *d_->podTemplate)) {
            newest_ = {base::Ref<const ReplicaSet>(&rs), there.resourceVersion};
            existed = true;
            return Outcome::Done;
        }
        // Two templates with one hash: count up, and the next try has another.
        d_->status.collisionCount = d_->status.collisionCount.value_or(0) + 1;
        return writeStatus() == Outcome::Waiting ? Outcome::Waiting : Outcome::Failed;
    }
    if (answer.namespaceTerminating()) return Outcome::Failed;
    const std::string message = "Failed to create new replica set \"" + wanted.meta.name +
                                "\": " + answer.failure.message.str();
    sync_.event(*d_, "Warning", "ReplicaSetCreateError", message);
    if (hasDeadline()) {
        setCondition(d_->status.conditions, "Progressing", ConditionStatus::False,
                     "ReplicaSetCreateError", message);
        if (writeStatus() == Outcome::Waiting) return Outcome::Waiting;
    }
    return Outcome::Failed;
}

// Copies the Deployment's annotations, and keeps the revision; returns whether anything changed.
bool Rollout::setAnnotations(ReplicaSet& rs, std::int64_t revision, bool exists) const {
    bool changed = false;
    for (const auto& [name, value] : d_->meta.annotations) {
        const Text* known = rs.meta.annotations.find(name);
        const bool skip =
            std::find(notCopied.begin(), notCopied.end(), name.view()) != notCopied.end();
        if (skip || (known && *known == value)) continue;
        rs.meta.annotations.set(name, value);
        changed = true;
    }
    const Text* known = rs.meta.annotations.find(revisionAnnotation);
    const Text before = known ? *known : Text();
    if (revisionOf(rs.meta) < revision) {
        rs.meta.annotations.set(revisionAnnotation, std::to_string(revision));
        changed = true;
        if (!before.empty()) remember(rs, before);
    }
    if (exists) return changed;
    rs.meta.annotations.set(desiredAnnotation, std::to_string(d_->replicas));
    rs.meta.annotations.set(maxAnnotation, std::to_string(d_->replicas + maxSurge()));
    return true;
}

bool Rollout::setRevision(const std::string& revision) {
    const Text* known = d_->meta.annotations.find(revisionAnnotation);
    if (known && *known == revision) return false;
    d_->meta.annotations.set(revisionAnnotation, revision);
    return true;
}

// Deletes the oldest revisions beyond the limit, unless they still have pods.
Outcome Rollout::cleanUp() {
    if (!d_->revisionHistoryLimit || *d_->revisionHistoryLimit == INT32_MAX) return Outcome::Done;
    std::vector<const ReplicaSet*> sets;
    for (const RsView& rs : old_)
        if (!rs->meta.terminating()) sets.push_back(rs.rs.get());
    const auto excess = static_cast<std::int64_t>(sets.size()) - *d_->revisionHistoryLimit;
    if (excess <= 0) return Outcome::Done;
    std::sort(sets.begin(), sets.end(), [](const ReplicaSet* a, const ReplicaSet* b) {
        const std::int64_t ra = revisionOf(a->meta), rb = revisionOf(b->meta);
        return ra != rb ? ra < rb : madeBefore(*a, *b);
    });
    sets.resize(static_cast<std::size_t>(excess));
    for (const ReplicaSet* rs : sets) {
        if (rs->status.replicas != 0 || rs->replicas != 0 ||
            rs->meta.generation > rs->status.observedGeneration)
            continue;
        const Answer* answer =
            sync_.ask([&] { return deleteRequest(Kind::ReplicaSet, rs->meta.ns, rs->meta.name); });
        if (!answer) return Outcome::Waiting;
        if (!answer->ok() && !answer->notFound()) return Outcome::Failed;
    }
    return Outcome::Done;
}

} // namespace maqueta::controllers
