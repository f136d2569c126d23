// Which fields every struct of the API has, named once for reading and writing. The order is the
// format: new fields go to the end, with a new version of the files that hold them.
#pragma once

#include "api/kinds/deployment.h"
#include "api/kinds/event.h"
#include "api/kinds/kept.h"
#include "api/kinds/lease.h"
#include "api/kinds/namespace.h"
#include "api/kinds/node.h"
#include "api/kinds/pod.h"
#include "api/kinds/replica_set.h"

namespace maqueta::api {

template <class A>
void fields(A& a, OwnerReference& o) {
    a(o.apiVersion, o.kind, o.name, o.uid, o.controller, o.blockOwnerDeletion);
}
template <class A>
void fields(A& a, ObjectMeta& m) {
    a(m.name, m.generateName, m.ns, m.uid, m.generation, m.creationTime, m.deletionTime,
      m.deletionGraceSeconds, m.labels, m.annotations, m.owners, m.finalizers);
}
template <class A>
void fields(A& a, Condition& c) {
    a(c.type, c.status, c.reason, c.message, c.lastTransitionTime, c.lastUpdateTime,
      c.lastHeartbeatTime, c.rest);
}
template <class A>
void fields(A& a, Requirement& r) {
    a(r.key, r.op, r.values);
}
template <class A>
void fields(A& a, LabelSelector& s) {
    a(s.matchLabels, s.matchExpressions);
}

// --- pods

template <class A>
void fields(A& a, ContainerPort& p) {
    a(p.containerPort, p.hostPort, p.protocol, p.hostIp, p.name);
}
template <class A>
void fields(A& a, Container& c) {
    a(c.name, c.image, c.imagePullPolicy, c.restartPolicy, c.requests, c.limits, c.ports,
      c.livenessProbe, c.readinessProbe, c.startupProbe, c.rest);
}
template <class A>
void fields(A& a, Toleration& t) {
    a(t.key, t.op, t.value, t.effect, t.tolerationSeconds);
}
template <class A>
void fields(A& a, NodeSelectorTerm& t) {
    a(t.matchExpressions, t.matchFields);
}
template <class A>
void fields(A& a, PreferredNodeTerm& t) {
    a(t.weight, t.term);
}
template <class A>
void fields(A& a, NodeAffinity& n) {
    a(n.required, n.preferred);
}
template <class A>
void fields(A& a, PodSpec& s) {
    a(s.initContainers, s.containers, s.nodeSelector, s.nodeAffinity, s.tolerations,
      s.restartPolicy, s.schedulerName, s.priorityClassName, s.priority,
      s.terminationGracePeriodSeconds, s.activeDeadlineSeconds, s.overhead, s.hostNetwork,
      s.schedulingGates, s.rest);
}
template <class A>
void fields(A& a, ContainerState& s) {
    a(s.type, s.reason, s.message, s.exitCode, s.startedAt, s.finishedAt, s.rest);
}
template <class A>
void fields(A& a, ContainerStatus& s) {
    a(s.name, s.image, s.containerId, s.ready, s.started, s.restartCount, s.state, s.lastState,
      s.rest);
}
template <class A>
void fields(A& a, PodStatus& s) {
    a(s.phase, s.reason, s.message, s.podIp, s.hostIp, s.nominatedNodeName, s.qosClass, s.startTime,
      s.conditions, s.containerStatuses, s.initContainerStatuses, s.rest);
}
template <class A>
void fields(A& a, PodTemplate& t) {
    a(t.labels, t.annotations, t.spec, t.nodeName, t.rest);
}
template <class A>
void fields(A& a, Pod& p) {
    a(p.spec, p.nodeName, p.tokenVolume, p.status);
}

// --- workloads

template <class A>
void fields(A& a, ReplicaSet::Status& s) {
    a(s.replicas, s.fullyLabeledReplicas, s.readyReplicas, s.availableReplicas,
      s.observedGeneration, s.conditions);
}
template <class A>
void fields(A& a, ReplicaSet& r) {
    a(r.replicas, r.minReadySeconds, r.selector, r.podTemplate, r.specRest, r.status);
}
template <class A>
void fields(A& a, IntOrPercent& n) {
    a(n.number, n.percent);
}
template <class A>
void fields(A& a, Deployment::Status& s) {
    a(s.observedGeneration, s.replicas, s.updatedReplicas, s.readyReplicas, s.availableReplicas,
      s.unavailableReplicas, s.collisionCount, s.conditions);
}
template <class A>
void fields(A& a, Deployment& d) {
    a(d.replicas, d.minReadySeconds, d.progressDeadlineSeconds, d.revisionHistoryLimit, d.paused,
      d.selector, d.podTemplate, d.strategy, d.maxSurge, d.maxUnavailable, d.specRest, d.status);
}

// --- the others

template <class A>
void fields(A& a, Taint& t) {
    a(t.key, t.value, t.effect, t.timeAdded);
}
template <class A>
void fields(A& a, NodeAddress& n) {
    a(n.type, n.address);
}
template <class A>
void fields(A& a, NodeImage& i) {
    a(i.names, i.sizeBytes);
}
template <class A>
void fields(A& a, Node& n) {
    a(n.podCidr, n.unschedulable, n.taints, n.specRest, n.capacity, n.allocatable, n.conditions,
      n.addresses, n.images, n.statusRest);
}
template <class A>
void fields(A& a, Lease& l) {
    a(l.holderIdentity, l.leaseDurationSeconds, l.acquireTime, l.renewTime, l.leaseTransitions,
      l.specRest);
}
template <class A>
void fields(A& a, ObjectReference& r) {
    a(r.kind, r.ns, r.name, r.uid, r.apiVersion, r.resourceVersion, r.fieldPath);
}
template <class A>
void fields(A& a, Event& e) {
    a(e.involvedObject, e.reason, e.message, e.type, e.component, e.host, e.action, e.count,
      e.firstTimestamp, e.lastTimestamp);
}
template <class A>
void fields(A& a, Namespace& n) {
    a(n.specFinalizers, n.terminatingPhase, n.conditions);
}
template <class A>
void fields(A& a, Kept& k) {
    a(k.apiVersion, k.kindName);
}

} // namespace maqueta::api
