#include "api/schema/types.h"

namespace maqueta::api::schema {
namespace {

// staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go
constexpr TypeLine metaLines[] = {
    {"ObjectMeta",
     "name? string, generateName? string, namespace? string, selfLink? string, uid? string:UID, "
     "resourceVersion? string, generation? int64, creationTimestamp? Time, deletionTimestamp? "
     "*Time, "
     "deletionGracePeriodSeconds? *int64, labels? map:string, annotations? map:string, "
     "ownerReferences? []OwnerReference@uid, finalizers? []string@., managedFields? []any"},
    {"OwnerReference",
     "apiVersion string, kind string, name string, uid string:UID, controller? *bool, "
     "blockOwnerDeletion? *bool"},
    {"LabelSelector", "matchLabels? map:string, matchExpressions? []LabelSelectorRequirement"},
    {"LabelSelectorRequirement",
     "key string, operator string:LabelSelectorOperator, values? []string"},
};

} // namespace

std::span<const TypeLine> metaTypes() {
    return metaLines;
}

} // namespace maqueta::api::schema
