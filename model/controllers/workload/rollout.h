// One reconcile of one Deployment: what its parts share. The parts are split as in Kubernetes:
// revisions (the newest ReplicaSet and its annotations), scaling, strategies, status.
#pragma once

#include "controllers/loop/requests.h"
#include "controllers/loop/sync.h"

#include <string>
#include <vector>

namespace maqueta::controllers {

inline constexpr std::string_view revisionAnnotation = "deployment.kubernetes.io/revision";
inline constexpr std::string_view revisionHistoryAnnotation =
    "deployment.kubernetes.io/revision-history";
inline constexpr std::string_view desiredAnnotation = "deployment.kubernetes.io/desired-replicas";
inline constexpr std::string_view maxAnnotation = "deployment.kubernetes.io/max-replicas";

// A ReplicaSet as the reconcile knows it: as seen, or as its last write was answered.
struct RsView {
    base::Ref<const api::ReplicaSet> rs;
    std::int64_t version = 0;

    explicit operator bool() const { return static_cast<bool>(rs); }
    const api::ReplicaSet* operator->() const { return rs.get(); }
    const api::ReplicaSet& operator*() const { return *rs; }
};

class Rollout {
public:
    Rollout(Sync& sync, const api::Versioned& deployment);

    // Does what the Deployment needs now.
    Outcome run();

private:
    // deployment.cpp
    Outcome checkPaused();
    bool isScalingEvent() const;
    Outcome syncScaling();
    // revisions.cpp
    Outcome findReplicaSets(bool createNew);
    Outcome keepNewest(const RsView& found, std::int64_t revision);
    Outcome createNewest(std::int64_t revision);
    Outcome onCreateRefused(const Answer& answer, const api::ReplicaSet& wanted, bool& adopted);
    Outcome cleanUp();
    bool setAnnotations(api::ReplicaSet& rs, std::int64_t revision, bool exists) const;
    bool setRevision(const std::string& revision);
    // scaling.cpp
    Outcome scale();
    Outcome scaleProportionally();
    Outcome scaleTo(RsView& rs, std::int32_t size, bool* scaled = nullptr);
    // strategies.cpp
    Outcome rollOut();
    Outcome growNewest(bool& scaled);
    Outcome shrinkOld(bool& scaled);
    Outcome shrinkUnhealthy(std::int32_t most, std::int32_t& by);
    Outcome shrinkAvailable(std::int32_t& by);
    Outcome recreate();
    bool oldPodsRunning() const;
    // status.cpp
    api::Deployment::Status calculateStatus() const;
    Outcome syncStatus();
    Outcome syncRolloutStatus();
    void judgeProgress(api::Deployment::Status& status) const;
    void takeOverFailures(api::Deployment::Status& status) const;
    void watchDeadline();
    void noteProgress(const api::Deployment::Status& status);
    Outcome writeStatus();

    bool complete(const api::Deployment::Status& status) const;
    bool hasDeadline() const;
    bool rolling() const { return d_->strategy == api::Deployment::Strategy::RollingUpdate; }
    std::int32_t maxSurge() const;
    std::int32_t maxUnavailable() const;
    std::int32_t newestSize(std::int32_t current) const;
    // The newest and the old ones.
    std::vector<const api::ReplicaSet*> all() const;
    std::int32_t wantedByAll() const;
    void setCondition(api::Conditions& conditions, std::string_view type,
                      api::ConditionStatus status, std::string_view reason,
                      std::string message) const;

    Sync& sync_;
    base::Ref<api::Deployment> d_; // the copy that the reconcile edits
    std::int64_t version_;         // of the Deployment as it was seen
    std::vector<RsView> replicaSets_;
    RsView newest_;
    std::vector<RsView> old_;
    bool found_ = false;
};

// What the template is, without the hash label: equal for equal templates.
std::string templateDigest(const api::PodTemplate& podTemplate);
bool sameTemplate(const api::PodTemplate& a, const api::PodTemplate& b);
// The value of the label pod-template-hash.
std::string templateHash(const api::PodTemplate& podTemplate,
                         std::optional<std::int32_t> collision);
std::int64_t revisionOf(const api::ObjectMeta& meta);
std::optional<std::int32_t> numberIn(const api::ObjectMeta& meta, std::string_view annotation);

} // namespace maqueta::controllers
